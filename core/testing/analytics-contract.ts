import { createHash } from "node:crypto";
import fc from "fast-check";
import { type AggregateCounts, aggregate } from "../src/aggregation/aggregate";
import { type Analytics, createAnalytics } from "../src/analytics";
import { monthOf, monthStart } from "../src/calendar";
import { type WireEvent, wireEventSchema } from "../src/event/wire-event";
import type { AnalyticsStore } from "../src/ports/store";
import type { OperationSequencePattern } from "../src/reports/sequences";
import { HISTORY_NOW, histories } from "./histories";
import { naivePatterns, naiveUsage } from "./naive-totals";
import sequences from "./vectors/sequences.json";

/** A store on its real database, fresh and empty. */
export interface OpenedStore {
	readonly store: AnalyticsStore;
	close(): Promise<void>;
}

/** How much the suite draws; stores behind a wire are slower. */
export interface ContractSize {
	readonly runs: number;
	readonly events: number;
}

const SHARD_COUNT = 3;
const VECTORS_NOW = Date.UTC(2026, 10, 22);
const DAY_MS = 86_400_000;
const RETENTION_MS = 365 * DAY_MS;

/** A query that leaves no pattern out. */
const EVERYTHING = {
	minFrequency: 1,
	minSuccessRate: 0,
	minLength: 2,
	maxLength: 6,
	candidates: false,
	limit: 1_000,
} as const;

/** What homes must show over any store: the vectors, and "equal to the batch" for any history. */
export function describeAnalyticsContract(
	name: string,
	open: (shardCount: number) => Promise<OpenedStore>,
	size: ContractSize,
): void {
	const withStore = async (
		test: (store: AnalyticsStore) => Promise<void>,
	): Promise<void> => {
		const { store, close } = await open(SHARD_COUNT);
		try {
			await test(store);
		} finally {
			await close();
		}
	};

	describe(`analytics on ${name}`, () => {
		describe.each(sequences.cases)("vector: $name", ({ events, patterns }) => {
			it("gives exactly the listed patterns, in random order and twice", () =>
				withStore(async (store) => {
					const analytics = analyticsOn(store, VECTORS_NOW);
					const shuffled = shuffle([...events, ...events], events.length);
					for (const batch of inBatches(shuffled, 100))
						await analytics.ingest(batch);
					await analytics.aggregate();
					const found = await allSequences(analytics);
					expect(
						Object.fromEntries(
							found.map((sequence) => [sequence.pattern, vectorForm(sequence)]),
						),
					).toEqual(patterns);
				}));
		});

		it("equals the batch, however the history arrives and runs are killed", () =>
			fc.assert(
				fc.asyncProperty(
					histories(size.events),
					fc.array(fc.nat({ max: 7 }), { minLength: 1, maxLength: 12 }),
					fc.array(fc.record({ steps: fc.nat(30), after: fc.boolean() }), {
						maxLength: 8,
					}),
					fc.integer({ min: 1, max: 9 }),
					(history, batchSizes, deaths, pageEvents) =>
						withStore(async (store) => {
							await replay(store, history, batchSizes, deaths, pageEvents);
							await expectEqualToBatch(store, history);
						}),
				),
				{ numRuns: size.runs },
			));

		it("keeps exactly the months that are not wholly older than the retention time", () =>
			fc.assert(
				fc.asyncProperty(
					histories(size.events),
					fc.integer({ min: 300, max: 400 }),
					(history, daysLater) =>
						withStore(async (store) => {
							await analyticsOn(store, HISTORY_NOW).ingest(history);
							await analyticsOn(store, HISTORY_NOW).aggregate();
							const now = HISTORY_NOW + daysLater * DAY_MS;
							const later = analyticsOn(store, now);
							const { eventsDeleted } = await later.purge();
							expect(eventsDeleted).toBe(
								history.filter((e) => e.timestamp + RETENTION_MS < now).length,
							);
							const liveFrom = monthStart(monthOf(now - RETENTION_MS));
							await expectEqualToBatch(
								store,
								history.filter((event) => event.timestamp >= liveFrom),
							);
							expect(await later.purge()).toMatchObject({
								eventsDeleted: 0,
								patternsChanged: 0,
								usageDaysDeleted: 0,
								userMonthsDeleted: 0,
							});
						}),
				),
				{ numRuns: Math.ceil(size.runs / 4) },
			));

		it("leaves nothing behind once everything has expired", () =>
			withStore(async (store) => {
				const [history = []] = fc.sample(histories(size.events), {
					numRuns: 1,
					seed: 1,
				});
				const analytics = analyticsOn(store, HISTORY_NOW);
				await analytics.ingest(history);
				await analytics.aggregate();
				await analytics.flagTemplates();
				const later = analyticsOn(store, HISTORY_NOW + 500 * DAY_MS);
				await later.purge();
				await later.flagTemplates();
				expect(await allSequences(later)).toEqual([]);
				expect((await later.operations({ limit: 1_000 })).items).toEqual([]);
				expect((await store.readTotals()).users).toEqual({});
				const users = [...new Set(history.map(({ userId }) => userId))];
				for (const userId of users)
					expect((await store.readUsers([userId])).size).toBe(0);
				for (const template of await later.templates())
					expect(template.status).toBe("retired");
			}));

		it("counts a late event of a session that was purged in usage only", () =>
			withStore(async (store) => {
				const at = Date.UTC(2026, 9, 10, 12);
				const first = rawEvent("first", "trim", at);
				const second = rawEvent("second", "resize", at + 60_000);
				const third = rawEvent("third", "to_mp3", at + 120_000);
				const analytics = analyticsOn(store, HISTORY_NOW);
				await analytics.ingest([first, second]);
				await analytics.aggregate();
				// The first event has expired, the other two have a minute or two left.
				const later = analyticsOn(store, at + RETENTION_MS + 1_000);
				expect((await later.purge()).eventsDeleted).toBe(1);
				expect((await later.ingest([third]))[0]?.status).toBe("stored");
				expect(await later.aggregate()).toMatchObject({
					events: 1,
					unplaced: 1,
				});
				expect((await allSequences(later)).map(vectorForm)).toEqual([
					expect.objectContaining({
						operations: ["trim", "resize"],
						frequency: 1,
					}),
				]);
				expect(
					(await later.usage({ start: "2026-10-01", end: "2026-11-01" }))
						.totalOperations,
				).toBe(3);
			}));

		it("flags exactly the closed patterns, and templates for the candidates", () =>
			fc.assert(
				fc.asyncProperty(histories(size.events), (history) =>
					withStore(async (store) => {
						const analytics = analyticsOn(store, HISTORY_NOW);
						await analytics.ingest(history);
						await analytics.aggregate();
						await analytics.flagTemplates();
						const expected = naivePatterns(history);
						const closed = await analytics.sequences({
							...EVERYTHING,
							minFrequency: 2,
							candidates: true,
						});
						expect(
							closed.sequences.map(({ pattern }) => pattern).sort(),
						).toEqual(naiveClosed(expected, 2));
						const candidates = naiveClosed(expected, 5).filter(
							(name) => (expected[name]?.successRate ?? 0) >= 0.8,
						);
						expect(
							(await analytics.templates())
								.map(({ pattern }) => pattern)
								.sort(),
						).toEqual(candidates);
						const flagged = (await allSequences(analytics)).filter(
							({ templateCandidate }) => templateCandidate,
						);
						expect(flagged.map(({ pattern }) => pattern).sort()).toEqual(
							candidates,
						);
						expect(await analytics.flagTemplates()).toMatchObject({
							templatesWritten: 0,
							templatesRetired: 0,
						});
					}),
				),
				{ numRuns: Math.ceil(size.runs / 4) },
			));

		it("bounds a user who sends ever new types, and leaves everyone else exact", () =>
			withStore(async (store) => {
				const analytics = analyticsOn(store, HISTORY_NOW);
				const at = HISTORY_NOW - 60 * 60_000;
				const abuse = Array.from({ length: 1_200 }, (_, n) => ({
					...rawEvent(
						`abuse${n}`,
						`t${(Math.imul(n + 1, 2_654_435_761) >>> 8) % 260}`,
						at + n,
					),
					userId: "b".repeat(64),
				}));
				const honest = Array.from({ length: 30 }, (_, n) =>
					rawEvent(
						`honest${n}`,
						["trim", "resize", "to_mp3"][n % 3] ?? "",
						at + n,
					),
				);
				const late = abuse.slice(300, 320);
				const inTime = abuse.filter((event) => !late.includes(event));
				const counts = [];
				for (const batch of inBatches([...inTime, ...honest], 500)) {
					await analytics.ingest(batch);
					counts.push(await analytics.aggregate());
				}
				await analytics.ingest(late);
				counts.push(await analytics.aggregate());
				expect(sumOf(counts, "events")).toBe(1_230);
				expect(sumOf(counts, "typesExceeded")).toBeGreaterThan(0);
				expect(sumOf(counts, "patternsExceeded")).toBeGreaterThan(0);
				const found = await allSequences(analytics);
				const ofHonest = found.filter(({ operations }) =>
					operations.every((type) => !/^t\d/.test(type)),
				);
				expect(
					Object.fromEntries(
						ofHonest.map((sequence) => [
							sequence.pattern,
							vectorForm(sequence),
						]),
					),
				).toEqual(
					Object.fromEntries(
						Object.entries(naivePatterns(honest.map(asValid))).map(
							([name, { workflowTypes: _, ...pattern }]) => [name, pattern],
						),
					),
				);
				expect(found.length - ofHonest.length).toBeLessThanOrEqual(2_000);
				expect(found.every(({ frequency }) => frequency > 0)).toBe(true);
				const usage = await analytics.usage({});
				expect(usage.totalOperations).toBe(1_230);
				expect(
					usage.topOperations.find(({ operation }) => operation === "other")
						?.count,
				).toBe(sumOf(counts, "typesExceeded"));
			}));

		it("counts once when two runs race", () =>
			fc.assert(
				fc.asyncProperty(histories(size.events), (history) =>
					withStore(async (store) => {
						const analytics = analyticsOn(store, HISTORY_NOW);
						const half = Math.ceil(history.length / 2);
						await analytics.ingest(history.slice(0, half));
						await Promise.all([analytics.aggregate(), analytics.aggregate()]);
						await analytics.ingest(history.slice(half));
						await Promise.all([analytics.aggregate(), analytics.aggregate()]);
						await analytics.aggregate();
						await expectEqualToBatch(store, history);
					}),
				),
				{ numRuns: Math.ceil(size.runs / 4) },
			));
	});
}

/** Ingests in batches, everything twice, with runs between them that die at the given steps. */
async function replay(
	store: AnalyticsStore,
	history: readonly WireEvent[],
	batchSizes: readonly number[],
	deaths: readonly { steps: number; after: boolean }[],
	pageEvents: number,
): Promise<void> {
	const analytics = analyticsOn(store, HISTORY_NOW);
	const pending = [...history];
	const lives = [...deaths];
	for (let turn = 0; pending.length > 0; turn++) {
		const size = 1 + (batchSizes[turn % batchSizes.length] ?? 0);
		const batch = pending.splice(0, size);
		await analytics.ingest([...batch, ...batch]);
		const death = lives.pop();
		const run = mortal(store, death?.steps ?? Number.POSITIVE_INFINITY, {
			afterEffect: death?.after ?? false,
		});
		if (turn % 2 === 0 || death !== undefined) {
			await aggregate(homeOn(run, HISTORY_NOW), pageEvents).catch(ignoreDeath);
		}
	}
	await analytics.ingest(history.slice(0, 500));
	await aggregate(homeOn(store, HISTORY_NOW), pageEvents);
}

async function expectEqualToBatch(
	store: AnalyticsStore,
	history: readonly WireEvent[],
): Promise<void> {
	const analytics = analyticsOn(store, HISTORY_NOW);
	const found = await allSequences(analytics);
	expect(
		Object.fromEntries(
			found.map((sequence) => [
				sequence.pattern,
				{
					...vectorForm(sequence),
					workflowTypes: sequence.workflowTypes,
				},
			]),
		),
	).toEqual(naivePatterns(history));
	for (const [start, end] of [
		["2026-09-01", "2026-12-01"],
		["2026-10-01", "2026-11-01"],
		["2026-10-31", "2026-11-02"],
		["2026-11-01", "2026-11-02"],
	] as const) {
		const usage = await analytics.usage({ start, end });
		const { topOperations } = usage;
		const expected = naiveUsage(history, Date.parse(start), Date.parse(end));
		expect({
			totalOperations: usage.totalOperations,
			uniqueUsers: usage.uniqueUsers,
			avgProcessingTime: usage.avgProcessingTime,
			successRate: usage.successRate,
			byOperation: Object.fromEntries(
				topOperations.map(({ operation, count, totalBytes }) => [
					operation,
					{ count, totalBytes },
				]),
			),
		}).toEqual(expected);
	}
}

/** The use cases over a store at a fixed time. */
export function analyticsOn(store: AnalyticsStore, now: number): Analytics {
	return createAnalytics(homeOn(store, now));
}

function homeOn(store: AnalyticsStore, now: number) {
	return {
		store,
		settings: {
			retentionMs: RETENTION_MS,
			sessionGapMs: 10 * 60_000,
			shardCount: SHARD_COUNT,
			templateMinFrequency: 5,
			templateMinSuccessRate: 0.8,
		},
		now: () => now,
		digest: (text: string) => createHash("sha256").update(text).digest("hex"),
	};
}

/** Every pattern, page by page. */
export async function allSequences(
	analytics: Analytics,
): Promise<OperationSequencePattern[]> {
	const all: OperationSequencePattern[] = [];
	let pageToken: string | undefined;
	do {
		const page = await analytics.sequences({
			...EVERYTHING,
			limit: 7,
			pageToken,
		});
		all.push(...page.sequences);
		pageToken = page.nextPageToken;
	} while (pageToken !== undefined);
	return all;
}

/** DESIGN section 5, "Closed", as plainly as it can be said. */
function naiveClosed(
	patterns: ReturnType<typeof naivePatterns>,
	minFrequency: number,
): string[] {
	const all = Object.values(patterns);
	return all
		.filter(({ frequency }) => frequency >= minFrequency)
		.filter(
			(pattern) =>
				!all.some(
					(other) =>
						other.frequency === pattern.frequency &&
						other.operations.length === pattern.operations.length + 1 &&
						`>${other.operations.join(">")}>`.includes(
							`>${pattern.operations.join(">")}>`,
						),
				),
		)
		.map(({ operations }) => operations.join("->"))
		.sort();
}

function rawEvent(id: string, type: string, timestamp: number) {
	return {
		id,
		timestamp,
		userId: "a".repeat(64),
		platform: "mcp",
		operation: {
			type,
			inputFormat: "mp4",
			outputFormat: "mp4",
			parameters: "{}",
			fileSize: 1,
		},
		metrics: { success: true, processingTime: 10 },
	};
}

function asValid(raw: ReturnType<typeof rawEvent>): WireEvent {
	return wireEventSchema.parse(raw);
}

function sumOf(
	runs: readonly AggregateCounts[],
	name: "events" | "typesExceeded" | "patternsExceeded",
): number {
	return runs.reduce((sum, counts) => sum + counts[name], 0);
}

function vectorForm(sequence: OperationSequencePattern) {
	const {
		operations,
		frequency,
		sessionCount,
		avgDuration,
		successRate,
		userCount,
	} = sequence;
	return {
		operations,
		frequency,
		sessionCount,
		avgDuration,
		successRate,
		userCount,
	};
}

class Death extends Error {}

function ignoreDeath(error: unknown): void {
	if (!(error instanceof Death)) throw error;
}

/** The real store, seen by a process that dies at its n-th call, before or after its effect. */
function mortal(
	store: AnalyticsStore,
	steps: number,
	{ afterEffect }: { afterEffect: boolean },
): AnalyticsStore {
	let left = steps;
	return new Proxy(store, {
		get(target, property) {
			const method: unknown = Reflect.get(target, property);
			if (typeof method !== "function") return method;
			return async (...parameters: unknown[]) => {
				const dies = left-- <= 0;
				if (dies && !afterEffect) throw new Death();
				const answer: unknown = await Reflect.apply(method, target, parameters);
				if (dies) throw new Death();
				return answer;
			};
		},
	});
}

/** Fisher and Yates, with a fixed sequence of numbers, so that a failure can be had again. */
function shuffle<T>(items: T[], seed: number): T[] {
	let state = seed + 1;
	for (let index = items.length - 1; index > 0; index--) {
		state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
		const other = state % (index + 1);
		[items[index], items[other]] = [items[other] as T, items[index] as T];
	}
	return items;
}

function inBatches<T>(items: readonly T[], size: number): T[][] {
	const batches: T[][] = [];
	for (let at = 0; at < items.length; at += size)
		batches.push(items.slice(at, at + size));
	return batches;
}

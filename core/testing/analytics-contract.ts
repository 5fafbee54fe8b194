import { createHash } from "node:crypto";
import fc from "fast-check";
import { aggregate } from "../src/aggregation/aggregate";
import { type Analytics, createAnalytics } from "../src/analytics";
import type { WireEvent } from "../src/event/wire-event";
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
			retentionMs: 365 * 86_400_000,
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
			minFrequency: 1,
			minSuccessRate: 0,
			minLength: 2,
			maxLength: 6,
			candidates: false,
			limit: 7,
			pageToken,
		});
		all.push(...page.sequences);
		pageToken = page.nextPageToken;
	} while (pageToken !== undefined);
	return all;
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

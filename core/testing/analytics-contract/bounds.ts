import type { AggregateCounts } from "../../src/aggregation/aggregate";
import { MAX_PATTERNS_PER_MERGE } from "../../src/aggregation/merge";
import { type WireEvent, wireEventSchema } from "../../src/event/wire-event";
import type { AnalyticsStore } from "../../src/ports/store";
import { HISTORY_NOW, USERS } from "../histories";
import { naivePatterns } from "../naive-totals";
import { expectEqualToBatch } from "./equality";
import {
	allSequences,
	analyticsOn,
	type Contract,
	DAY_MS,
	inBatches,
	rawEvent,
	vectorForm,
} from "./harness";

/** What is bounded, and whom that touches. */
export function describeBounds({ withStore }: Contract): void {
	it.each([
		["ascending", 1],
		["descending", -1],
	])("reads a run once for a page of late events, %s", (_, direction) =>
		withStore(async (store) => {
			const analytics = analyticsOn(store, HISTORY_NOW);
			const weekAgo = HISTORY_NOW - 7 * DAY_MS;
			const backfill = Array.from({ length: 600 }, (_, n) =>
				rawEvent(`e${n}`, `t${n % 5}`, weekAgo + direction * n * 1_000),
			);
			const counts = [];
			for (const batch of inBatches(backfill, 300)) {
				await analytics.ingest(batch);
				counts.push(await analytics.aggregate());
			}
			expect(sumOf(counts, "late")).toBe(300);
			expect(sumOf(counts, "lateReads")).toBeLessThanOrEqual(600);
			expect((await allSequences(analytics)).map(vectorForm)).toEqual(
				expect.arrayContaining([
					expect.objectContaining({
						operations: direction === 1 ? ["t0", "t1"] : ["t1", "t0"],
						frequency: 120,
					}),
				]),
			);
		}),
	);

	it("folds a delta in parts where it is too much for one commit", () =>
		withStore(async (store) => {
			const late = Array.from({ length: 120 }, (_, n) =>
				rawEvent(
					`e${n}`,
					["trim", "resize", "to_mp3"][n % 3] ?? "",
					HISTORY_NOW - n * DAY_MS * 0.4,
				),
			);
			const written: number[] = [];
			const narrow: AnalyticsStore = {
				...store,
				async commitTotals(commit) {
					const { patterns, usageDays } = commit;
					const items = (patterns?.size ?? 0) + (usageDays?.size ?? 0);
					if (items > 5) return "too_large";
					written.push(items);
					return store.commitTotals(commit);
				},
			};
			const analytics = analyticsOn(narrow, HISTORY_NOW);
			await analytics.ingest(late);
			const { deltas, caughtUp } = await analytics.aggregate();
			expect({ deltas, caughtUp }).toEqual({ deltas: 1, caughtUp: true });
			expect(written.length).toBeGreaterThan(10);
			await expectEqualToBatch(store, late.map(asValid));
		}));

	it("keeps 200 workflow types of a pattern apart, and takes sessions back from the rest", () =>
		withStore(async (store) => {
			const analytics = analyticsOn(store, HISTORY_NOW);
			// Each has ten types, fewer than a user may have.
			const userOf = (number: number) => String(number % 25).padStart(64, "0");
			const ofType = (number: number, types: readonly string[]) =>
				types.map((type, place) => ({
					...rawEvent(
						`e${number}-${type}`,
						type,
						HISTORY_NOW - 60 * 60_000 + place,
					),
					userId: userOf(number),
					context: { sessionId: `s${number}`, workflowType: `w${number}` },
				}));
			const sessions = Array.from({ length: 250 }, (_, number) => number);
			const early = sessions.flatMap((n) => ofType(n, ["trim", "resize"]));
			for (const batch of inBatches(early, 500)) await analytics.ingest(batch);
			await analytics.aggregate();
			const [found] = await allSequences(analytics);
			expect(found?.sessionCount).toBe(250);
			expect(Object.keys(found?.workflowTypes ?? {})).toHaveLength(201);
			expect(found?.workflowTypes.other).toBe(50);
			const [first, last] = ["0", "249"].map((number) => ({
				...rawEvent(`late${number}`, "trim", HISTORY_NOW - 60 * 60_000 + 9),
				userId: userOf(Number(number)),
				context: { sessionId: `s${number}`, workflowType: "w0" },
			}));
			await analytics.ingest([first, last]);
			await analytics.aggregate();
			const again = await allSequences(analytics);
			const pattern = again.find(({ pattern }) => pattern === "trim->resize");
			expect(pattern?.workflowTypes).toEqual(found?.workflowTypes);
			expect(again.map(({ sessionCount }) => sessionCount)).toEqual([
				250, 2, 2,
			]);
		}));

	it("reads no pattern in vain where the deltas change more than one commit takes", () =>
		withStore(async (store) => {
			let reads = 0;
			const counting: AnalyticsStore = {
				...store,
				readPatterns(names) {
					reads += names.length;
					return store.readPatterns(names);
				},
				async commitTotals(commit) {
					return (commit.patterns?.size ?? 0) > MAX_PATTERNS_PER_MERGE
						? "too_large"
						: store.commitTotals(commit);
				},
			};
			// Hardly two windows of a user are the same, and no two of different users.
			const events = USERS.flatMap((userId, user) =>
				Array.from({ length: 420 }, (_, n) => ({
					...rawEvent(
						`e${user}-${n}`,
						`t${user}-${(Math.imul(n + 1, 2_654_435_761) >>> 8) % 150}`,
						HISTORY_NOW - 60 * 60_000 + n,
					),
					userId,
				})),
			);
			const analytics = analyticsOn(counting, HISTORY_NOW);
			for (const batch of inBatches(events, 420)) await analytics.ingest(batch);
			const { patterns, caughtUp } = await analytics.aggregate();
			expect(caughtUp).toBe(true);
			expect(patterns).toBeGreaterThan(MAX_PATTERNS_PER_MERGE);
			expect(reads).toBe(patterns);
		}));

	it("lets a shard that cannot be counted hold up no other", () =>
		withStore(async (store) => {
			const events = USERS.map((userId, n) => ({
				...rawEvent(`e${n}`, "trim", HISTORY_NOW),
				userId,
			}));
			await analyticsOn(store, HISTORY_NOW).ingest(events);
			const broken: AnalyticsStore = {
				...store,
				readPage: async (head, limit) => {
					if (head.shard === 0) throw new Error("broken");
					return store.readPage(head, limit);
				},
			};
			const analytics = analyticsOn(broken, HISTORY_NOW);
			await expect(analytics.aggregate()).rejects.toThrow("broken");
			expect((await analytics.usage({})).totalOperations).toBe(2);
			await analyticsOn(store, HISTORY_NOW).aggregate();
			expect((await analytics.usage({})).totalOperations).toBe(3);
		}));

	it("leaves the day's cells to others, whatever one user sends", () =>
		withStore(async (store) => {
			const analytics = analyticsOn(store, HISTORY_NOW);
			const at = HISTORY_NOW - 60 * 60_000;
			const abuse = Array.from({ length: 4_000 }, (_, n) => ({
				...rawEvent(`abuse${n}`, `t${n % 200}`, at + n),
				userId: "b".repeat(64),
				context: { workflowType: `w${Math.floor(n / 200)}` },
			}));
			const honest = Array.from({ length: 10 }, (_, n) => ({
				...rawEvent(`honest${n}`, "trim", at + n),
				userId: `${n}`.repeat(64),
				context: { workflowType: "podcast" },
			}));
			let cellsExceeded = 0;
			for (const batch of [...inBatches(abuse, 500), honest]) {
				await analytics.ingest(batch);
				cellsExceeded += (await analytics.aggregate()).cellsExceeded;
			}
			expect(cellsExceeded).toBe(3_000);
			expect(await analytics.usage({ workflowType: "podcast" })).toMatchObject({
				totalOperations: 10,
				uniqueUsers: 10,
				topOperations: [{ operation: "trim", count: 10 }],
			});
			expect((await analytics.usage({})).totalOperations).toBe(4_010);
		}));

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
					ofHonest.map((sequence) => [sequence.pattern, vectorForm(sequence)]),
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
}

function asValid(raw: ReturnType<typeof rawEvent>): WireEvent {
	return wireEventSchema.parse(raw);
}

function sumOf(
	runs: readonly AggregateCounts[],
	name: "events" | "late" | "lateReads" | "typesExceeded" | "patternsExceeded",
): number {
	return runs.reduce((sum, counts) => sum + counts[name], 0);
}

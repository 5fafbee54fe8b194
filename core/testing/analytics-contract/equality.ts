import fc from "fast-check";
import { aggregate } from "../../src/aggregation/in-turn";
import {
	ALL_SESSION_IDS,
	NO_SESSION_IDS,
	type PackedSessionIds,
	withSessionId,
} from "../../src/aggregation/packed-session-ids";
import { USER_LIMITS } from "../../src/aggregation/user-record";
import { shardOf } from "../../src/event/stored-event";
import type { WireEvent } from "../../src/event/wire-event";
import type { AnalyticsStore } from "../../src/ports/store";
import { inferWorkflowType } from "../../src/sessions/infer-workflow-type";
import { traitsOf } from "../../src/sessions/traits";
import { HISTORY_NOW, histories, USERS } from "../histories";
import { naivePatterns, naiveUsage } from "../naive-totals";
import {
	allSequences,
	analyticsOn,
	assertInLanes,
	type Contract,
	homeOn,
	inBatches,
	rawEvent,
	SHARD_COUNT,
	vectorForm,
} from "./harness";
import { ignoreDeath, mortal } from "./mortal";

/** Equal to the batch, exactly once: whatever the order, the splits, the races and the deaths. */
export function describeEquality({ size, withStore }: Contract): void {
	it("equals the batch, however the history arrives and runs are killed", () =>
		assertInLanes(
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
			size.runs,
		));

	it("equals the batch, whichever await of a run it dies at", async () => {
		const drawn = fc.sample(histories(size.events), { numRuns: 40, seed: 7 });
		const history = drawn.reduce((longest, each) =>
			each.length > longest.length ? each : longest,
		);
		const half = Math.ceil(history.length / 2);
		const deaths = await countCalls(withStore, history.slice(0, half));
		for (let steps = 0; steps < deaths; steps++)
			for (const after of [false, true])
				await withStore(async (store) => {
					const analytics = analyticsOn(store, HISTORY_NOW);
					await analytics.ingest(history.slice(0, half));
					const dies = mortal(store, steps, { afterEffect: after });
					await expect(
						aggregate(homeOn(dies, HISTORY_NOW), EXHAUSTIVE_PAGE),
					).rejects.toThrow();
					await analytics.ingest(history.slice(half));
					await analytics.aggregate();
					await expectEqualToBatch(store, history);
				});
	}, 600_000);

	it("equals the batch where any session with an id may have been let go", () =>
		assertInLanes(
			fc.asyncProperty(histories(size.events), (history) =>
				withStore(async (store) => {
					const analytics = analyticsOn(store, HISTORY_NOW);
					for (const batch of inBatches(history, 5)) {
						await analytics.ingest(batch);
						await analytics.aggregate();
						await setReleasedSessions(store, ALL_SESSION_IDS);
					}
					await expectEqualToBatch(store, history);
				}),
			),
			Math.ceil(size.runs / 4),
		));

	it("reads no event again for a new session of a user who had 10,000", () =>
		withStore(async (store) => {
			const analytics = analyticsOn(store, HISTORY_NOW);
			const session = (sessionId: string) =>
				["trim", "resize"].map((type, at) => ({
					...rawEvent(`${sessionId}-${at}`, type, HISTORY_NOW + at),
					userId: USERS[0],
					context: { sessionId },
				}));
			await analytics.ingest(session("first"));
			await analytics.aggregate();
			const others = Array.from({ length: 10_000 }, (_, n) => `s:other-${n}`);
			await setReleasedSessions(
				store,
				others.reduce(
					(packed, id) =>
						withSessionId(packed, id, USER_LIMITS.releasedSessions),
					NO_SESSION_IDS,
				),
			);
			await analytics.ingest(session("second"));
			expect(await analytics.aggregate()).toMatchObject({
				events: 2,
				late: 0,
				lateReads: 0,
			});
		}));

	it("counts once when two runs race", () =>
		assertInLanes(
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
			Math.ceil(size.runs / 4),
		));
}

/** Small, so that a short history takes many pages, and a run has many places to die at. */
const EXHAUSTIVE_PAGE = 5;

/** How often a run that counts the history calls its store. */
async function countCalls(
	withStore: Contract["withStore"],
	history: readonly WireEvent[],
): Promise<number> {
	let calls = 0;
	await withStore(async (store) => {
		await analyticsOn(store, HISTORY_NOW).ingest(history);
		const counting = new Proxy(store, {
			get(target, property) {
				const method: unknown = Reflect.get(target, property);
				return (...parameters: unknown[]) => {
					calls++;
					return Reflect.apply(method as () => unknown, target, parameters);
				};
			},
		});
		await aggregate(homeOn(counting, HISTORY_NOW), EXHAUSTIVE_PAGE);
	});
	expect(calls).toBeGreaterThan(20);
	return calls;
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

/** Changes what users' records say of the sessions that were let go. */
async function setReleasedSessions(
	store: AnalyticsStore,
	released: PackedSessionIds,
): Promise<void> {
	for (const userId of USERS) {
		const record = (await store.readUsers([userId])).get(userId);
		if (record === undefined) continue;
		record.current.releasedSessions = released;
		const head = await store.readShard(shardOf(userId, SHARD_COUNT));
		const outcome = await store.commitPage({
			head,
			users: [record],
			userMonths: [],
			deltas: [],
		});
		expect(outcome).toBe("committed");
	}
}

/** The rules themselves have tests of their own; what is compared here is the counting. */
function reasonOf(session: readonly WireEvent[]): string | undefined {
	const operations = session.map((event) => ({
		type: event.operation.type,
		traits: traitsOf(event),
	}));
	return inferWorkflowType(operations)?.reason;
}

/** Compares every total with what the definitions give over the history. */
export async function expectEqualToBatch(
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
					inferred: Object.fromEntries(
						sequence.inferredWorkflowTypes.map(({ reason, sessions }) => [
							reason,
							sessions,
						]),
					),
				},
			]),
		),
	).toEqual(naivePatterns(history, 10 * 60_000, reasonOf));
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

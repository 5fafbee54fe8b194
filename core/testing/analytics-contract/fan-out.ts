import fc from "fast-check";
import { createFanOut, type FanOut } from "../../src/aggregation/fan-out";
import { SLOT_MS } from "../../src/aggregation/tasks";
import type { WireEvent } from "../../src/event/wire-event";
import type { AnalyticsStore } from "../../src/ports/store";
import { HISTORY_NOW, histories, USERS } from "../histories";
import { expectEqualToBatch } from "./equality";
import {
	allSequences,
	analyticsOn,
	assertInLanes,
	type Contract,
	homeOn,
	inBatches,
	rawEvent,
} from "./harness";
import { ignoreDeath, mortal } from "./mortal";
import { TestQueue } from "./test-queue";

/** As many as a home has where nobody says otherwise. */
const SHARDS = 8;

interface Fate {
	readonly steps: number;
	readonly after: boolean;
}

/** Aggregation in tasks, wherever, whenever and however often they run. */
export function describeFanOut({ size, withStore }: Contract): void {
	it("gives the same totals from eight shards at once as from one, though tasks come twice and die", () =>
		assertInLanes(
			fc.asyncProperty(
				histories(size.events).map(inAllShards),
				fc.integer({ min: 1, max: 4 }),
				fc.array(fc.record({ steps: fc.nat(9), after: fc.boolean() }), {
					maxLength: 20,
				}),
				(history, batches, fates) =>
					withStore(async (one) => {
						await analyticsOn(one, HISTORY_NOW, 1).ingest(history);
						await analyticsOn(one, HISTORY_NOW, 1).aggregate();
						await withStore(async (eight) => {
							await inTasks(eight, history, batches, fates);
							await expectEqualToBatch(eight, history);
							expect(await totalsOf(eight)).toEqual(await totalsOf(one));
						}, SHARDS);
					}, 1),
			),
			Math.ceil(size.runs / 4),
		));

	it("goes on task by task where one has no time for all, and merges what they counted", () =>
		withStore(async (store) => {
			const events = Array.from({ length: 10 }, (_, n) =>
				rawEvent(`e${n}`, `t${n % 3}`, HISTORY_NOW - 60_000 + n),
			);
			await analyticsOn(store, HISTORY_NOW, SHARDS).ingest(events);
			const queue = new TestQueue();
			let now = HISTORY_NOW;
			const fanOut = createFanOut({
				...homeOn(store, HISTORY_NOW, SHARDS),
				// Three events take all the time that a task has.
				store: {
					...store,
					readPage: (head, limit) => store.readPage(head, Math.min(limit, 3)),
					commitPage: async (commit) => {
						now += 8 * 60_000;
						return store.commitPage(commit);
					},
				},
				now: () => now,
				queue,
				sleep: async () => undefined,
			});
			await fanOut.start();
			await queue.deliverAll((payload) => fanOut.run(payload));
			const chain = queue.delivered.filter((id) => !/-0$|merge/.test(id));
			expect(chain.map((id) => id.split("-").at(-1))).toEqual(["1", "2", "3"]);
			const usage = await analyticsOn(store, HISTORY_NOW, SHARDS).usage({});
			expect(usage.totalOperations).toBe(10);
		}, SHARDS));

	it("waits for the turn of a merge that is delivered early", () =>
		withStore(async (store) => {
			const slept: number[] = [];
			const queue = new TestQueue();
			const fanOut = createFanOut({
				...homeOn(store, HISTORY_NOW + 59_000),
				queue,
				sleep: async (ms) => {
					slept.push(ms);
				},
			});
			await fanOut.start();
			await queue.deliverAll((payload) => fanOut.run(payload));
			// Delivered twice.
			expect(slept).toEqual([1_000, 1_000]);
			await fanOut.run({ kind: "merge", turn: 1e9 });
			expect(slept.at(-1)).toBe(60_000);
		}));

	it("asks once for what is asked for twice, and for the rest where the queue refuses one", () =>
		withStore(async (store) => {
			const queue = new TestQueue();
			const fanOut = fanOutOn(store, queue, HISTORY_NOW);
			queue.refuse = (id) => id === shardId(0);
			const first = await fanOut.start();
			expect(first).toEqual({
				tasks: SHARDS,
				failures: [{ task: shardId(0), error: new Error("refused") }],
			});
			queue.refuse = () => false;
			expect(await fanOut.start()).toEqual({ tasks: SHARDS + 1, failures: [] });
			await fanOut.start();
			await queue.deliverAll(async () => undefined);
			expect(new Set(queue.delivered).size).toBe(SHARDS + 1);
			expect(queue.delivered).toHaveLength(SHARDS + 1);
		}, SHARDS));

	it("rejects a task whose successor could not be asked for, so that it comes again", () =>
		withStore(async (store) => {
			const events = [rawEvent("e1", "trim", HISTORY_NOW)];
			await analyticsOn(store, HISTORY_NOW, 1).ingest(events);
			const queue = new TestQueue();
			const fanOut = fanOutOn(store, queue, HISTORY_NOW, 1);
			queue.refuse = () => true;
			const task = { kind: "shard", shard: 0, slot: 0, continuation: 0 };
			await expect(fanOut.run(task)).rejects.toThrow("refused");
			queue.refuse = () => false;
			// The deltas are there; the merge of the next slot folds them.
			await nextSlot(store, queue, HISTORY_NOW, 1);
			const usage = await analyticsOn(store, HISTORY_NOW, 1).usage({});
			expect(usage.totalOperations).toBe(1);
		}, 1));

	it.each([
		["of a shard that there is not", { shard: SHARDS }],
		["of another form", { shard: "1" }],
		["with something else in it", { userId: "a" }],
	])("refuses a task %s", (_, change) =>
		withStore(async (store) => {
			const fanOut = fanOutOn(store, new TestQueue(), HISTORY_NOW);
			const last = {
				kind: "shard",
				shard: SHARDS - 1,
				slot: 0,
				continuation: 0,
			};
			expect(await fanOut.run(last)).toMatchObject({ status: "done" });
			expect(await fanOut.run({ ...last, ...change })).toEqual({
				status: "refused",
				reason: expect.any(String),
			});
		}, SHARDS),
	);
}

/**
 * Stores a history in batches and has tasks count it: after each batch a slot begins, twice, and
 * everything that its queue holds is delivered at once, each task twice, some to processes that die.
 */
async function inTasks(
	store: AnalyticsStore,
	history: readonly WireEvent[],
	batches: number,
	fates: readonly Fate[],
): Promise<void> {
	const queue = new TestQueue();
	const left = [...fates];
	let now = HISTORY_NOW;
	const size = Math.ceil(history.length / batches);
	for (const batch of inBatches(history, size)) {
		await analyticsOn(store, HISTORY_NOW, SHARDS).ingest(batch);
		const start = () =>
			fanOutOn(dyingAt(store, left.pop()), queue, now)
				.start()
				.catch(ignoreDeath);
		await Promise.all([start(), start()]);
		await queue.deliverAll((payload) =>
			fanOutOn(dyingAt(store, left.pop()), queue, now).run(payload),
		);
		now += SLOT_MS;
	}
	await nextSlot(store, queue, now);
}

/** The history of users of every shard, for that of three users. */
function inAllShards(history: readonly WireEvent[]): WireEvent[] {
	return history.map((event, n) => {
		const user = Number(event.userId.slice(0, 8)) + USERS.length * (n % 3);
		const leading = String(user % SHARDS).padStart(8, "0");
		return { ...event, userId: leading + event.userId.slice(8) };
	});
}

/** A slot in which nobody dies. */
async function nextSlot(
	store: AnalyticsStore,
	queue: TestQueue,
	now: number,
	shards = SHARDS,
): Promise<void> {
	const fanOut = fanOutOn(store, queue, now, shards);
	await fanOut.start();
	await queue.deliverAll((payload) => fanOut.run(payload));
}

function fanOutOn(
	store: AnalyticsStore,
	queue: TestQueue,
	now: number,
	shards = SHARDS,
): FanOut {
	return createFanOut({
		...homeOn(store, now, shards),
		queue,
		sleep: async () => undefined,
	});
}

function dyingAt(store: AnalyticsStore, fate: Fate | undefined) {
	if (fate === undefined) return store;
	return mortal(store, fate.steps, { afterEffect: fate.after });
}

/** All that reports say of a store's totals, but for what depends on the order of arrival. */
async function totalsOf(store: AnalyticsStore) {
	const analytics = analyticsOn(store, HISTORY_NOW);
	const sequences = await allSequences(analytics);
	return {
		sequences: sequences.map(({ firstSeen, lastSeen, ...figures }) => figures),
		usage: await analytics.usage({ start: "2026-09-01", end: "2026-12-01" }),
	};
}

const shardId = (shard: number) =>
	`shard-${Math.floor(HISTORY_NOW / SLOT_MS)}-${shard}-0`;

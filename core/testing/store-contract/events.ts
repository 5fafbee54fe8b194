import type { CountedEvent, StoredEvent } from "../../src/event/stored-event";
import { BadPageTokenError } from "../../src/reports/sequences";
import { EVENT_TIME } from "../events";
import {
	appendInOrder,
	awkwardEvents,
	type CurrentHarness,
	event,
	idsOf,
	readShardToEnd,
	user,
} from "./samples";

/** The most events that one call appends. */
const MAX_APPEND = 500;

/** Appending, and listing what came last. */
export function describeEvents(current: CurrentHarness): void {
	describe("append", () => {
		it("stores an event once and then answers what is there", async () => {
			const { store } = current();
			const first = event({ id: "a", contentHash: "one", sanitizerVersion: 3 });
			expect(await store.append([first])).toEqual([{ status: "stored" }]);
			const changed = { ...first, contentHash: "two", sanitizerVersion: 4 };
			for (const again of [first, changed]) {
				expect(await store.append([again])).toEqual([
					{ status: "exists", contentHash: "one", sanitizerVersion: 3 },
				]);
			}
			expect(await store.readEvents(["a"])).toEqual([first]);
			await current().settle?.();
			const { events } = await readShardToEnd(store, await store.readShard(0));
			expect(idsOf(events)).toEqual(["a"]);
		});

		it("answers in the order of the call, and stores what is new beside what is not", async () => {
			const { store } = current();
			await store.append([event({ id: "b" }), event({ id: "d" })]);
			const outcomes = await store.append(
				["a", "b", "c", "d", "e"].map((id) => event({ id })),
			);
			expect(outcomes.map(({ status }) => status)).toEqual([
				"stored",
				"exists",
				"stored",
				"exists",
				"stored",
			]);
			expect(outcomes[3]).toMatchObject({ contentHash: "hash-of-d" });
			await current().settle?.();
			const { events } = await readShardToEnd(store, await store.readShard(0));
			expect(idsOf(events).sort()).toEqual(["a", "b", "c", "d", "e"]);
		});

		it("takes no events, and as many as are allowed", async () => {
			const { store } = current();
			expect(await store.append([])).toEqual([]);
			const events = Array.from({ length: MAX_APPEND }, (_, index) =>
				event({ id: `e-${index}`, userId: user(index % 4, index) }),
			);
			const outcomes = await store.append(events);
			expect(outcomes).toHaveLength(MAX_APPEND);
			expect(new Set(outcomes.map(({ status }) => status))).toEqual(
				new Set(["stored"]),
			);
		});

		it("stores an event once when two calls race, and tells both the truth", async () => {
			const { store, reopen, settle } = current();
			const other = await reopen();
			const shared = event({ id: "shared" });
			const outcomes = await Promise.all([
				store.append([event({ id: "a" }), shared]),
				other.append([shared, event({ id: "b" })]),
				store.append([shared]),
			]);
			const ofShared = [outcomes[0][1], outcomes[1][0], outcomes[2][0]];
			expect(ofShared.map((outcome) => outcome?.status).sort()).toEqual([
				"exists",
				"exists",
				"stored",
			]);
			await settle?.();
			const { events } = await readShardToEnd(store, await store.readShard(0));
			expect(idsOf(events).sort()).toEqual(["a", "b", "shared"]);
		});

		it("gives every field back as it was, whatever it holds", async () => {
			const { store, reopen, settle } = current();
			const events = awkwardEvents();
			await store.append(events);
			await settle?.();
			const again = await reopen();
			const head = await again.readShard(0);
			const { events: read } = await readShardToEnd(again, head);
			expect(read.map(countedPartOf).sort(compareById)).toEqual(
				events.map(countedPartOf).sort(compareById),
			);
			const whole = await again.readEvents(idsOf(events));
			expect(whole.sort(compareById)).toEqual([...events].sort(compareById));
		});

		it("says so when the database fails, and takes the events when sent again", async () => {
			const { store, whileCommitsFail, settle } = current();
			const events = [event({ id: "a" }), event({ id: "b" })];
			const outcome = await whileCommitsFail(() =>
				store.append(events).catch((error: unknown) => error),
			);
			if (Array.isArray(outcome))
				expect(outcome).toEqual(events.map(() => ({ status: "unknown" })));
			else expect(outcome).toHaveProperty("message");
			await settle?.();
			const before = await readShardToEnd(store, await store.readShard(0));
			expect(before.events).toEqual([]);
			expect(await store.append(events)).toEqual(
				events.map(() => ({ status: "stored" })),
			);
		});

		it("never claims to have stored what it did not when the answer is lost", async () => {
			const { store, whileAnswersAreLost, settle } = current();
			if (whileAnswersAreLost === undefined) return;
			const events = [event({ id: "a" }), event({ id: "b" })];
			await whileAnswersAreLost(() =>
				store.append(events).catch((error: unknown) => error),
			);
			for (const { status } of await store.append(events))
				expect(status).not.toBe("unknown");
			await settle?.();
			const { events: read } = await readShardToEnd(
				store,
				await store.readShard(0),
			);
			expect(idsOf(read).sort()).toEqual(["a", "b"]);
		});
	});

	describe("readEvents", () => {
		it("gives whole events back by id, counted or not, and leaves out what is not there", async () => {
			const { store } = current();
			const events = awkwardEvents();
			await store.append(events);
			const read = await store.readEvents([
				"never-was",
				...idsOf(events),
				"'; --",
			]);
			const byId = new Map(read.map((each) => [each.id, each]));
			expect(read).toHaveLength(events.length);
			expect(events.map(({ id }) => byId.get(id))).toEqual(events);
		});

		it("takes no ids, and as many as are allowed", async () => {
			const { store } = current();
			expect(await store.readEvents([])).toEqual([]);
			const events = Array.from({ length: MAX_APPEND }, (_, index) =>
				event({ id: `e-${index}`, userId: user(index % 4, index) }),
			);
			await store.append(events);
			const read = await store.readEvents(idsOf(events));
			expect(idsOf(read).sort()).toEqual(idsOf(events).sort());
		});
	});

	describe("listRecent", () => {
		it("pages from the newest to the oldest over all shards", async () => {
			const harness = current();
			const events = Array.from({ length: 7 }, (_, index) =>
				event({
					id: `e${index}`,
					userId: user(index % 3),
					// The store's order counts, not the time of the operation.
					timestamp: EVENT_TIME - index * 1_000,
				}),
			);
			await appendInOrder(harness, events);
			const seen: StoredEvent[] = [];
			let after: string | undefined;
			for (let page = 0; page < 3; page++) {
				const { items, next } = await harness.store.listRecent({
					limit: 3,
					after,
				});
				seen.push(...items);
				expect(items).toHaveLength(page < 2 ? 3 : 1);
				after = next;
			}
			expect(after).toBeUndefined();
			expect(seen).toEqual(events.toReversed());
		});

		it("ends without a next page when the last one is full", async () => {
			const harness = current();
			await appendInOrder(harness, [event({ id: "a" }), event({ id: "b" })]);
			const { items, next } = await harness.store.listRecent({ limit: 2 });
			expect(idsOf(items)).toEqual(["b", "a"]);
			expect(next).toBeUndefined();
		});

		it("lists what a filter lets through, and looks at no more than it may", async () => {
			const harness = current();
			const events = Array.from({ length: 9 }, (_, index) =>
				event({
					id: `e${index}`,
					userId: user(index % 3),
					platform: index % 4 === 0 ? "webapp" : "mcp",
				}),
			);
			await appendInOrder(harness, events);
			const list = async (
				limit: number,
				maxExamined: number,
				after?: string,
			): Promise<{ ids: string[]; next?: string }> => {
				const { items, next } = await harness.store.listRecent({
					limit,
					after,
					filter: {
						matches: ({ platform }) => platform === "webapp",
						maxExamined,
					},
				});
				return { ids: idsOf(items), ...(next === undefined ? {} : { next }) };
			};
			expect(await list(10, 9)).toEqual({ ids: ["e8", "e4", "e0"] });
			expect(await list(3, 20)).toEqual({ ids: ["e8", "e4", "e0"] });
			const full = await list(2, 20);
			expect(full.ids).toEqual(["e8", "e4"]);
			expect(await list(2, 20, full.next)).toEqual({ ids: ["e0"] });
			const looked = await list(10, 6);
			expect(looked.ids).toEqual(["e8", "e4"]);
			const nothing = await list(10, 2, looked.next);
			expect(nothing.ids).toEqual([]);
			expect(await list(10, 2, nothing.next)).toEqual({ ids: ["e0"] });
		});

		it("is empty when nothing was stored", async () => {
			expect(await current().store.listRecent({ limit: 10 })).toEqual({
				items: [],
			});
		});

		it("refuses a page token that it did not make", async () => {
			const { store } = current();
			await store.append([event({ id: "a" })]);
			for (const after of ["", "nonsense", "-1", "1 OR 1=1", "[]", "💥"])
				await expect(
					store.listRecent({ limit: 1, after }),
				).rejects.toBeInstanceOf(BadPageTokenError);
		});
	});
}

/** What a page has of an event. */
function countedPartOf({
	id,
	timestamp,
	userId,
	platform,
	operation,
	metrics,
	context,
}: CountedEvent): CountedEvent {
	return { id, timestamp, userId, platform, operation, metrics, context };
}

function compareById(a: { id: string }, b: { id: string }): number {
	return a.id < b.id ? -1 : 1;
}

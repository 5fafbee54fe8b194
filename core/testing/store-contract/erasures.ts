import type { Erasure } from "../../src/erasure/erasure";
import { EVENT_TIME } from "../events";
import {
	appendInOrder,
	type CurrentHarness,
	event,
	headAfter,
	idsOf,
	pageCommit,
	readShardToEnd,
	user,
	userMonth,
	userRecord,
} from "./samples";

const MAX_STEPS = 50;

/** Tombstones, and what goes with a user. */
export function describeErasures(current: CurrentHarness): void {
	const tombstone = (
		userId: string,
		through: number,
		writtenAt = through,
	): Omit<Erasure, "finished"> => ({
		userId,
		through,
		writtenAt,
		expireAt: through + 1_000,
	});

	async function listed(since = 0): Promise<Erasure[]> {
		const { store } = current();
		return (await store.listErasures({ since, limit: 100 })).items;
	}

	describe("tombstones", () => {
		it("keep the greater time, whatever is written, and are unfinished by every writing", async () => {
			const { store, reopen } = current();
			const first = await store.writeErasure(tombstone(user(0), 500));
			expect(first).toEqual({ ...tombstone(user(0), 500), finished: false });
			await store.finishErasure(first);
			expect(await listed()).toEqual([{ ...first, finished: true }]);
			const second = await store.writeErasure(tombstone(user(0), 400, 600));
			expect(second).toEqual({ ...first, writtenAt: 600 });
			const third = await store.writeErasure(tombstone(user(0), 700));
			expect(third).toMatchObject({ through: 700, expireAt: 1_700 });
			expect(await (await reopen()).listErasures(all)).toEqual({
				items: [third],
			});
		});

		it("are not finished or removed by somebody who knows an older one", async () => {
			const { store } = current();
			const old = await store.writeErasure(tombstone(user(0), 500));
			const raised = await store.writeErasure(tombstone(user(0), 501));
			await store.finishErasure(old);
			await store.removeErasure(old);
			expect(await listed()).toEqual([raised]);
			await store.removeErasure(raised);
			expect(await listed()).toEqual([]);
			await store.finishErasure(raised);
			await store.removeErasure(raised);
			expect(await listed()).toEqual([]);
		});

		it("keep the greatest time of several that are written at once", async () => {
			const { store, reopen } = current();
			const other = await reopen();
			await Promise.all([
				store.writeErasure(tombstone(user(0), 500)),
				other.writeErasure(tombstone(user(0), 502)),
				store.writeErasure(tombstone(user(0), 501)),
			]);
			expect(await listed()).toMatchObject([{ through: 502 }]);
		});

		it("are listed in the order of writing, from a time on, in pages of any size", async () => {
			const { store } = current();
			const times = [30, 10, 20, 10, 40, 10, 20];
			for (const [index, at] of times.entries())
				await store.writeErasure(tombstone(user(index % 4, index), 5, at));
			const whole = await listed();
			expect(whole.map(({ writtenAt }) => writtenAt)).toEqual(
				times.toSorted((a, b) => a - b),
			);
			expect(new Set(whole.map(({ userId }) => userId)).size).toBe(7);
			expect(await listed(20)).toEqual(whole.slice(3));
			expect(await listed(21)).toEqual(whole.slice(5));
			for (const limit of [1, 2, 6, 7]) {
				const items: Erasure[] = [];
				let after: string | undefined;
				do {
					const page = await store.listErasures({ since: 10, after, limit });
					expect(page.items.length).toBeLessThanOrEqual(limit);
					items.push(...page.items);
					after = page.next;
				} while (after !== undefined);
				expect(items).toEqual(whole);
			}
		});

		it("are not there when the database fails at commit", async () => {
			const { store, whileCommitsFail } = current();
			await whileCommitsFail(() =>
				expect(store.writeErasure(tombstone(user(0), 500))).rejects.toThrow(),
			);
			expect(await listed()).toEqual([]);
		});
	});

	describe("commitPage with what an erasure takes", () => {
		it("removes months and events in the same commit, or nothing", async () => {
			const harness = current();
			const { store } = harness;
			await appendInOrder(harness, [
				event({ id: "erased" }),
				event({ id: "stays" }),
			]);
			const months = ["2026-01", "2026-02"].map((month) => ({
				userId: user(0),
				month: userMonth(month),
			}));
			const start = await store.readShard(0);
			await store.commitPage(pageCommit(start, { userMonths: months }));
			const keys = months.map(({ userId, month }) => ({
				userId,
				month: month.month,
			}));
			expect(await store.readUserMonths(keys)).toHaveLength(2);
			const head = await store.readShard(0);
			const { marks } = await readShardToEnd(store, head);
			const commit = pageCommit(head, {
				...(marks[1] === undefined ? {} : { mark: marks[1] }),
				users: [{ ...userRecord(user(0)), erasedThrough: 7 }],
				removedUserMonths: keys.slice(0, 1),
				erasedEventIds: ["erased", "gone-already"],
			});
			const stale = { ...commit, head: start };
			expect(await store.commitPage(stale)).toBe("conflict");
			expect(await recentIds()).toEqual(["erased", "stays"]);
			expect(await store.commitPage(commit)).toBe("committed");
			expect(await recentIds()).toEqual(["stays"]);
			expect(await store.readUserMonths(keys)).toEqual(months.slice(1));
			expect((await store.readUsers([user(0)])).get(user(0))).toMatchObject({
				erasedThrough: 7,
			});
			const trace = await store.readTrace({
				head: await store.readShard(0),
				traceKey: `${user(0)}:p:mcp`,
				from: 0,
				to: EVENT_TIME + 1,
				direction: "ascending",
				limit: 9,
			});
			expect(idsOf(trace)).toEqual(["stays"]);
		});
	});

	async function recentIds(): Promise<string[]> {
		const { items } = await current().store.listRecent({ limit: 100 });
		return idsOf(items).sort();
	}

	describe("deleteUserEvents", () => {
		/** Of the same shard, and with the same first 32 bits as the user. */
		const neighbour = user(0).slice(0, 8).padEnd(64, "c");

		const kept = [
			event({ id: "newer", timestamp: EVENT_TIME + 1 }),
			event({ id: "neighbour", userId: neighbour }),
			event({ id: "other-user", userId: user(0, 1) }),
			event({ id: "other-shard", userId: user(1) }),
		];
		const gone = [
			event({ id: "at", timestamp: EVENT_TIME }),
			event({ id: "before", timestamp: EVENT_TIME - 1 }),
			event({ id: "session", context: { sessionId: "s" } }),
			event({ id: "webapp", platform: "webapp" }),
			event({ id: "long-ago", timestamp: 5 }),
		];

		it.each([
			["counted", 100],
			["not counted", 0],
			["half counted", 4],
		])(
			"deletes the user's events up to the time, and nothing else: %s",
			async (_, counted) => {
				const { store } = current();
				const mixed = [...gone, ...kept].toSorted((a, b) =>
					a.id < b.id ? -1 : 1,
				);
				const inShard = mixed.filter(({ shard }) => shard === 0).length;
				await headAfter(current(), mixed, Math.min(counted, inShard));
				expect(await deleteAll(2)).toBe(gone.length);
				expect(await recentIds()).toEqual(idsOf(kept).sort());
				expect(await deleteAll(3)).toBe(0);
				expect(await store.append([event({ id: "at" })])).toMatchObject([
					{ status: "stored" },
				]);
				expect(await deleteAll(100)).toBe(1);
			},
		);

		it("leaves nothing for the purge or a late event to find", async () => {
			const { store } = current();
			const head = await headAfter(current(), gone, gone.length);
			await deleteAll(100);
			expect(await store.countExpired(head, Date.UTC(2100, 0))).toBe(0);
			for (const traceKey of [`${user(0)}:p:mcp`, `${user(0)}:s:s`])
				expect(
					await store.readTrace({
						head,
						traceKey,
						from: 0,
						to: EVENT_TIME + 9,
						direction: "descending",
						limit: 9,
					}),
				).toEqual([]);
		});

		/** Goes to the end in steps; returns how many were deleted. */
		async function deleteAll(limit: number): Promise<number> {
			const { store } = current();
			let sum = 0;
			let after: string | undefined;
			for (let steps = 0; steps < MAX_STEPS; steps++) {
				const { deleted, next } = await store.deleteUserEvents({
					userId: user(0),
					through: EVENT_TIME,
					after,
					limit,
				});
				expect(deleted).toBeLessThanOrEqual(limit);
				sum += deleted;
				if (next === undefined) return sum;
				after = next;
			}
			throw new Error(`not at the end after ${MAX_STEPS} steps`);
		}
	});
}

const all = { since: 0, limit: 100 };

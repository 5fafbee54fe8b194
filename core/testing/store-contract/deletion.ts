import {
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

/** Deleting what is too old. */
export function describeDeletion(current: CurrentHarness): void {
	/** Repeats a bounded deletion until it says that it is done; returns how many went. */
	async function deleteAll(
		step: (limit: number) => Promise<{ deleted: number; more: boolean }>,
		limit: number,
	): Promise<number> {
		let total = 0;
		for (let steps = 0; steps < MAX_STEPS; steps++) {
			const { deleted, more } = await step(limit);
			expect(deleted).toBeLessThanOrEqual(limit);
			total += deleted;
			if (!more) return total;
		}
		throw new Error(`still more after ${MAX_STEPS} steps`);
	}

	describe("deleteExpired", () => {
		const asOf = Date.UTC(2027, 0, 1);
		const expiring = (id: string, offset: number, shard = 0) =>
			event({ id, userId: user(shard), expireAt: asOf + offset });

		async function remaining(shard = 0): Promise<string[]> {
			const { store } = current();
			const { mark: _, ...start } = await store.readShard(shard);
			return idsOf((await readShardToEnd(store, start)).events);
		}

		it("deletes what has expired and was counted, and nothing else", async () => {
			const head = await headAfter(
				current(),
				[
					expiring("gone", -1),
					expiring("lives", 0),
					expiring("old", -999),
					expiring("uncounted", -1),
					expiring("other-shard", -1, 1),
				],
				3,
			);
			const { store } = current();
			// Counted or not: a store may count both.
			expect([2, 3]).toContain(await store.countExpired(head, asOf));
			expect(
				await deleteAll((limit) => store.deleteExpired(head, asOf, limit), 10),
			).toBe(2);
			expect(await remaining()).toEqual(["lives", "uncounted"]);
			expect(await remaining(1)).toEqual(["other-shard"]);
			const recent = await store.listRecent({ limit: 10 });
			expect(idsOf(recent.items).sort()).toEqual([
				"lives",
				"other-shard",
				"uncounted",
			]);
			expect(await store.append([expiring("lives", 0)])).toMatchObject([
				{ status: "exists" },
			]);
		});

		it("goes in bounded steps and tells when there is no more", async () => {
			const events = Array.from({ length: 11 }, (_, index) =>
				expiring(`e${index}`, index < 10 ? -1 : 1),
			);
			const head = await headAfter(current(), events, 11);
			const { store } = current();
			const first = await store.deleteExpired(head, asOf, 4);
			expect(first).toEqual({ deleted: 4, more: true });
			expect(await remaining()).toHaveLength(7);
			expect(
				await deleteAll((limit) => store.deleteExpired(head, asOf, limit), 4),
			).toBe(6);
			expect(await store.deleteExpired(head, asOf, 4)).toEqual({
				deleted: 0,
				more: false,
			});
		});

		it("deletes nothing before anything was counted", async () => {
			const head = await headAfter(current(), [expiring("old", -1)], 0);
			expect(head.mark).toBeUndefined();
			const { store } = current();
			expect((await store.deleteExpired(head, asOf, 10)).deleted).toBe(0);
			expect(await remaining()).toEqual(["old"]);
		});

		it("reaches expired counted events behind many that were not counted", async () => {
			const head = await headAfter(
				current(),
				[
					expiring("counted", -1),
					...Array.from({ length: 9 }, (_, index) =>
						expiring(`uncounted${index}`, -10 - index),
					),
				],
				1,
			);
			const { store } = current();
			expect(
				await deleteAll((limit) => store.deleteExpired(head, asOf, limit), 2),
			).toBe(1);
			expect(await remaining()).toHaveLength(9);
		});
	});

	describe("deleteUserMonthsBefore", () => {
		async function write(shard: number): Promise<void> {
			const { store } = current();
			const [old, living] = [user(shard, 1), user(shard, 2)];
			const months = ["2026-01", "2026-02", "2026-03", "2026-04"];
			const commit = pageCommit(await store.readShard(shard), {
				users: [userRecord(old, "2026-02"), userRecord(living, "2026-05")],
				userMonths: months.map((month) => ({
					userId: living,
					month: userMonth(month),
				})),
			});
			expect(await store.commitPage(commit)).toBe("committed");
		}

		async function remaining(shard: number) {
			const { store } = current();
			const ids = [user(shard, 1), user(shard, 2)];
			const months = ["2026-01", "2026-02", "2026-03", "2026-04"];
			const users = await store.readUsers(ids);
			const found = await store.readUserMonths(
				months.map((month) => ({ userId: user(shard, 2), month })),
			);
			return {
				users: ids.filter((id) => users.has(id)),
				months: found.map(({ month }) => month.month).sort(),
			};
		}

		it("deletes months and records before the month, of one shard, in bounded steps", async () => {
			const { store } = current();
			await write(0);
			await write(1);
			const step = (limit: number) =>
				store.deleteUserMonthsBefore(0, "2026-03", limit);
			expect(await store.countUserMonthsBefore(0, "2026-03")).toBe(3);
			expect((await step(1)).more).toBe(true);
			expect(await deleteAll(step, 1)).toBe(2);
			expect(await store.countUserMonthsBefore(0, "2026-03")).toBe(0);
			expect(await remaining(0)).toEqual({
				users: [user(0, 2)],
				months: ["2026-03", "2026-04"],
			});
			expect(await step(10)).toEqual({ deleted: 0, more: false });
			expect(await remaining(1)).toMatchObject({
				users: [user(1, 1), user(1, 2)],
				months: ["2026-01", "2026-02", "2026-03", "2026-04"],
			});
		});

		it("leaves a record whose current month has moved on", async () => {
			const { store } = current();
			await write(0);
			await store.commitPage(
				pageCommit(await store.readShard(0), {
					users: [userRecord(user(0, 1), "2026-06")],
				}),
			);
			await deleteAll(
				(limit) => store.deleteUserMonthsBefore(0, "2026-05", limit),
				10,
			);
			expect(await remaining(0)).toEqual({
				users: [user(0, 1), user(0, 2)],
				months: [],
			});
		});
	});

	describe("deleteUsageBefore", () => {
		it("deletes days before the day in bounded steps", async () => {
			const { store } = current();
			const days = ["2025-12-30", "2025-12-31", "2026-01-01", "2026-01-02"];
			await store.commitTotals({
				head: await store.readTotals(),
				usageDays: new Map(days.map((day) => [day, {}])),
			});
			const step = (limit: number) =>
				store.deleteUsageBefore("2026-01-01", limit);
			expect(await store.countUsageBefore("2026-01-01")).toBe(2);
			expect(await step(1)).toEqual({ deleted: 1, more: true });
			expect(await deleteAll(step, 1)).toBe(1);
			expect(await store.countUsageBefore("2026-01-01")).toBe(0);
			expect([...(await store.readUsageDays(days)).keys()].sort()).toEqual([
				"2026-01-01",
				"2026-01-02",
			]);
			expect(await step(5)).toEqual({ deleted: 0, more: false });
		});
	});
}

import { EVENT_TIME } from "../events";
import {
	appendInOrder,
	type CurrentHarness,
	delta,
	event,
	idsOf,
	noise,
	pageCommit,
	readShardToEnd,
	user,
	userMonth,
	userRecord,
} from "./samples";

/** Reading the pages of a shard, and committing what they change. */
export function describeShards(current: CurrentHarness): void {
	describe("readPage", () => {
		it("reads to the end in pages of any size, every event once and in the same order", async () => {
			const { store, settle } = current();
			const events = Array.from({ length: 23 }, (_, index) =>
				event({ id: `e${index}`, userId: user(0, index) }),
			);
			await store.append(events.slice(0, 9));
			await settle?.();
			await store.append(events.slice(9));
			await settle?.();
			const head = await store.readShard(0);
			const whole = await readShardToEnd(store, head);
			expect(new Set(idsOf(whole.events))).toEqual(new Set(idsOf(events)));
			expect(idsOf(whole.events.slice(0, 9)).sort()).toEqual(
				idsOf(events.slice(0, 9)).sort(),
			);
			for (const limit of [1, 2, 22, 23, 24])
				expect(await readShardToEnd(store, head, limit)).toEqual(whole);
		});

		it("resumes right behind the event of any mark", async () => {
			const { store, settle } = current();
			await store.append(
				Array.from({ length: 12 }, (_, index) => event({ id: `e${index}` })),
			);
			await settle?.();
			const head = await store.readShard(0);
			const { events, marks } = await readShardToEnd(store, head);
			for (const [index, mark] of marks.entries()) {
				const rest = await readShardToEnd(store, { ...head, mark });
				expect(idsOf(rest.events)).toEqual(idsOf(events.slice(index + 1)));
			}
		});

		it("sees nothing of other shards", async () => {
			const harness = current();
			await appendInOrder(
				harness,
				[0, 1, 2, 1, 0].map((shard, index) =>
					event({ id: `e${index}`, userId: user(shard) }),
				),
			);
			const { store } = harness;
			for (const [shard, ids] of [
				["e0", "e4"],
				["e1", "e3"],
				["e2"],
				[],
			].entries()) {
				const head = await store.readShard(shard);
				expect(idsOf((await readShardToEnd(store, head, 1)).events)).toEqual(
					ids,
				);
			}
		});

		it("is caught up and keeps its mark where there is nothing new", async () => {
			const harness = current();
			const { store } = harness;
			const head = await store.readShard(3);
			expect(head).toEqual({
				shard: 3,
				version: head.version,
				purgedBefore: head.purgedBefore,
			});
			expect(head.purgedBefore).toBeLessThanOrEqual(0);
			expect(await store.readPage(head, 10)).toEqual({
				events: [],
				marks: [],
				caughtUp: true,
			});
			await appendInOrder(harness, [event({ id: "a", userId: user(3) })]);
			const page = await store.readPage(head, 10);
			expect(idsOf(page.events)).toEqual(["a"]);
			const [mark] = page.marks;
			if (mark === undefined) throw new Error("no mark");
			await store.commitPage(pageCommit(head, { mark }));
			const next = await store.readShard(3);
			expect(next.mark).toBe(mark);
			expect((await store.readPage(next, 10)).events).toEqual([]);
			await appendInOrder(harness, [
				event({ id: "b", userId: user(3), timestamp: EVENT_TIME - 9_999 }),
			]);
			expect(idsOf((await store.readPage(next, 10)).events)).toEqual(["b"]);
		});
	});

	describe("commitPage", () => {
		const everything = (version: number) => ({
			purgedBefore: version,
			users: [userRecord(user(0), `2026-0${version}`)],
			userMonths: [
				{ userId: user(0), month: userMonth("2026-01", `type${version}`) },
			],
			deltas: [delta(version)],
		});

		/** What a commit may change, as anybody can read it. */
		async function readAll() {
			const { store } = current();
			return {
				head: await store.readShard(0),
				users: await store.readUsers([user(0)]),
				months: await store.readUserMonths([
					{ userId: user(0), month: "2026-01" },
				]),
				deltas: await store.readDeltas(10),
			};
		}

		/** A commit of a page that was read, so that its mark is a real one. */
		async function commitOfPage(version: number) {
			const { store, settle } = current();
			await store.append([event({ id: `page-${version}` })]);
			await settle?.();
			const head = await store.readShard(0);
			const mark = (await store.readPage(head, 100)).marks.at(-1);
			if (mark === undefined) throw new Error("no mark");
			return pageCommit(head, { ...everything(version), mark });
		}

		it("writes all of it, and what is absent stays as it is", async () => {
			const { store, reopen } = current();
			const commit = await commitOfPage(1);
			expect(await store.commitPage(commit)).toBe("committed");
			const after = await readAll();
			expect(after.head).toMatchObject({ mark: commit.mark, purgedBefore: 1 });
			expect(after.head.version).not.toBe(commit.head.version);
			expect([...after.users.values()]).toEqual(commit.users);
			expect(after.months).toEqual(commit.userMonths);
			expect(after.deltas.map((stored) => stored.delta)).toEqual([delta(1)]);

			expect(await store.commitPage(pageCommit(after.head))).toBe("committed");
			const unchanged = await readAll();
			expect(unchanged.head.version).not.toBe(after.head.version);
			expect(unchanged).toEqual({
				...after,
				head: { ...after.head, version: unchanged.head.version },
			});
			expect(await (await reopen()).readShard(0)).toEqual(unchanged.head);
		});

		it("writes nothing when the shard's version has moved", async () => {
			const { store } = current();
			const stale = await commitOfPage(1);
			expect(await store.commitPage(pageCommit(stale.head))).toBe("committed");
			const before = await readAll();
			expect(await store.commitPage(stale)).toBe("conflict");
			expect(await readAll()).toEqual(before);
			expect(await store.commitPage({ ...stale, head: before.head })).toBe(
				"committed",
			);
		});

		it("commits exactly one of several that race on one head", async () => {
			const { store, reopen } = current();
			for (let round = 1; round <= 3; round++) {
				const commit = await commitOfPage(round);
				const other = await reopen();
				const outcomes = await Promise.all([
					store.commitPage(commit),
					other.commitPage(commit),
					store.commitPage(commit),
				]);
				expect(outcomes.toSorted()).toEqual([
					"committed",
					"conflict",
					"conflict",
				]);
				expect(await store.readDeltas(10)).toHaveLength(round);
			}
		});

		it("lets shards commit side by side", async () => {
			const { store } = current();
			const heads = await Promise.all(
				[0, 1, 2, 3].map((n) => store.readShard(n)),
			);
			const outcomes = await Promise.all(
				heads.map((head) =>
					store.commitPage(
						pageCommit(head, { deltas: [delta(head.shard + 1)] }),
					),
				),
			);
			expect(new Set(outcomes)).toEqual(new Set(["committed"]));
			expect(await store.readDeltas(10)).toHaveLength(4);
		});

		it("leaves nothing behind when the database fails at commit, and works when tried again", async () => {
			const { store, whileCommitsFail } = current();
			await store.commitPage(await commitOfPage(1));
			const commit = await commitOfPage(2);
			const before = await readAll();
			await whileCommitsFail(() =>
				expect(store.commitPage(commit)).rejects.toThrow(),
			);
			expect(await readAll()).toEqual(before);
			expect(await store.commitPage(commit)).toBe("committed");
			const after = await readAll();
			expect([...after.users.values()]).toEqual(commit.users);
			expect(after.deltas).toHaveLength(2);
		});

		it("takes effect once when the answer is lost and the commit is tried again", async () => {
			const { store, whileAnswersAreLost } = current();
			if (whileAnswersAreLost === undefined) return;
			const commit = await commitOfPage(1);
			await whileAnswersAreLost(() =>
				store.commitPage(commit).catch(() => undefined),
			);
			expect(await store.commitPage(commit)).toBe("conflict");
			expect(await store.readDeltas(10)).toHaveLength(1);
		});

		it("is honest about what is too large", async () => {
			const { store, maxCommitBytes } = current();
			const recordLength = 500_000;
			const count =
				Math.ceil((maxCommitBytes ?? 12_000_000) / recordLength) + 1;
			const filling = noise(recordLength, 0);
			const users = Array.from({ length: count }, (_, index) => {
				const record = userRecord(user(0, index));
				record.current.operationTypes = [filling];
				return record;
			});
			const head = await store.readShard(0);
			const outcome = await store.commitPage(
				pageCommit(head, { users, deltas: [delta(1)] }),
			);
			expect(outcome).toBe(
				maxCommitBytes === undefined ? "committed" : "too_large",
			);
			const read = await store.readUsers(users.map(({ userId }) => userId));
			if (outcome === "committed") {
				expect(read.size).toBe(count);
				return;
			}
			expect(read.size).toBe(0);
			expect(await store.readDeltas(1)).toEqual([]);
			expect(await store.readShard(0)).toEqual(head);
			const half = pageCommit(head, { users: users.slice(0, count >> 1) });
			expect(await store.commitPage(half)).toBe("committed");
		});
	});
}

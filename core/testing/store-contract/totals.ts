import type { TotalsCommit, TotalsHead } from "../../src/ports/store";
import type { UsageDay } from "../../src/usage/usage-day";
import {
	type CurrentHarness,
	delta,
	pageCommit,
	pattern,
	template,
} from "./samples";

/** Folding deltas into the totals. */
export function describeTotals(current: CurrentHarness): void {
	/** Commits deltas of these counts, one page each, and returns their ids in that order. */
	async function writeDeltas(shard: number, ...counts: number[]) {
		const { store, settle } = current();
		for (const count of counts) {
			const head = await store.readShard(shard);
			await store.commitPage(pageCommit(head, { deltas: [delta(count)] }));
			await settle?.();
		}
		return (await store.readDeltas(100)).map(({ id }) => id);
	}

	const countsOf = async (limit: number) =>
		(await current().store.readDeltas(limit)).map(
			(stored) =>
				stored.delta.patterns["trim->resize"]?.months["2026-11"]?.segments?.[
					"mcp|"
				]?.frequency,
		);

	const day: UsageDay = {
		cells: { "mcp||trim": { count: 3, durationBins: { "-1": 2, "400": 1 } } },
		users: { "*|*": { "-": 1 } },
	};

	const everything = (head: TotalsHead, folded: string[] = []) =>
		({
			head,
			totals: { users: { "2026-11": { "-": 3 } }, liveFrom: "2025-11" },
			folded,
			patterns: new Map([["trim->resize", pattern("trim->resize", 3)]]),
			usageDays: new Map([["2026-11-20", day]]),
			templates: [template("trim-resize")],
		}) satisfies TotalsCommit;

	/** What a commit may change, as anybody can read it. */
	async function readAll() {
		const { store } = current();
		return {
			totals: await store.readTotals(),
			deltas: await store.readDeltas(100),
			patterns: await store.walkPatterns(undefined, 100),
			days: await store.readUsageDays(["2026-11-20", "2026-11-21"]),
			templates: await store.listTemplates(),
		};
	}

	describe("readDeltas", () => {
		it("gives the oldest of a shard first, and at most so many", async () => {
			await writeDeltas(0, 1, 2, 3, 4);
			expect(await countsOf(3)).toEqual([1, 2, 3]);
			expect(await countsOf(100)).toEqual([1, 2, 3, 4]);
		});

		it("keeps the order of the deltas of one commit", async () => {
			const { store } = current();
			const counts = Array.from({ length: 12 }, (_, index) => index + 1);
			const head = await store.readShard(2);
			await store.commitPage(pageCommit(head, { deltas: counts.map(delta) }));
			expect(await countsOf(100)).toEqual(counts);
		});

		it("leaves none out, over all shards, when they are folded as they come", async () => {
			const { store } = current();
			for (const shard of [0, 1, 2, 3]) await writeDeltas(shard, shard + 1, 10);
			const seen: string[] = [];
			for (;;) {
				const ids = (await store.readDeltas(3)).map(({ id }) => id);
				if (ids.length === 0) break;
				seen.push(...ids);
				const head = await store.readTotals();
				expect(await store.commitTotals({ head, folded: ids })).toBe(
					"committed",
				);
			}
			expect(new Set(seen).size).toBe(8);
			expect(seen).toHaveLength(8);
		});
	});

	describe("commitTotals", () => {
		it("writes all of it, and what is absent stays as it is", async () => {
			const { store, reopen } = current();
			const initial = await store.readTotals();
			expect(initial).toEqual({ version: initial.version, users: {} });
			const folded = await writeDeltas(0, 1, 2);
			const commit = everything(initial, folded);
			expect(await store.commitTotals(commit)).toBe("committed");
			const after = await readAll();
			expect(after).toEqual({
				totals: { ...commit.totals, version: after.totals.version },
				deltas: [],
				patterns: [...commit.patterns.values()],
				days: commit.usageDays,
				templates: commit.templates,
			});
			expect(after.totals.version).not.toBe(initial.version);

			expect(await store.commitTotals({ head: after.totals })).toBe(
				"committed",
			);
			const unchanged = await readAll();
			const { version } = unchanged.totals;
			expect(version).not.toBe(after.totals.version);
			expect(unchanged).toEqual({
				...after,
				totals: { ...after.totals, version },
			});
			expect(await (await reopen()).readTotals()).toEqual(unchanged.totals);
		});

		it("replaces and removes patterns, days and templates", async () => {
			const { store } = current();
			await store.commitTotals({
				head: await store.readTotals(),
				totals: { users: {}, liveFrom: "2025-11", purgedTo: "2025-10" },
				patterns: new Map(
					["a->b", "b->c"].map((name) => [name, pattern(name, 2)]),
				),
				usageDays: new Map(["2026-11-20", "2026-11-21"].map((d) => [d, day])),
				templates: ["a-b", "b-c", "c-d"].map((id) => template(id)),
			});
			const changed = { ...pattern("b->c", 1), closed: true };
			await store.commitTotals({
				head: await store.readTotals(),
				totals: { users: {} },
				patterns: new Map([
					["a->b", undefined],
					["b->c", changed],
					["never->was", undefined],
				]),
				usageDays: new Map([
					["2026-11-20", undefined],
					["2026-11-21", {}],
					["2026-11-22", undefined],
				]),
				templates: [template("b-c", "renamed")],
				removedTemplates: ["c-d", "never-was"],
			});
			const after = await readAll();
			expect(after).toMatchObject({
				patterns: [changed],
				templates: [template("a-b"), template("b-c", "renamed")],
			});
			expect(after.totals).toEqual({
				version: after.totals.version,
				users: {},
			});
			expect(after.days).toEqual(new Map([["2026-11-21", {}]]));
		});

		it("writes nothing when the totals' version has moved", async () => {
			const { store } = current();
			const folded = await writeDeltas(0, 1);
			const stale = await store.readTotals();
			expect(await store.commitTotals({ head: stale })).toBe("committed");
			const before = await readAll();
			expect(await store.commitTotals(everything(stale, folded))).toBe(
				"conflict",
			);
			expect(await readAll()).toEqual(before);
		});

		it("writes nothing when one of the deltas is gone", async () => {
			const { store } = current();
			const folded = await writeDeltas(0, 1, 2);
			await store.commitTotals({
				head: await store.readTotals(),
				folded: folded.slice(0, 1),
			});
			const before = await readAll();
			expect(await store.commitTotals(everything(before.totals, folded))).toBe(
				"conflict",
			);
			expect(await readAll()).toEqual(before);
		});

		it("puts what is left of a delta in its place, among the others, until it is folded", async () => {
			const { store } = current();
			const ids = await writeDeltas(0, 1, 2, 3);
			const [first = "", second = ""] = ids;
			const commit = {
				head: await store.readTotals(),
				folded: [first],
				left: new Map([[second, delta(20)]]),
			};
			expect(await store.commitTotals(commit)).toBe("committed");
			expect(await countsOf(10)).toEqual([20, 3]);
			expect(await store.commitTotals(commit)).toBe("conflict");
			const left = (await store.readDeltas(10)).map(({ id }) => id);
			expect(
				await store.commitTotals({
					head: await store.readTotals(),
					folded: left,
				}),
			).toBe("committed");
			expect(await countsOf(10)).toEqual([]);
		});

		it("commits exactly one of several merges that race", async () => {
			const { store, reopen } = current();
			for (let round = 1; round <= 3; round++) {
				const folded = await writeDeltas(round, round, round);
				const commit = everything(await store.readTotals(), folded);
				const other = await reopen();
				const outcomes = await Promise.all([
					store.commitTotals(commit),
					other.commitTotals(commit),
					store.commitTotals(commit),
				]);
				expect(outcomes.toSorted()).toEqual([
					"committed",
					"conflict",
					"conflict",
				]);
				expect(await store.readDeltas(10)).toEqual([]);
			}
		});

		it("leaves nothing behind when the database fails at commit, and works when tried again", async () => {
			const { store, whileCommitsFail } = current();
			const folded = await writeDeltas(0, 1, 2);
			const before = await readAll();
			const commit = everything(before.totals, folded);
			await whileCommitsFail(() =>
				expect(store.commitTotals(commit)).rejects.toThrow(),
			);
			expect(await readAll()).toEqual(before);
			expect(await store.commitTotals(commit)).toBe("committed");
			expect((await readAll()).deltas).toEqual([]);
		});

		it("takes effect once when the answer is lost and the merge is tried again", async () => {
			const { store, whileAnswersAreLost } = current();
			if (whileAnswersAreLost === undefined) return;
			const folded = await writeDeltas(0, 1);
			const commit = everything(await store.readTotals(), folded);
			await whileAnswersAreLost(() =>
				store.commitTotals(commit).catch(() => undefined),
			);
			expect(await store.commitTotals(commit)).toBe("conflict");
			expect((await readAll()).deltas).toEqual([]);
		});

		it("lets a shard commit while totals are merged", async () => {
			const { store, reopen } = current();
			const folded = await writeDeltas(0, 1);
			const other = await reopen();
			const [shardHead, head] = await Promise.all([
				store.readShard(0),
				store.readTotals(),
			]);
			const outcomes = await Promise.all([
				store.commitPage(pageCommit(shardHead, { deltas: [delta(2)] })),
				other.commitTotals({ head, folded }),
			]);
			expect(outcomes).toEqual(["committed", "committed"]);
			expect(await countsOf(10)).toEqual([2]);
		});
	});
}

import { emptyUserMonth } from "../../src/aggregation/user-record";
import type { Page, PageQuery } from "../../src/ports/store";
import { EVENT_TIME } from "../events";
import {
	appendInOrder,
	type CurrentHarness,
	event,
	headAfter,
	idsOf,
	pageCommit,
	user,
	userMonth,
	userRecord,
} from "./samples";

const RANGE = { from: EVENT_TIME, to: EVENT_TIME + 10 };

/** What the audit reads. */
export function describeAuditReads(current: CurrentHarness): void {
	const at = (id: string, offset: number, shard = 0) =>
		event({ id, timestamp: EVENT_TIME + offset, userId: user(shard) });

	/** Every item, in pages of two. */
	const all = async <Item>(
		fetch: (page: PageQuery) => Promise<Page<Item>>,
	): Promise<Item[]> => {
		const items: Item[] = [];
		let after: string | undefined;
		do {
			const page = await fetch({ limit: 2, after });
			expect(page.items.length).toBeLessThanOrEqual(2);
			items.push(...page.items);
			after = page.next;
		} while (after !== undefined);
		return items;
	};

	const events = [
		at("before", -1),
		at("first", 0),
		at("other-shard", 5, 1),
		at("same-time-a", 5),
		at("same-time-b", 5),
		at("same-time-c", 5),
		at("last", 9),
		at("after", 10),
		at("uncounted", 3),
	];
	const ofShard = [
		"first",
		"last",
		"same-time-a",
		"same-time-b",
		"same-time-c",
	];

	describe("countEnded", () => {
		it("counts the shard's events of the range, counted or not", async () => {
			const { store } = current();
			expect(await store.countEnded(0, RANGE)).toBe(0);
			await appendInOrder(current(), events);
			expect(await store.countEnded(0, RANGE)).toBe(ofShard.length + 1);
			expect(await store.countEnded(1, RANGE)).toBe(1);
			expect(await store.countEnded(2, RANGE)).toBe(0);
		});
	});

	describe("readEnded", () => {
		it("gives the shard's counted events of the range, each once, in pages", async () => {
			const head = await headAfter(current(), events, 7);
			const read = (page: PageQuery) =>
				current().store.readEnded(head, RANGE, page);
			const found = await all(read);
			expect(idsOf(found).sort()).toEqual(ofShard);
			expect(found.find(({ id }) => id === "first")).toEqual(at("first", 0));
			const { mark: _, ...untouched } = head;
			expect(
				await all((page) => current().store.readEnded(untouched, RANGE, page)),
			).toEqual([]);
		});
	});

	describe("listUserMonths", () => {
		it("gives the month of every user of the shard who has it, wherever it is filed", async () => {
			const { store } = current();
			const filedBy = [1, 2, 3].map((index) => user(0, index));
			const currentOf = [4, 5, 6].map((index) => user(0, index));
			const head = await store.readShard(0);
			await store.commitPage(
				pageCommit(head, {
					users: [
						...filedBy.map((userId) => userRecord(userId, "2026-12")),
						...currentOf.map((userId) => ({
							...userRecord(userId),
							current: userMonth("2026-11", "current"),
						})),
						userRecord(user(0, 7), "2026-10"),
					],
					userMonths: [
						...filedBy.map((userId) => ({
							userId,
							month: userMonth("2026-11", "filed"),
						})),
						{ userId: user(0, 4), month: emptyUserMonth("2026-10") },
					],
				}),
			);
			const elsewhere = pageCommit(await store.readShard(1), {
				users: [userRecord(user(1))],
			});
			await store.commitPage(elsewhere);
			const found = await all((page) =>
				store.listUserMonths(0, "2026-11", page),
			);
			const typesOf = new Map<string, string[]>(
				found.map(({ userId, month }) => [userId, month.operationTypes]),
			);
			expect(typesOf).toEqual(
				new Map<string, string[]>([
					...filedBy.map((userId) => [userId, ["filed"]] as [string, string[]]),
					...currentOf.map(
						(userId) => [userId, ["current"]] as [string, string[]],
					),
				]),
			);
			expect(found).toHaveLength(6);
			expect(
				await all((page) => store.listUserMonths(0, "2026-09", page)),
			).toEqual([]);
		});
	});
}

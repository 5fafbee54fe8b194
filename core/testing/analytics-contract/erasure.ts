import fc from "fast-check";
import { userTagOf } from "../../src/aggregation/samples";
import { createAnalytics } from "../../src/analytics";
import { dayOf } from "../../src/calendar";
import type { AnalyticsStore } from "../../src/ports/store";
import { HISTORY_NOW, histories, USERS } from "../histories";
import { expectEqualToBatch } from "./equality";
import { deeds, erasuresOf, perform } from "./erasure-script";
import {
	allSequences,
	analyticsOn,
	assertInLanes,
	type Contract,
	DAY_MS,
	homeOn,
	inBatches,
	RETENTION_MS,
	rawEvent,
} from "./harness";
import { expectNothingLeft, RANGE, USER } from "./nothing-left";

/** Users who are to be forgotten, and nothing of whom may stay or come back. */
export function describeErasure({ size, withStore }: Contract): void {
	it("equals the batch of what is not erased, however runs and erasures are killed", () =>
		assertInLanes(
			fc.asyncProperty(
				histories(size.events),
				fc.array(deeds, { minLength: 1, maxLength: 12 }),
				fc.integer({ min: 1, max: 9 }),
				(history, script, pageEvents) =>
					withStore(async (store) => {
						await perform(store, history, script, pageEvents);
						const erasures = await erasuresOf(store);
						const left = history.filter(
							({ userId, timestamp }) =>
								timestamp > (erasures.get(userId)?.through ?? -1),
						);
						await expectEqualToBatch(store, left);
						expect(await storedIds(store)).toEqual(
							left.map(({ id }) => id).sort(),
						);
						for (const { finished } of erasures.values())
							expect(finished).toBe(true);
					}),
			),
			size.runs,
		));

	it("leaves nothing of anybody, with ingest and aggregation running meanwhile", () =>
		assertInLanes(
			fc.asyncProperty(
				histories(size.events),
				fc.shuffledSubarray(USERS, { minLength: USERS.length }),
				(history, order) =>
					withStore(async (store) => {
						const analytics = analyticsOn(store, HISTORY_NOW);
						await analytics.ingest(history.slice(0, history.length / 2));
						await analytics.aggregate();
						await analytics.flagTemplates();
						// Another instance, which does not hear of the erasures at once.
						const other = analyticsOn(store, HISTORY_NOW);
						await Promise.all([
							inTurn(order, (userId) => analytics.eraseUser(userId)),
							inTurn(inBatches(history, 7), (batch) => other.ingest(batch)),
							inTurn([1, 2, 3], () => other.aggregate()),
						]);
						await other.ingest(history);
						await other.aggregate();
						await expectNothingLeft(store);
					}),
			),
			Math.ceil(size.runs / 4),
		));

	it("counts as anybody's what a user does after their erasure, late events too", () =>
		withStore(async (store) => {
			const erasedAt = HISTORY_NOW - 5 * DAY_MS;
			const at = (minute: number) => erasedAt + minute * 60_000;
			await analyticsOn(store, at(-60)).ingest([
				rawEvent("a", "trim", at(-62)),
				rawEvent("b", "resize", at(-61)),
			]);
			await analyticsOn(store, at(-50)).aggregate();
			const counts = await analyticsOn(store, erasedAt).eraseUser(USER);
			expect(counts).toMatchObject({
				eventsDeleted: 2,
				patternsChanged: 1,
				usageDaysChanged: 1,
				complete: true,
			});
			const later = analyticsOn(store, HISTORY_NOW);
			const session = (id: string, type: string, minute: number) => ({
				...rawEvent(id, type, at(minute)),
				context: { sessionId: "s" },
			});
			await later.ingest([
				session("c", "trim", 1),
				session("d", "resize", 2),
				rawEvent("x", "trim", at(3)),
			]);
			await later.aggregate();
			expect(await later.ingest([session("e", "to_mp3", 3)])).toMatchObject([
				{ status: "stored" },
			]);
			expect(await later.aggregate()).toMatchObject({ late: 1, erased: 0 });
			expect(
				(await allSequences(later)).map((one) => one.pattern).sort(),
			).toEqual(["resize->to_mp3", "trim->resize", "trim->resize->to_mp3"]);
			expect((await later.usage(RANGE)).totalOperations).toBe(4);
		}));

	it("wins against a page that is under way, which is then counted without the user", () =>
		withStore(async (store) => {
			const analytics = analyticsOn(store, HISTORY_NOW);
			await analytics.ingest([
				rawEvent("a", "trim", HISTORY_NOW - 2_000),
				rawEvent("b", "resize", HISTORY_NOW - 1_000),
			]);
			let isFirst = true;
			const underWay: AnalyticsStore = {
				...store,
				commitPage: async (commit) => {
					if (isFirst) {
						isFirst = false;
						await analytics.eraseUser(USER);
						// As if they had been on their way to the store.
						await analyticsOn(deafTo(store), HISTORY_NOW).ingest([
							rawEvent("c", "trim", HISTORY_NOW - 500),
						]);
					}
					return store.commitPage(commit);
				},
			};
			expect(
				await analyticsOn(underWay, HISTORY_NOW).aggregate(),
			).toMatchObject({ conflicts: 1, events: 0, erased: 1 });
			await expectNothingLeft(store);
		}));

	it("leaves the sums of others exact, however large their own were", () =>
		withStore(async (store) => {
			const analytics = analyticsOn(store, HISTORY_NOW);
			const sized = (id: string, userId: string, fileSize: number) => {
				const event = rawEvent(id, "trim", HISTORY_NOW - 60_000);
				return {
					...event,
					userId,
					operation: { ...event.operation, fileSize },
				};
			};
			const [first = "", second = ""] = USERS;
			await analytics.ingest([
				...Array.from({ length: 400 }, (_, n) =>
					sized(`large${n}`, first, 2 ** 50 - n),
				),
				...[1, 2, 3].map((n) => sized(`small${n}`, second, 1_001)),
			]);
			await analytics.aggregate();
			await analytics.eraseUser(first);
			expect((await analytics.usage({})).topOperations).toMatchObject([
				{ count: 3, totalBytes: 3_003 },
			]);
			await analytics.eraseUser(second);
			expect((await analytics.usage({})).topOperations).toEqual([]);
		}));

	it("forgets the user as an example of patterns that others have too", () =>
		withStore(async (store) => {
			const analytics = analyticsOn(store, HISTORY_NOW);
			for (const userId of [USER, USERS[1]])
				await analytics.ingest(
					["trim", "resize"].map((type, step) => ({
						...rawEvent(
							`${userId?.slice(0, 8)}-${step}`,
							type,
							HISTORY_NOW + step,
						),
						userId,
					})),
				);
			await analytics.aggregate();
			const tags = async () =>
				Object.keys(
					(await store.walkPatterns(undefined, 10))[0]?.samples ?? {},
				);
			expect(await tags()).toHaveLength(2);
			await analytics.eraseUser(USER);
			expect(await tags()).toEqual([userTagOf(USERS[1] ?? "")]);
		}));

	it("never reads an erased event again for a late one, though it is still there", () =>
		withStore(async (store) => {
			const erasedAt = HISTORY_NOW - 5 * DAY_MS;
			const session = (id: string, type: string, offset: number) => ({
				...rawEvent(id, type, erasedAt + offset),
				context: { sessionId: "s" },
			});
			await analyticsOn(store, erasedAt).ingest([session("a", "old", -1_000)]);
			await analyticsOn(store, erasedAt).aggregate();
			// Dies when the record is empty and before the first event is deleted.
			const dying: AnalyticsStore = {
				...store,
				deleteUserEvents: () => Promise.reject(new Error("cut off")),
			};
			await expect(
				analyticsOn(dying, erasedAt).eraseUser(USER),
			).rejects.toThrow("cut off");
			const later = analyticsOn(store, HISTORY_NOW);
			await later.ingest([session("b", "trim", 1_000)]);
			await later.aggregate();
			await later.ingest([session("c", "resize", 2_000)]);
			expect(await later.aggregate()).toMatchObject({ late: 1, lateReads: 1 });
			expect((await allSequences(later)).map((one) => one.pattern)).toEqual([
				"trim->resize",
			]);
			expect(await later.purge()).toMatchObject({ erasuresFinished: 1 });
			expect(await storedIds(store)).toEqual(["b", "c"]);
			expect((await allSequences(later)).map((one) => one.frequency)).toEqual([
				1,
			]);
		}));

	it("is not undone by an audit that meets it half done", () =>
		withStore(async (store) => {
			const erasedAt = HISTORY_NOW - 5 * DAY_MS;
			const before = analyticsOn(store, erasedAt);
			await before.ingest([rawEvent("a", "trim", erasedAt - 1_000)]);
			await before.aggregate();
			const dying: AnalyticsStore = {
				...store,
				deleteUserEvents: () => Promise.reject(new Error("cut off")),
			};
			await expect(
				analyticsOn(dying, erasedAt).eraseUser(USER),
			).rejects.toThrow("cut off");
			const later = analyticsOn(store, HISTORY_NOW);
			await later.aggregate();
			await later.audit(dayOf(erasedAt));
			await later.aggregate();
			expect((await later.usage(RANGE)).totalOperations).toBe(0);
			await later.purge();
			await expectNothingLeft(store);
		}));

	it("refuses what ended up to the erasure, and nothing else", () =>
		withStore(async (store) => {
			const analytics = analyticsOn(store, HISTORY_NOW);
			const before = rawEvent("before", "trim", HISTORY_NOW);
			const after = rawEvent("after", "trim", HISTORY_NOW + 1);
			const another = { ...before, id: "another", userId: USERS[1] };
			expect(await analytics.eraseUser(USER)).toEqual({
				eventsDeleted: 0,
				patternsChanged: 0,
				usageDaysChanged: 0,
				userMonthsDeleted: 0,
				templatesChanged: 0,
				templatesRetired: 0,
				templatesRemoved: 0,
				complete: true,
			});
			const expected = [
				{ status: "rejected", id: "before", code: "erased" },
				{ status: "stored" },
				{ status: "stored" },
			];
			const events = [before, after, another];
			expect(await analytics.ingest(events)).toMatchObject(expected);
			expect(
				await analyticsOn(store, HISTORY_NOW).ingest([before]),
			).toMatchObject(expected.slice(0, 1));
		}));

	it("is heard of by every instance within a minute", () =>
		withStore(async (store) => {
			let now = HISTORY_NOW;
			const home = { ...homeOn(store, now), now: () => now };
			const instance = createAnalytics(home);
			const event = rawEvent("e", "trim", HISTORY_NOW);
			await instance.ingest([{ ...event, userId: USERS[1] }]);
			await analyticsOn(store, HISTORY_NOW).eraseUser(USER);
			now += 60_000;
			expect(await instance.ingest([event])).toMatchObject([
				{ status: "rejected", code: "erased" },
			]);
		}));

	it("covers what was counted, also where its clock was ahead", () =>
		withStore(async (store) => {
			const ahead = rawEvent("ahead", "trim", HISTORY_NOW + 4 * 60_000);
			const analytics = analyticsOn(store, HISTORY_NOW);
			await analytics.ingest([ahead]);
			await analytics.aggregate();
			await analytics.eraseUser(USER);
			await expectNothingLeft(store);
			expect((await erasuresOf(store)).get(USER)?.through).toBe(
				ahead.timestamp,
			);
		}));

	it("takes nothing out a second time of months that have been dropped", () =>
		withStore(async (store) => {
			const [history = []] = fc.sample(histories(size.events), {
				numRuns: 1,
				seed: 7,
			});
			await analyticsOn(store, HISTORY_NOW).ingest(history);
			await analyticsOn(store, HISTORY_NOW).aggregate();
			// Some of the months have left the totals by then.
			const later = analyticsOn(store, HISTORY_NOW + RETENTION_MS);
			await later.purge();
			expect((await store.readTotals()).liveFrom).toBe("2026-11");
			for (const userId of USERS) await later.eraseUser(userId);
			await expectNothingLeft(store);
		}));

	it("keeps its tombstones as long as an erased event may come, and no longer", () =>
		withStore(async (store) => {
			await analyticsOn(store, HISTORY_NOW).eraseUser(USER);
			const last = HISTORY_NOW + RETENTION_MS;
			expect(await analyticsOn(store, last).purge()).toMatchObject({
				erasuresDeleted: 0,
			});
			expect((await store.readUsers([USER])).size).toBe(1);
			expect(await analyticsOn(store, last + 1).purge()).toMatchObject({
				erasuresDeleted: 1,
			});
			expect(await erasuresOf(store)).toEqual(new Map());
			await analyticsOn(store, last + 31 * DAY_MS).purge();
			expect((await store.readUsers([USER])).size).toBe(0);
		}));

	it("goes month by month where one commit cannot hold all of them", () =>
		withStore(async (store) => {
			const [history = []] = fc.sample(histories(size.events), {
				numRuns: 1,
				seed: 3,
			});
			const analytics = analyticsOn(store, HISTORY_NOW);
			await analytics.ingest(history);
			await analytics.aggregate();
			const narrow: AnalyticsStore = {
				...store,
				commitPage: async (commit) =>
					(commit.removedUserMonths?.length ?? 0) > 1
						? "too_large"
						: store.commitPage(commit),
			};
			for (const userId of USERS) {
				await analyticsOn(narrow, HISTORY_NOW).eraseUser(userId);
				await expectEqualToBatch(
					store,
					history.filter(
						(event) => USERS.indexOf(event.userId) > USERS.indexOf(userId),
					),
				);
			}
			await expectNothingLeft(store);
		}));

	it("may be done by several at once", () =>
		withStore(async (store) => {
			const [history = []] = fc.sample(histories(size.events), {
				numRuns: 1,
				seed: 5,
			});
			const analytics = analyticsOn(store, HISTORY_NOW);
			await analytics.ingest(history);
			await analytics.aggregate();
			const [counts, same] = await Promise.all(
				[0, 1].map(async (later) => {
					const sums = { eventsDeleted: 0 };
					for (const userId of USERS) {
						const each = await analyticsOn(
							store,
							HISTORY_NOW + later,
						).eraseUser(userId);
						sums.eventsDeleted += each.eventsDeleted;
					}
					return sums;
				}),
			);
			expect(
				(counts?.eventsDeleted ?? 0) + (same?.eventsDeleted ?? 0),
			).toBeGreaterThanOrEqual(history.length);
			await expectNothingLeft(store);
		}));
}

/** The store for an instance that hears of no erasure. */
function deafTo(store: AnalyticsStore): AnalyticsStore {
	return { ...store, listErasures: async () => ({ items: [] }) };
}

async function storedIds(store: AnalyticsStore): Promise<string[]> {
	const { items } = await store.listRecent({ limit: 1_000 });
	return items.map(({ id }) => id).sort();
}

async function inTurn<Item>(
	items: readonly Item[],
	action: (item: Item) => Promise<unknown>,
): Promise<void> {
	for (const item of items) await action(item);
}

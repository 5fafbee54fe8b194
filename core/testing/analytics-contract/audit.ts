import fc from "fast-check";
import { audit } from "../../src/audit/audit";
import { type Day, dayOf } from "../../src/calendar";
import type { WireEvent } from "../../src/event/wire-event";
import type { AnalyticsStore } from "../../src/ports/store";
import type { UsageCells } from "../../src/usage/usage-day";
import { HISTORY_NOW, histories } from "../histories";
import { expectEqualToBatch } from "./equality";
import {
	analyticsOn,
	assertInLanes,
	type Contract,
	DAY_MS,
	homeOn,
	RETENTION_MS,
	rawEvent,
	SHARD_COUNT,
} from "./harness";
import { ignoreDeath, mortal } from "./mortal";

/** All days of a history are over. */
const NOW = HISTORY_NOW + 2 * DAY_MS;

/** The day before {@link NOW}'s, and an instant in it. */
const YESTERDAY = dayOf(NOW - DAY_MS);
const THEN = NOW - DAY_MS;

const NOTHING_WRONG = { usersRecounted: 0, daysRepaired: 0, unexplained: 0 };

/** What an audit finds and puts right. */
export function describeAudit({ size, withStore }: Contract): void {
	it("recounts users whose events the mark has passed uncounted, while others count and it dies", () =>
		assertInLanes(
			fc.asyncProperty(
				histories(size.events),
				fc.array(fc.nat({ max: 2 }), { minLength: size.events }),
				fc.array(fc.record({ steps: fc.nat(40), after: fc.boolean() }), {
					maxLength: 4,
				}),
				(history, fates, deaths) =>
					withStore(async (store) => {
						const withFate = (fate: number) =>
							history.filter((_, index) => (fates[index] ?? 0) === fate);
						const [counted = [], lost = [], late = []] = [0, 1, 2].map(
							withFate,
						);
						const analytics = analyticsOn(store, NOW);
						await analytics.ingest(counted);
						await analytics.aggregate();
						await analytics.ingest(lost);
						await losePage(store);
						await analytics.ingest(late);
						for (const { steps, after } of deaths) {
							const dying = mortal(store, steps, { afterEffect: after });
							await Promise.all([
								auditDays(dying, history).catch(ignoreDeath),
								analytics.aggregate(),
							]);
						}
						await analytics.aggregate();
						await auditDays(store, history);
						await analytics.aggregate();
						await expectEqualToBatch(store, history);
						for (const day of daysOf(history))
							expect(await analytics.audit(day)).toMatchObject(NOTHING_WRONG);
					}),
			),
			Math.ceil(size.runs / 2),
		));

	it("takes out what was deleted without a word", () =>
		assertInLanes(
			fc.asyncProperty(
				histories(size.events),
				fc.integer({ min: 1, max: 5 }),
				(history, deletions) =>
					withStore(async (store) => {
						const analytics = analyticsOn(store, NOW);
						await analytics.ingest(history);
						await analytics.aggregate();
						for (let shard = 0; shard < SHARD_COUNT; shard++) {
							const head = await store.readShard(shard);
							await store.deleteExpired(
								head,
								NOW + 2 * RETENTION_MS,
								deletions,
							);
						}
						const { items } = await store.listRecent({ limit: 1_000 });
						const left = new Set(items.map(({ id }) => id));
						await auditDays(store, history);
						await analytics.aggregate();
						const remaining = history.filter(({ id }) => left.has(id));
						await expectEqualToBatch(store, remaining);
						for (const day of daysOf(history))
							expect(await analytics.audit(day)).toMatchObject(NOTHING_WRONG);
					}),
			),
			Math.ceil(size.runs / 4),
		));

	it("makes a roll-up that somebody changed the sum of its users again", () =>
		withStore(async (store) => {
			const analytics = analyticsOn(store, NOW);
			await analytics.ingest([rawEvent("e1", "trim", THEN)]);
			await analytics.aggregate();
			const before = await store.readUsageDays([YESTERDAY]);
			const head = await store.readTotals();
			const [right] = before.values();
			const cells = { ...right?.cells, "mcp||resize": { count: 2 } };
			const usageDays = new Map([[YESTERDAY, { ...right, cells }]]);
			await store.commitTotals({ head, usageDays });
			const found = { days: 1, eventsStored: 1, eventsCounted: 3 };
			expect(await analytics.audit()).toEqual({
				...found,
				...NOTHING_WRONG,
				daysRepaired: 1,
			});
			expect(await store.readUsageDays([YESTERDAY])).toEqual(before);
			expect(await analytics.audit()).toEqual({
				...found,
				...NOTHING_WRONG,
				eventsCounted: 1,
			});
		}));

	it("gives a roll-up that was lost its users back, too", () =>
		withStore(async (store) => {
			const analytics = analyticsOn(store, NOW);
			const users = ["a", "b", "c"].map((letter) => letter.repeat(64));
			const at = (id: string, user: number, timestamp: number) => ({
				...rawEvent(id, "trim", timestamp),
				userId: users[user],
			});
			await analytics.ingest([
				at("before", 0, THEN - DAY_MS),
				at("e0", 0, THEN),
				at("e1", 1, THEN),
				at("e2", 2, THEN),
				at("after", 1, NOW),
			]);
			await analytics.aggregate();
			const before = await store.readUsageDays([YESTERDAY]);
			const head = await store.readTotals();
			const usageDays = new Map([[YESTERDAY, undefined]]);
			await store.commitTotals({ head, usageDays });
			expect(await analytics.audit()).toMatchObject({
				eventsStored: 3,
				eventsCounted: 0,
				daysRepaired: 1,
			});
			expect(await store.readUsageDays([YESTERDAY])).toEqual(before);
		}));

	it("leaves the cells of a day that met a bound as they are, and says so where they miss something", () =>
		withStore(async (store) => {
			const analytics = analyticsOn(store, NOW);
			await analytics.ingest([rawEvent("e1", "trim", THEN)]);
			await analytics.aggregate();
			const fill = async (cells: UsageCells) => {
				const head = await store.readTotals();
				const day = (await store.readUsageDays([YESTERDAY])).get(YESTERDAY);
				const full = { ...day, cells, cellsFull: 1 };
				const usageDays = new Map([[YESTERDAY, full]]);
				await store.commitTotals({ head, usageDays });
			};
			const other = { "mcp|other|other": { count: 1 } };
			await fill(other);
			await analytics.ingest([rawEvent("e2", "trim", THEN + 1)]);
			await losePage(store);
			expect(await analytics.audit()).toMatchObject({
				...NOTHING_WRONG,
				usersRecounted: 1,
			});
			await fill(other);
			expect(await analytics.audit()).toMatchObject({
				...NOTHING_WRONG,
				unexplained: 1,
			});
			const days = await store.readUsageDays([YESTERDAY]);
			expect(days.get(YESTERDAY)?.cells).toEqual(other);
		}));

	it("finds nothing wrong with events that are still to be counted", () =>
		withStore(async (store) => {
			const analytics = analyticsOn(store, NOW);
			await analytics.ingest([rawEvent("e1", "trim", THEN)]);
			const uncounted = { days: 1, eventsStored: 1, eventsCounted: 0 };
			expect(await analytics.audit()).toEqual({
				...uncounted,
				...NOTHING_WRONG,
			});
			await analytics.aggregate();
			expect((await analytics.usage({})).totalOperations).toBe(1);
		}));

	it("judges a day once it is over, and as long as its month is whole", () =>
		withStore(async (store) => {
			const judged = async (day: Day, now: number) =>
				(await analyticsOn(store, now).audit(day)).days;
			const dayEnd = Date.UTC(2026, 10, 2);
			expect(await judged("2026-11-01", dayEnd - 1)).toBe(0);
			expect(await judged("2026-11-01", dayEnd)).toBe(1);
			const lastNow = Date.UTC(2026, 10, 1) + RETENTION_MS;
			expect(await judged("2026-11-30", lastNow)).toBe(1);
			expect(await judged("2026-11-30", lastNow + 1)).toBe(
				store.expiresEvents ? 0 : 1,
			);
			await analyticsOn(store, lastNow + 1).purge();
			// Whatever the retention time is set to now.
			expect(await judged("2026-11-30", lastNow)).toBe(0);
		}));

	it("leaves a user beyond a bound as they are, and says so", () =>
		withStore(async (store) => {
			const analytics = analyticsOn(store, NOW);
			const events = Array.from({ length: 201 }, (_, n) =>
				rawEvent(`e${n}`, `t${n}`, THEN + n * 3_600),
			);
			await analytics.ingest(events);
			await losePage(store);
			expect(await analytics.audit()).toEqual({
				days: 1,
				eventsStored: 201,
				eventsCounted: 0,
				...NOTHING_WRONG,
				unexplained: 1,
			});
		}));
}

/** Moves every shard's mark past whatever is stored, without counting it. */
async function losePage(store: AnalyticsStore): Promise<void> {
	for (let shard = 0; shard < SHARD_COUNT; shard++) {
		const head = await store.readShard(shard);
		const { marks } = await store.readPage(head, store.pageEvents);
		const mark = marks.at(-1);
		if (mark === undefined) continue;
		const nothing = { users: [], userMonths: [], deltas: [] };
		expect(await store.commitPage({ head, mark, ...nothing })).toBe(
			"committed",
		);
	}
}

async function auditDays(
	store: AnalyticsStore,
	history: readonly WireEvent[],
): Promise<void> {
	for (const day of daysOf(history)) await audit(homeOn(store, NOW), day);
}

function daysOf(history: readonly WireEvent[]): Day[] {
	return [...new Set(history.map(({ timestamp }) => dayOf(timestamp)))];
}

import fc from "fast-check";
import { createAnalytics } from "../../src/analytics";
import { dayOf, monthOf, monthStart } from "../../src/calendar";
import { HISTORY_NOW, histories } from "../histories";
import { expectEqualToBatch } from "./equality";
import {
	allSequences,
	analyticsOn,
	assertInLanes,
	type Contract,
	DAY_MS,
	homeOn,
	RETENTION_MS,
	rawEvent,
	vectorForm,
} from "./harness";

/** What leaves the store, and what that changes. */
export function describeRetention({ size, withStore }: Contract): void {
	it("keeps exactly the months that are not wholly older than the retention time", () =>
		assertInLanes(
			fc.asyncProperty(
				histories(size.events),
				fc.integer({ min: 300, max: 400 }),
				(history, daysLater) =>
					withStore(async (store) => {
						await analyticsOn(store, HISTORY_NOW).ingest(history);
						await analyticsOn(store, HISTORY_NOW).aggregate();
						const now = HISTORY_NOW + daysLater * DAY_MS;
						const later = analyticsOn(store, now);
						const { eventsDeleted } = await later.purge();
						expect(eventsDeleted).toBe(
							history.filter((e) => e.timestamp + RETENTION_MS < now).length,
						);
						const liveFrom = monthStart(monthOf(now - RETENTION_MS));
						await expectEqualToBatch(
							store,
							history.filter((event) => event.timestamp >= liveFrom),
						);
						expect(await later.purge()).toMatchObject({
							eventsDeleted: 0,
							patternsChanged: 0,
							usageDaysDeleted: 0,
							userMonthsDeleted: 0,
						});
					}),
			),
			Math.ceil(size.runs / 4),
		));

	it("leaves nothing behind once everything has expired", () =>
		withStore(async (store) => {
			const [history = []] = fc.sample(histories(size.events), {
				numRuns: 1,
				seed: 1,
			});
			const analytics = analyticsOn(store, HISTORY_NOW);
			await analytics.ingest(history);
			await analytics.aggregate();
			await analytics.flagTemplates();
			const later = analyticsOn(store, HISTORY_NOW + 500 * DAY_MS);
			await later.purge();
			await later.flagTemplates();
			expect(await allSequences(later)).toEqual([]);
			expect((await later.operations({ limit: 1_000 })).items).toEqual([]);
			expect((await store.readTotals()).users).toEqual({});
			const users = [...new Set(history.map(({ userId }) => userId))];
			for (const userId of users)
				expect((await store.readUsers([userId])).size).toBe(0);
			for (const template of await later.templates())
				expect(template.status).toBe("retired");
		}));

	it("is not undone by an audit where the retention time was shorter once", () =>
		withStore(async (store) => {
			const under = (days: number, now: number) => {
				const home = homeOn(store, now);
				const retentionMs = days * DAY_MS;
				return createAnalytics({
					...home,
					settings: { ...home.settings, retentionMs },
				});
			};
			const at = HISTORY_NOW - 60_000;
			const shortly = under(30, HISTORY_NOW);
			await shortly.ingest([
				rawEvent("first", "trim", at),
				rawEvent("second", "resize", at + 1),
			]);
			await shortly.aggregate();
			await shortly.purge();
			const later = under(365, HISTORY_NOW + 40 * DAY_MS);
			expect(await later.purge()).toMatchObject({ eventsDeleted: 2 });
			const before = await allSequences(later);
			expect(before).toHaveLength(1);
			expect(await later.audit(dayOf(at))).toMatchObject({ days: 0 });
			expect(await allSequences(later)).toEqual(before);
		}));

	it("places a late event of the oldest month, unless the database may have deleted its session", () =>
		withStore(async (store) => {
			const at = Date.UTC(2026, 9, 10, 12);
			const analytics = analyticsOn(store, HISTORY_NOW);
			await analytics.ingest([
				rawEvent("first", "trim", at),
				rawEvent("second", "resize", at + 60_000),
			]);
			await analytics.aggregate();
			// The first event has expired, and no purge has run.
			const later = analyticsOn(store, at + RETENTION_MS + 1_000);
			await later.ingest([rawEvent("third", "to_mp3", at + 120_000)]);
			expect(await later.aggregate()).toMatchObject({
				events: 1,
				unplaced: store.expiresEvents ? 1 : 0,
			});
			const patterns = (await allSequences(later)).map(
				({ pattern }) => pattern,
			);
			expect(patterns.includes("trim->resize->to_mp3")).toBe(
				!store.expiresEvents,
			);
		}));

	it("counts a late event of a session that was purged in usage only", () =>
		withStore(async (store) => {
			const at = Date.UTC(2026, 9, 10, 12);
			const first = rawEvent("first", "trim", at);
			const second = rawEvent("second", "resize", at + 60_000);
			const third = rawEvent("third", "to_mp3", at + 120_000);
			const analytics = analyticsOn(store, HISTORY_NOW);
			await analytics.ingest([first, second]);
			await analytics.aggregate();
			// The first event has expired, the other two have a minute or two left.
			const later = analyticsOn(store, at + RETENTION_MS + 1_000);
			expect((await later.purge()).eventsDeleted).toBe(1);
			expect((await later.ingest([third]))[0]?.status).toBe("stored");
			expect(await later.aggregate()).toMatchObject({
				events: 1,
				unplaced: 1,
			});
			expect((await allSequences(later)).map(vectorForm)).toEqual([
				expect.objectContaining({
					operations: ["trim", "resize"],
					frequency: 1,
				}),
			]);
			expect(
				(await later.usage({ start: "2026-10-01", end: "2026-11-01" }))
					.totalOperations,
			).toBe(3);
		}));
}

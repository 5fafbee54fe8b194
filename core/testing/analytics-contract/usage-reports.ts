import type { StoredEvent } from "../../src/event/stored-event";
import { DAILY_KEYS, type DailyKey } from "../../src/reports/daily-report";
import type { UsageQuery } from "../../src/reports/usage-range";
import { HISTORY_NOW } from "../histories";
import {
	analyticsOn,
	type Contract,
	DAY_MS,
	everyEvent,
	onCountedHistories,
	rawEvent,
} from "./harness";

/** Of a range of months, of days, and of less; some filtered. */
const QUERIES: readonly (UsageQuery & { start: string; end: string })[] = [
	{ start: "2026-09-30", end: "2026-11-03" },
	{ start: "2026-10-31", end: "2026-11-02" },
	{ start: "2026-10-10", end: "2026-11-02", platform: "mcp" },
	{ start: "2026-10-30", end: "2026-11-03", workflowType: "unspecified" },
	{
		start: "2026-10-10",
		end: "2026-11-03",
		platform: "webapp",
		workflowType: "podcast",
	},
];

/** What reports of usage say beside its sums. */
export function describeUsageReports({ size, withStore }: Contract): void {
	const ofHistories = onCountedHistories({ size, withStore });

	it("reports platforms and workflow types as a count of their events gives them", () =>
		ofHistories(async (analytics) => {
			const events = await everyEvent(analytics);
			for (const query of QUERIES) {
				const usage = await analytics.usage(query);
				const own = matching(events, query);
				expect(byName(usage.platforms, "platform")).toEqual(
					naiveShares(own, "platform"),
				);
				expect(byName(usage.workflowTypes, "workflowType")).toEqual(
					naiveShares(own, "workflowType"),
				);
			}
		}));

	it("reports an operation type as a count of its events gives it", () =>
		ofHistories(async (analytics) => {
			const events = await everyEvent(analytics);
			for (const query of QUERIES)
				for (const type of ["trim", "constructor", "never_done"]) {
					const own = matching(events, query).filter(
						({ operation }) => operation.type === type,
					);
					const report = await analytics.operationUsage(type, query);
					const usage = await analytics.usage(query);
					const { topOperations } = usage;
					const inUsage = topOperations.find(
						({ operation }) => operation === type,
					);
					if (own.length > 0) expect(report.operation).toEqual(inUsage);
					else expect(report.operation.count).toBe(0);
					expect(report.daily.map(({ date }) => date)).toEqual(
						usage.daily.map(({ date }) => date),
					);
					expect(report.daily).toMatchObject(
						report.daily.map(({ date }) => naiveFigures(on(own, date))),
					);
					const failed = own.filter(({ metrics }) => !metrics.success);
					expect(
						report.errors.map(({ category, frequency, share }) => [
							category,
							frequency,
							share,
						]),
					).toEqual(
						counted(failed.map(({ metrics }) => metrics.errorCategory)).map(
							([category, count]) => [category, count, count / failed.length],
						),
					);
					expect(
						report.platforms.map((each) => [each.platform, each.operations]),
					).toEqual(counted(own.map(KEYS.platform)));
					expect(
						report.workflowTypes.map((each) => [
							each.workflowType,
							each.operations,
						]),
					).toEqual(counted(own.map(KEYS.workflowType)));
					expect(report.batches).toBe(
						own.filter(({ context }) => (context.batchSize ?? 1) > 1).length,
					);
				}
		}));

	it("reports errors as a count of failed events gives them", () =>
		ofHistories(async (analytics) => {
			const events = await everyEvent(analytics);
			for (const query of QUERIES)
				for (const operation of [undefined, "trim"]) {
					const failed = matching(events, query).filter(
						(event) =>
							!event.metrics.success &&
							(operation === undefined || event.operation.type === operation),
					);
					const report = await analytics.errors({ ...query, operation });
					const categoriesOf = (own: readonly StoredEvent[]) =>
						counted(own.map(({ metrics }) => metrics.errorCategory));
					expect(report.totalFailed).toBe(failed.length);
					expect(report.errors.map(({ byOperation, ...each }) => each)).toEqual(
						categoriesOf(failed).map(([category, frequency]) => ({
							category,
							frequency,
							share: frequency / failed.length,
						})),
					);
					for (const { category, byOperation } of report.errors)
						expect(Object.entries(byOperation)).toEqual(
							counted(
								failed
									.filter(({ metrics }) => metrics.errorCategory === category)
									.map(KEYS.operation),
							),
						);
					expect(report.daily).toEqual(
						report.daily.map(({ date }) => ({
							date,
							failed: on(failed, date).length,
							byCategory: Object.fromEntries(categoriesOf(on(failed, date))),
						})),
					);
				}
		}));

	it("reports each day by any key, the rarer ones as other", () =>
		ofHistories(async (analytics) => {
			const events = await everyEvent(analytics);
			for (const query of QUERIES)
				for (const by of DAILY_KEYS)
					for (const limit of [1, 20]) {
						const report = await analytics.daily({ ...query, by, limit });
						const own = matching(events, query);
						const all = counted(own.map(KEYS[by])).map(([key]) => key);
						const shown = all.slice(0, limit);
						expect(report.keys).toEqual(
							all.length > limit ? [...shown, "other"] : shown,
						);
						const shownAs = (key: string) =>
							shown.includes(key) ? key : "other";
						expect(report.daily).toEqual(
							report.daily.map(({ date }) => ({
								date,
								counts: Object.fromEntries(
									counted(on(own, date).map(KEYS[by]).map(shownAs)),
								),
							})),
						);
					}
		}));

	it("takes what is called other for no key of its own", () =>
		withStore(async (store) => {
			const analytics = analyticsOn(store, HISTORY_NOW);
			const types = ["other", "other", "other", "trim", "trim", "gif"];
			await analytics.ingest(
				types.map((type, index) => rawEvent(`e${index}`, type, HISTORY_NOW)),
			);
			await analytics.aggregate();
			const day = { start: "2026-11-02", end: "2026-11-03" };
			const daily = async (limit: number) =>
				analytics.daily({ ...day, by: "operation", limit });
			expect(await daily(1)).toMatchObject({
				keys: ["trim", "other"],
				daily: [{ date: "2026-11-02", counts: { trim: 2, other: 4 } }],
			});
			expect(await daily(2)).toMatchObject({
				keys: ["trim", "gif", "other"],
				daily: [{ counts: { trim: 2, gif: 1, other: 3 } }],
			});
		}));
}

const KEYS: Readonly<Record<DailyKey, (event: StoredEvent) => string>> = {
	platform: ({ platform }) => platform,
	workflowType: ({ context }) => context.workflowType ?? "unspecified",
	operation: ({ operation }) => operation.type,
};

function matching(
	events: readonly StoredEvent[],
	{ start, end, platform, workflowType }: (typeof QUERIES)[number],
): StoredEvent[] {
	return events.filter(
		(event) =>
			event.timestamp >= Date.parse(start) &&
			event.timestamp < Date.parse(end) &&
			(platform ?? event.platform) === event.platform &&
			(workflowType ?? KEYS.workflowType(event)) === KEYS.workflowType(event),
	);
}

function on(events: readonly StoredEvent[], date: string): StoredEvent[] {
	return events.filter(
		({ timestamp }) =>
			timestamp >= Date.parse(date) && timestamp < Date.parse(date) + DAY_MS,
	);
}

/** How often each text is there, the most frequent first, then by name. */
function counted(texts: readonly (string | undefined)[]): [string, number][] {
	return [...Map.groupBy(texts, String)]
		.map(([text, own]): [string, number] => [text, own.length])
		.sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1));
}

function naiveFigures(own: readonly StoredEvent[]) {
	const succeeded = own.filter(({ metrics }) => metrics.success).length;
	const durationMs = own.reduce((sum, e) => sum + e.metrics.processingTime, 0);
	return {
		count: own.length,
		successRate: own.length === 0 ? 0 : succeeded / own.length,
		avgProcessingTime: own.length === 0 ? 0 : durationMs / own.length,
	};
}

function naiveShares(
	events: readonly StoredEvent[],
	by: "platform" | "workflowType",
): Record<string, object> {
	return Object.fromEntries(
		counted(events.map(KEYS[by])).map(([key]) => {
			const own = events.filter((event) => KEYS[by](event) === key);
			const { count, ...figures } = naiveFigures(own);
			return [
				key,
				{
					operations: count,
					share: count / events.length,
					uniqueUsers: new Set(own.map(({ userId }) => userId)).size,
					...figures,
				},
			];
		}),
	);
}

/** In their order. */
function byName<Row extends object>(
	rows: readonly Row[],
	name: keyof Row & string,
): Record<string, object> {
	return Object.fromEntries(
		rows.map(({ [name]: key, ...figures }) => [String(key), figures]),
	);
}

import fc from "fast-check";
import type { Analytics } from "../../src/analytics";
import type { StoredEvent } from "../../src/event/stored-event";
import type { WireEvent } from "../../src/event/wire-event";
import { DAILY_KEYS, type DailyKey } from "../../src/reports/daily-report";
import { MAX_FILTERED_EVENTS } from "../../src/reports/recent-operations";
import type { UsageQuery } from "../../src/reports/usage-range";
import { HISTORY_NOW, histories } from "../histories";
import { naivePatterns } from "../naive-totals";
import {
	allSequences,
	analyticsOn,
	type Contract,
	inBatches,
	rawEvent,
} from "./harness";

/** Of a range of months, of days, and of less; some filtered. */
const QUERIES: readonly (UsageQuery & { start: string; end: string })[] = [
	{ start: "2026-09-01", end: "2026-12-01" },
	{ start: "2026-10-31", end: "2026-11-02" },
	{ start: "2026-09-01", end: "2026-11-02", platform: "mcp" },
	{ start: "2026-10-01", end: "2026-12-01", workflowType: "unspecified" },
	{
		...{ start: "2026-10-01", end: "2026-12-01" },
		...{ platform: "webapp", workflowType: "podcast" },
	},
];

/** What the reports say that are not of usage as a whole. */
export function describeReports({ size, withStore }: Contract): void {
	const ofHistories = (
		expectation: (
			analytics: Analytics,
			history: readonly WireEvent[],
		) => Promise<void>,
	) =>
		fc.assert(
			fc.asyncProperty(histories(size.events), (history) =>
				withStore(async (store) => {
					const analytics = analyticsOn(store, HISTORY_NOW);
					for (const batch of inBatches(history, 500))
						await analytics.ingest(batch);
					await analytics.aggregate();
					await expectation(analytics, history);
				}),
			),
			{ numRuns: Math.ceil(size.runs / 4) },
		);

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
					for (const day of report.daily)
						expect(day).toMatchObject(naiveFigures(on(own, day.date)));
					const failed = own.filter(({ metrics }) => !metrics.success);
					expect(
						report.errors.map(({ category, frequency, share }) => [
							...[category, frequency, share],
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
							...[each.workflowType, each.operations],
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
							...{ category, frequency, share: frequency / failed.length },
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
					for (const { date, failed: ofDay, byCategory } of report.daily)
						expect([ofDay, byCategory]).toEqual([
							on(failed, date).length,
							Object.fromEntries(categoriesOf(on(failed, date))),
						]);
				}
		}));

	it("reports each day by any key, the rarer ones as other", () =>
		ofHistories(async (analytics) => {
			const events = await everyEvent(analytics);
			for (const query of QUERIES)
				for (const by of DAILY_KEYS)
					for (const limit of [1, 2, 20]) {
						const report = await analytics.daily({ ...query, by, limit });
						const own = matching(events, query);
						const all = counted(own.map(KEYS[by])).map(([key]) => key);
						const shown = all.slice(0, limit);
						expect(report.keys).toEqual(
							all.length > limit ? [...shown, "other"] : shown,
						);
						for (const { date, counts } of report.daily)
							expect(counts).toEqual(
								Object.fromEntries(
									counted(
										on(own, date)
											.map(KEYS[by])
											.map((key) => (shown.includes(key) ? key : "other")),
									),
								),
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

	it("lists transitions as the sessions of the months give them", () =>
		ofHistories(async (analytics, history) => {
			for (const [start, end, months] of [
				["2026-09-15", "2026-12-01", ["2026-09", "2026-10", "2026-11"]],
				["2026-10-31", "2026-11-01", ["2026-10"]],
				["2026-10-31", "2026-11-02", ["2026-10", "2026-11"]],
			] as const) {
				const pairs = Object.values(
					naivePatterns(
						history.filter(({ timestamp }) =>
							(months as readonly string[]).includes(
								new Date(timestamp).toISOString().slice(0, 7),
							),
						),
					),
				)
					.filter(({ operations }) => operations.length === 2)
					.map(({ operations: [from = "", to = ""], ...figures }) => ({
						...{ from, to, frequency: figures.frequency },
						sessionCount: figures.sessionCount,
						avgDuration: figures.avgDuration,
						successRate: figures.successRate,
					}))
					.sort(
						(a, b) =>
							b.frequency - a.frequency ||
							(`${a.from}->${a.to}` < `${b.from}->${b.to}` ? -1 : 1),
					);
				for (const limit of [1, 3, 500])
					expect(await analytics.transitions({ start, end, limit })).toEqual({
						months,
						transitions: pairs.slice(0, limit),
					});
			}
		}));

	it("tells of any sequence what the list tells, and what it rests on", () =>
		ofHistories(async (analytics, history) => {
			await analytics.flagTemplates();
			const templates = (await analytics.templates())
				.filter(({ status }) => status === "active")
				.map(({ pattern }) => pattern);
			for (const listed of await allSequences(analytics, 1_000)) {
				const found = await analytics.sequence(listed.pattern);
				if (found === undefined) throw new Error(`no ${listed.pattern}`);
				const { byMonth, platforms, templateId, ...sequence } = found;
				expect(sequence).toEqual(listed);
				expect(templateId !== undefined).toBe(
					templates.includes(listed.pattern),
				);
				const sum = (parts: readonly { frequency: number }[]) =>
					parts.reduce((total, { frequency }) => total + frequency, 0);
				expect(sum(platforms)).toBe(listed.frequency);
				expect(sum(byMonth)).toBe(listed.frequency);
				for (const { month, ...figures } of byMonth) {
					const ofMonth = history.filter(
						({ timestamp }) =>
							new Date(timestamp).toISOString().slice(0, 7) === month,
					);
					expect(naivePatterns(ofMonth)[listed.pattern]).toMatchObject(figures);
				}
			}
		}));

	it("tells of a sequence only what months rest on that were not dropped", () =>
		withStore(async (store) => {
			const analytics = analyticsOn(store, HISTORY_NOW);
			for (const at of [Date.UTC(2026, 9, 5), Date.UTC(2026, 10, 1)])
				await analytics.ingest(
					["trim", "resize"].map((type, step) =>
						rawEvent(`${type}-${at}`, type, at + step),
					),
				);
			await analytics.aggregate();
			const monthsOf = async () =>
				(await analytics.sequence("trim->resize"))?.byMonth.map(
					({ month, frequency }) => [month, frequency],
				);
			expect(await monthsOf()).toEqual([
				["2026-10", 1],
				["2026-11", 1],
			]);
			const drop = async (liveFrom: string) => {
				const head = await store.readTotals();
				await store.commitTotals({
					head,
					totals: { users: head.users, liveFrom },
				});
			};
			await drop("2026-11");
			expect(await analytics.sequence("trim->resize")).toMatchObject({
				...{ frequency: 1, byMonth: [{ month: "2026-11" }] },
				platforms: [{ platform: "mcp", frequency: 1 }],
			});
			await drop("2026-12");
			expect(await monthsOf()).toBeUndefined();
		}));

	it("finds no sequence by what is no name of one", () =>
		withStore(async (store) => {
			const analytics = analyticsOn(store, HISTORY_NOW);
			for (const name of [
				...["", "trim", "trim->resize", "trim->", "->", "trim->Resize"],
				...["trim->../..", "trim->a/b", "__proto__", "\0->\0", "a->".repeat(9)],
				`${"x".repeat(65)}->trim`,
			])
				expect(await analytics.sequence(name)).toBeUndefined();
		}));

	it("lists recent operations by what they are, page by page", () =>
		ofHistories(async (analytics) => {
			const events = await everyEvent(analytics);
			for (const [filter, wanted] of [
				[{ outcome: "failed" }, ({ metrics }) => !metrics.success],
				[{ outcome: "succeeded" }, ({ metrics }) => metrics.success],
				[{ errorCategory: "timeout" }, () => false],
				[
					{ operation: "trim", platform: "mcp" },
					(event) =>
						event.operation.type === "trim" && event.platform === "mcp",
				],
				[
					{ workflowType: "unspecified" },
					({ context }) => context.workflowType === undefined,
				],
			] as readonly [object, (event: StoredEvent) => boolean][])
				for (const limit of [1, 3, 1_000])
					expect(await everyEvent(analytics, limit, filter)).toEqual(
						events.filter(wanted),
					);
		}));

	it("looks at so many operations for one answer, and leaves the rest to the next", () =>
		withStore(async (store) => {
			const analytics = analyticsOn(store, HISTORY_NOW);
			const rare = rawEvent("rare", "rare", HISTORY_NOW);
			const many = Array.from({ length: MAX_FILTERED_EVENTS }, (_, index) =>
				rawEvent(`many-${index}`, "trim", HISTORY_NOW - index),
			);
			for (const batch of [[rare], ...inBatches(many, 500)])
				await analytics.ingest(batch);
			const query = { limit: 10, operation: "rare" };
			const first = await analytics.operations(query);
			expect(first.items).toEqual([]);
			const second = await analytics.operations({
				...{ ...query, after: first.next },
			});
			expect(second.items.map(({ id }) => id)).toEqual(["rare"]);
			expect(second.next).toBeUndefined();
		}));
}

const KEYS: Readonly<Record<DailyKey, (event: StoredEvent) => string>> = {
	platform: ({ platform }) => platform,
	workflowType: ({ context }) => context.workflowType ?? "unspecified",
	operation: ({ operation }) => operation.type,
};

/** All that match the filter, page by page. */
async function everyEvent(
	analytics: Analytics,
	limit = 1_000,
	filter: object = {},
): Promise<StoredEvent[]> {
	const events: StoredEvent[] = [];
	let after: string | undefined;
	do {
		const page = await analytics.operations({ limit, after, ...filter });
		expect(page.items.length).toBeLessThanOrEqual(limit);
		events.push(...page.items);
		after = page.next;
	} while (after !== undefined);
	return events;
}

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
		({ timestamp }) => new Date(timestamp).toISOString().slice(0, 10) === date,
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

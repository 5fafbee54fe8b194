import { distinctSince } from "../aggregation/tally";
import { FIRST_MONTH } from "../aggregation/totals";
import {
	DAY_MS,
	type Day,
	dayOf,
	daysBetween,
	monthsTouched,
} from "../calendar";
import { UNSPECIFIED_WORKFLOW_TYPE } from "../event/wire-event";
import type { AnalyticsStore } from "../ports/store";
import { ANY, audienceKey, type UsageDay } from "../usage/usage-day";
import { ratio } from "./figures";
import { type SegmentFilter, topWorkflows } from "./top-workflows";
import type { DayStatistics, UsageStatistics } from "./usage-statistics";
import { UsageSums } from "./usage-sums";

/** Which usage to report. */
export interface UsageQuery {
	/** Default: 30 days before `end`. */
	readonly start?: Day | undefined;
	/** Exclusive; default: tomorrow, so that today is in. */
	readonly end?: Day | undefined;
	readonly platform?: string | undefined;
	/** `unspecified` for operations without one. */
	readonly workflowType?: string | undefined;
}

/** The longest range of a report, days. */
export const MAX_REPORT_DAYS = 400;

const DEFAULT_REPORT_DAYS = 30;

/** A range of days that cannot be reported; the message says why. */
export class BadRangeError extends Error {
	override readonly name = "BadRangeError";
}

/**
 * Reports the usage of a range of UTC days from the daily roll-ups and the patterns' monthly
 * counts; reads no event.
 *
 * @throws {BadRangeError} if the range is empty or longer than {@link MAX_REPORT_DAYS}
 */
export async function reportUsage(
	{
		store,
		now,
	}: { readonly store: AnalyticsStore; readonly now: () => number },
	query: UsageQuery,
): Promise<UsageStatistics> {
	const { start, end, days } = rangeOf(query, now());
	const filter = filterOf(query);
	const { liveFrom = FIRST_MONTH } = await store.readTotals();
	const firstDay = `${liveFrom}-01`;
	const rollUps = await store.readUsageDays(
		days.filter((day) => day >= firstDay),
	);
	const sums = new UsageSums();
	const daily: DayStatistics[] = days.map((date) => {
		const rollUp = rollUps.get(date);
		const ofDay = new UsageSums();
		for (const target of [ofDay, sums])
			target.add(rollUp?.cells ?? {}, filter.matches);
		return {
			date,
			totalOperations: ofDay.operations,
			uniqueUsers: usersOf([rollUp], filter.audience, date),
			avgProcessingTime: ratio(ofDay.durationMs, ofDay.operations),
			successRate: ratio(ofDay.successes, ofDay.operations),
		};
	});
	const workflowMonths = monthsTouched(start, end).filter(
		(month) => month >= liveFrom,
	);
	return {
		start,
		end,
		totalOperations: sums.operations,
		uniqueUsers: usersOf(
			days.map((day) => rollUps.get(day)),
			filter.audience,
			start > firstDay ? start : firstDay,
		),
		avgProcessingTime: ratio(sums.durationMs, sums.operations),
		successRate: ratio(sums.successes, sums.operations),
		topOperations: sums.topOperations(),
		topWorkflows: await topWorkflows(store, workflowMonths, filter.matches),
		workflowMonths,
		errorAnalysis: sums.errorAnalysis(),
		platforms: sums.platformShares(),
		workflowTypes: sums.workflowTypeShares(),
		batches: sums.batchStatistics(),
		daily,
	};
}

function filterOf(query: UsageQuery): {
	matches: SegmentFilter;
	audience: string;
} {
	const wanted =
		query.workflowType === UNSPECIFIED_WORKFLOW_TYPE ? "" : query.workflowType;
	return {
		matches: (platform, workflowType) =>
			(query.platform === undefined || query.platform === platform) &&
			(wanted === undefined || wanted === workflowType),
		audience: audienceKey(query.platform ?? ANY, wanted ?? ANY),
	};
}

function rangeOf(
	query: UsageQuery,
	nowMs: number,
): { start: Day; end: Day; days: Day[] } {
	const end = query.end ?? dayOf(nowMs + DAY_MS);
	const start =
		query.start ?? dayOf(Date.parse(end) - DEFAULT_REPORT_DAYS * DAY_MS);
	const length = (Date.parse(end) - Date.parse(start)) / DAY_MS;
	if (length <= 0)
		throw new BadRangeError(
			`start ${start} must be before end ${end}, which is exclusive`,
		);
	if (length > MAX_REPORT_DAYS)
		throw new BadRangeError(
			`the range has ${length} days; ask for at most ${MAX_REPORT_DAYS}`,
		);
	return { start, end, days: daysBetween(start, end) };
}

function usersOf(
	days: readonly (UsageDay | undefined)[],
	audience: string,
	from: Day,
): number {
	return distinctSince(
		days.map((day) => day?.users?.[audience]),
		from,
	);
}

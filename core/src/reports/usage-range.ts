import { FIRST_MONTH } from "../aggregation/totals";
import {
	DAY_MS,
	type Day,
	dayOf,
	daysBetween,
	type Month,
	monthsTouched,
} from "../calendar";
import type { AnalyticsStore, TotalsHead } from "../ports/store";
import { type CountedCell, cellsOf, type PackedDay } from "../usage/packed-day";
import { firstVisitsSince } from "../usage/packed-visits";
import {
	ANY,
	audienceKey,
	parseUsageCellKey,
	type UsageCell,
} from "../usage/usage-day";
import { storedWorkflowType } from "./figures";

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

/** What reports of usage are made over. */
export interface ReportHome {
	readonly store: AnalyticsStore;
	/** Epoch ms. */
	readonly now: () => number;
}

/** The longest range of a report, days. */
export const MAX_REPORT_DAYS = 400;

const DEFAULT_REPORT_DAYS = 30;

/** A range of days that cannot be reported; the message says why. */
export class BadRangeError extends Error {
	override readonly name = "BadRangeError";
}

/** Which platform and workflow type count. */
export type SegmentFilter = (platform: string, workflowType: string) => boolean;

/** A range of UTC days `[start, end)`, and what of it is asked for. */
export interface UsageRange {
	readonly start: Day;
	readonly end: Day;
	readonly matches: SegmentFilter;
	/** As audiences have them: {@link ANY}, or the one that is asked for. */
	readonly platform: string;
	readonly workflowType: string;
}

/** A day of a range. */
export interface CountedDay {
	readonly date: Day;
	/** Those that the filter lets through. */
	readonly cells: readonly CountedCell[];
	readonly users: NonNullable<PackedDay["users"]>;
}

/** A range with its roll-ups. */
export interface CountedRange extends UsageRange {
	/** Every day of the range, in order. */
	readonly days: readonly CountedDay[];
	/** The months that the range touches, but for dropped ones. */
	readonly months: readonly Month[];
	/** The first day of the range that can count anything. */
	readonly from: Day;
}

/**
 * The range that a query means.
 *
 * @throws {BadRangeError} if it is empty or longer than {@link MAX_REPORT_DAYS}
 */
export function rangeOf(query: UsageQuery, nowMs: number): UsageRange {
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
	return { start, end, ...segmentOf(query) };
}

/** The months that a range touches, but for those that were dropped. */
export function liveMonths(
	{ start, end }: UsageRange,
	{ liveFrom = FIRST_MONTH }: TotalsHead,
): Month[] {
	return monthsTouched(start, end).filter((month) => month >= liveFrom);
}

/**
 * Reads the roll-ups of the range that a query means, each once, and no event.
 *
 * @throws {BadRangeError} as {@link rangeOf} does
 */
export async function readRange(
	{ store, now }: ReportHome,
	query: UsageQuery,
): Promise<CountedRange> {
	const range = rangeOf(query, now());
	const totals = await store.readTotals();
	const firstDay = `${totals.liveFrom ?? FIRST_MONTH}-01`;
	const days = daysBetween(range.start, range.end);
	const rollUps = await store.readPackedDays(
		days.filter((day) => day >= firstDay),
	);
	const parseKey = remembering(parseUsageCellKey);
	const matches = ({ platform, workflowType }: UsageCell) =>
		range.matches(platform, workflowType);
	return {
		...range,
		from: range.start > firstDay ? range.start : firstDay,
		months: liveMonths(range, totals),
		days: days.map((date) => {
			const rollUp = rollUps.get(date);
			return {
				date,
				users: rollUp?.users ?? {},
				cells: rollUp === undefined ? [] : cellsOf(rollUp, matches, parseKey),
			};
		}),
	};
}

/** Distinct users of an audience over days that follow one another, the first of which is `from`. */
export function usersOf(
	days: readonly CountedDay[],
	audience: string,
	from: Day,
): number {
	return days
		.map(({ users }) => firstVisitsSince(users[audience] ?? "", from))
		.reduce((sum, people) => sum + people, 0);
}

/** Days have the same keys, again and again. */
function remembering<Value>(
	parse: (key: string) => Value,
): (key: string) => Value {
	const known = new Map<string, Value>();
	return (key) => {
		let value = known.get(key);
		if (value === undefined) {
			value = parse(key);
			known.set(key, value);
		}
		return value;
	};
}

function segmentOf(
	query: UsageQuery,
): Pick<UsageRange, "matches" | "platform" | "workflowType"> {
	const { platform = ANY } = query;
	const workflowType = storedWorkflowType(query.workflowType ?? ANY);
	return {
		platform,
		workflowType,
		matches: (ofPlatform, ofWorkflowType) =>
			(platform === ANY || platform === ofPlatform) &&
			(workflowType === ANY || workflowType === ofWorkflowType),
	};
}

/** The key of the users who are seen under a range's filter. */
export function audienceOf(
	range: Pick<UsageRange, "platform" | "workflowType">,
): string {
	return audienceKey(range.platform, range.workflowType);
}

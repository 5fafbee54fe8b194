import { activeDaysOf, activeMonths } from "../aggregation/active-days";
import { emptyDelta, type TotalsDelta } from "../aggregation/delta";
import { unpackSegments } from "../aggregation/packed-segments";
import { unpackUsage } from "../aggregation/packed-usage";
import { forgetUser } from "../aggregation/samples";
import {
	type ActiveDays,
	emptyUserMonth,
	type UserMonth,
	type UserRecord,
} from "../aggregation/user-record";
import type { Month } from "../calendar";
import { NEVER, type ReturnCounts } from "../tally/return-counts";
import { addTally, type Tally } from "../tally/tally";
import { ANY, audienceKey } from "../usage/usage-day";

/** A user's record without some of their months, and what that changes in the totals. */
export interface TakenOut {
	readonly record: UserRecord;
	readonly delta: TotalsDelta;
}

/** The user's months that are filed apart from their record, the oldest first. */
export function filedMonthsOf(record: UserRecord): Month[] {
	const days = record.activeDays[audienceKey(ANY, ANY)] ?? {};
	return activeMonths(days).filter((month) => month < record.current.month);
}

/**
 * Takes the months in `gone` out of a user's record, and returns the exact negative of what they
 * contribute to the totals. `months` are all of their months that are kept, the current one and those
 * before `liveFrom` among them; the latter have left the totals already and are not subtracted again.
 * Changes nothing in place.
 */
export function takeOut(
	record: UserRecord,
	months: readonly UserMonth[],
	gone: ReadonlySet<Month>,
	liveFrom: Month,
): TakenOut {
	const delta = emptyDelta();
	const live = months
		.filter(({ month }) => month >= liveFrom)
		.sort((a, b) => (a.month < b.month ? -1 : 1));
	takePatterns(live, gone, delta);
	forgetUser(delta, record.userId, Object.keys(delta.patterns));
	takeVisits(record, gone, liveFrom, delta);
	for (const { month, usage } of live) {
		if (!gone.has(month)) continue;
		for (const [day, packed] of Object.entries(usage))
			addTally(delta.usage, { [day]: { cells: unpackUsage(packed) } }, -1);
	}
	return { record: without(record, gone), delta };
}

function takePatterns(
	live: readonly UserMonth[],
	gone: ReadonlySet<Month>,
	delta: TotalsDelta,
): void {
	const occurredIn = new Map<string, Month[]>();
	for (const { month, patterns } of live) {
		for (const [pattern, packed] of Object.entries(patterns)) {
			if (packed === "") continue;
			const segments = unpackSegments(packed);
			const months = occurredIn.get(pattern) ?? [];
			months.push(month);
			occurredIn.set(pattern, months);
			if (!gone.has(month)) continue;
			const own = delta.patterns[pattern] ?? { months: {} };
			delta.patterns[pattern] = own;
			addTally(own.months, { [month]: { segments } }, -1);
		}
	}
	for (const [pattern, own] of Object.entries(delta.patterns)) {
		const visits = visitsWithout(occurredIn.get(pattern) ?? [], (month) =>
			gone.has(month),
		);
		for (const [month, users] of Object.entries(visits))
			addTally(own.months, { [month]: { users } });
	}
}

function takeVisits(
	record: UserRecord,
	gone: ReadonlySet<Month>,
	liveFrom: Month,
	delta: TotalsDelta,
): void {
	for (const [audience, days] of Object.entries(record.activeDays)) {
		const visits = visitsWithout(
			activeDaysOf(days).filter((day) => day >= liveFrom),
			(day) => gone.has(day.slice(0, 7)),
		);
		for (const [day, users] of Object.entries(visits))
			addTally(delta.usage, { [day]: { users: { [audience]: users } } });
	}
	const everybody = record.activeDays[audienceKey(ANY, ANY)] ?? {};
	const months = activeMonths(everybody).filter((month) => month >= liveFrom);
	addTally(
		delta.users,
		visitsWithout(months, (month) => gone.has(month)),
	);
}

/** What changes in {@link ReturnCounts} when some of somebody's periods, given ascending, go. */
function visitsWithout(
	periods: readonly string[],
	isGone: (period: string) => boolean,
): Record<string, ReturnCounts> {
	const change: Record<string, ReturnCounts> = {};
	addVisits(change, periods, -1);
	addVisits(
		change,
		periods.filter((period) => !isGone(period)),
		1,
	);
	return change;
}

function addVisits(
	change: Tally,
	periods: readonly string[],
	factor: 1 | -1,
): void {
	let previous = NEVER;
	for (const period of periods) {
		addTally(change, { [period]: { [previous]: factor } });
		previous = period;
	}
}

function without(record: UserRecord, gone: ReadonlySet<Month>): UserRecord {
	const earlierPatternMonths: UserRecord["earlierPatternMonths"] = {};
	for (const [pattern, months] of Object.entries(record.earlierPatternMonths)) {
		const left = months.filter((month) => !gone.has(month));
		if (left.length > 0) earlierPatternMonths[pattern] = left;
	}
	const activeDays: UserRecord["activeDays"] = {};
	for (const [audience, days] of Object.entries(record.activeDays)) {
		const left: ActiveDays = Object.fromEntries(
			Object.entries(days).filter(([month]) => !gone.has(month)),
		);
		if (Object.keys(left).length > 0) activeDays[audience] = left;
	}
	const { month } = record.current;
	return {
		...record,
		current: gone.has(month) ? emptyUserMonth(month) : record.current,
		earlierPatternMonths,
		activeDays,
	};
}

import {
	activeMonths,
	clearActive,
	daysInEither,
	isActive,
	markActive,
} from "../aggregation/active-days";
import type { TotalsDelta } from "../aggregation/delta";
import { monthNeighbours } from "../aggregation/month-neighbours";
import type { ActiveDays, UserRecord } from "../aggregation/user-record";
import type { Month } from "../calendar";
import { visitDelta } from "../tally/return-counts";
import { addTally } from "../tally/tally";
import { ANY, audienceKey } from "../usage/usage-day";

/**
 * Makes the days of `month` on which a user was active those of another record of them, in place, and
 * adds what changes by it to the delta.
 */
export function alignActivity(
	record: UserRecord,
	right: Pick<UserRecord, "activeDays">,
	month: Month,
	liveFrom: Month,
	delta: TotalsDelta,
): void {
	const everybody = audienceKey(ANY, ANY);
	const monthsBefore = activeMonths(record.activeDays[everybody] ?? {});
	const audiences = new Set([
		...Object.keys(record.activeDays),
		...Object.keys(right.activeDays),
	]);
	for (const audience of audiences) {
		const days = record.activeDays[audience] ?? {};
		const rightDays = right.activeDays[audience] ?? {};
		alignAudience(audience, days, rightDays, month, liveFrom, delta);
		if (Object.keys(days).length === 0) delete record.activeDays[audience];
		else record.activeDays[audience] = days;
	}
	const wasActive = monthsBefore.includes(month);
	const isNow = record.activeDays[everybody]?.[month] !== undefined;
	if (wasActive === isNow) return;
	const others = monthsBefore.filter((other) => other !== month);
	const { previous, next } = monthNeighbours(others, month, liveFrom);
	addTally(delta.users, visitDelta(month, previous, next, isNow ? 1 : -1));
}

function alignAudience(
	audience: string,
	days: ActiveDays,
	right: ActiveDays,
	month: Month,
	liveFrom: Month,
	delta: TotalsDelta,
): void {
	for (const day of daysInEither(month, days, right)) {
		const toBeActive = isActive(right, day);
		const change = toBeActive ? markActive : clearActive;
		const visit = change(days, day, `${liveFrom}-01`);
		if (visit === undefined) continue;
		const factor = toBeActive ? 1 : -1;
		const visits = visitDelta(day, visit.previous, visit.next, factor);
		for (const [visited, users] of Object.entries(visits))
			addTally(delta.usage, { [visited]: { users: { [audience]: users } } });
	}
}

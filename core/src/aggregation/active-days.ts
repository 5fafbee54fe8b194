import type { Day, Month } from "../calendar";
import { NEVER } from "../tally/return-counts";
import type { ActiveDays } from "./user-record";

/** Where a day stands among somebody's active days. */
export interface DayNeighbours {
	/** The last active day before it, or `NEVER`. */
	readonly previous: Day;
	/** The first active day after it. */
	readonly next: Day | undefined;
}

/**
 * Marks the day as active, in place, and returns its neighbours; undefined if it was active
 * already. Days before `liveFrom` count as never.
 */
export function markActive(
	days: ActiveDays,
	day: Day,
	liveFrom: Day,
): DayNeighbours | undefined {
	if (isActive(days, day)) return undefined;
	const month = day.slice(0, 7);
	days[month] = (days[month] ?? 0) | bitOf(day);
	return neighboursOf(days, day, liveFrom);
}

/** The inverse of {@link markActive}; undefined if the day was not active. */
export function clearActive(
	days: ActiveDays,
	day: Day,
	liveFrom: Day,
): DayNeighbours | undefined {
	if (!isActive(days, day)) return undefined;
	const neighbours = neighboursOf(days, day, liveFrom);
	const month = day.slice(0, 7);
	const left = (days[month] ?? 0) & ~bitOf(day);
	if (left === 0) delete days[month];
	else days[month] = left;
	return neighbours;
}

/** True if the day is marked. */
export function isActive(days: ActiveDays, day: Day): boolean {
	return ((days[day.slice(0, 7)] ?? 0) & bitOf(day)) !== 0;
}

/** The days of the month that are marked in either record, ascending. */
export function daysInEither(
	month: Month,
	a: ActiveDays,
	b: ActiveDays,
): Day[] {
	const mask = (a[month] ?? 0) | (b[month] ?? 0);
	const days: Day[] = [];
	for (let bit = 0; bit < 31; bit++)
		if ((mask & (1 << bit)) !== 0) days.push(asDay(month, bit));
	return days;
}

/**
 * The last active day before an active one, or `NEVER`; undefined if the day is not active. Days
 * before `liveFrom` count as never.
 */
export function previousActiveDay(
	days: ActiveDays,
	day: Day,
	liveFrom: Day,
): Day | undefined {
	return isActive(days, day)
		? neighboursOf(days, day, liveFrom).previous
		: undefined;
}

function bitOf(day: Day): number {
	return 1 << (Number(day.slice(8)) - 1);
}

function neighboursOf(
	days: ActiveDays,
	day: Day,
	liveFrom: Day,
): DayNeighbours {
	const month = day.slice(0, 7);
	const bit = Number(day.slice(8)) - 1;
	const mask = days[month] ?? 0;
	const previous =
		highestDay(month, mask & ((1 << bit) - 1)) ??
		edgeDay(days, (other) => other < month, highestDay, -1);
	const next =
		lowestDay(month, mask & ~((2 << bit) - 1)) ??
		edgeDay(days, (other) => other > month, lowestDay, 1);
	return {
		previous: previous === undefined || previous < liveFrom ? NEVER : previous,
		next,
	};
}

/** The months with an active day, ascending. */
export function activeMonths(days: ActiveDays): Month[] {
	return Object.keys(days).sort();
}

/** The active days, ascending. */
export function activeDaysOf(days: ActiveDays): Day[] {
	return activeMonths(days).flatMap((month) => {
		const found: Day[] = [];
		for (let mask = days[month] ?? 0; mask !== 0; mask &= mask - 1)
			found.push(asDay(month, 31 - Math.clz32(mask & -mask)));
		return found;
	});
}

function edgeDay(
	days: ActiveDays,
	isCandidate: (month: Month) => boolean,
	dayIn: (month: Month, mask: number) => Day | undefined,
	direction: 1 | -1,
): Day | undefined {
	const months = activeMonths(days).filter(isCandidate);
	const nearest = direction === 1 ? months[0] : months.at(-1);
	return nearest === undefined ? undefined : dayIn(nearest, days[nearest] ?? 0);
}

function highestDay(month: Month, mask: number): Day | undefined {
	return mask === 0 ? undefined : asDay(month, 31 - Math.clz32(mask));
}

function lowestDay(month: Month, mask: number): Day | undefined {
	return mask === 0 ? undefined : asDay(month, 31 - Math.clz32(mask & -mask));
}

function asDay(month: Month, bit: number): Day {
	return `${month}-${String(bit + 1).padStart(2, "0")}`;
}

/** Drops the months before `liveFrom` from an activity record, in place. */
export function dropMonthsBefore(days: ActiveDays, liveFrom: Month): void {
	for (const month of Object.keys(days))
		if (month < liveFrom) delete days[month];
}

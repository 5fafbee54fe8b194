/** A UTC month, `2026-11`. Sorts as text. */
export type Month = string;

/** A UTC day, `2026-11-22`. Sorts as text. */
export type Day = string;

export const DAY_MS = 24 * 60 * 60 * 1000;

/** The UTC day that holds the instant. */
export function dayOf(epochMs: number): Day {
	return new Date(epochMs).toISOString().slice(0, 10);
}

/** The UTC month that holds the instant. */
export function monthOf(epochMs: number): Month {
	return new Date(epochMs).toISOString().slice(0, 7);
}

/** First instant of the month, epoch ms. */
export function monthStart(month: Month): number {
	return Date.parse(`${month}-01T00:00:00.000Z`);
}

/** First instant after the month, epoch ms. */
export function monthEnd(month: Month): number {
	const start = new Date(monthStart(month));
	return Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, 1);
}

/** First instant of the day, epoch ms. */
export function dayStart(day: Day): number {
	return Date.parse(`${day}T00:00:00.000Z`);
}

/** The days of `[start, end)`, in order. */
export function daysBetween(start: Day, end: Day): Day[] {
	const days: Day[] = [];
	for (let at = dayStart(start); at < dayStart(end); at += DAY_MS)
		days.push(dayOf(at));
	return days;
}

/** The months that the days of `[start, end)` touch, in order. */
export function monthsTouched(start: Day, end: Day): Month[] {
	const months: Month[] = [];
	const lastInstant = dayStart(end) - 1;
	for (
		let month = start.slice(0, 7);
		monthStart(month) <= lastInstant;
		month = monthOf(monthEnd(month))
	) {
		months.push(month);
	}
	return months;
}

/**
 * The first month that is not wholly older than the retention time: totals begin here.
 */
export function firstLiveMonth(nowMs: number, retentionMs: number): Month {
	return monthOf(nowMs - retentionMs);
}

/** A UTC month, `2026-11`. Sorts as text. */
export type Month = string;

/** A UTC day, `2026-11-22`. Sorts as text. */
export type Day = string;

export const DAY_MS = 24 * 60 * 60 * 1000;

/** The UTC day that holds the instant, of the years 0 to 9999. */
export function dayOf(epochMs: number): Day {
	return namesAt(epochMs).day;
}

/** The UTC month that holds the instant, of the years 0 to 9999. */
export function monthOf(epochMs: number): Month {
	return namesAt(epochMs).month;
}

/** The day that was asked for last: neighbours among events nearly always share it. */
let latest = { number: Number.NaN, day: "", month: "" };

function namesAt(epochMs: number): {
	readonly day: Day;
	readonly month: Month;
} {
	const number = Math.floor(epochMs / DAY_MS);
	if (number === latest.number) return latest;
	const { year, month, day } = civilFrom(epochMs);
	const monthName = `${digits(year, 4)}-${digits(month, 2)}`;
	latest = { number, day: `${monthName}-${digits(day, 2)}`, month: monthName };
	return latest;
}

/**
 * The date of an instant by whole numbers alone: it is asked for several times for every event, and
 * `Date` takes four times as long. `civil_from_days` of Howard Hinnant, "chrono-Compatible Low-Level
 * Date Algorithms": years begin in March, so that a leap day ends one, and 400 of them are an era.
 */
function civilFrom(epochMs: number): {
	year: number;
	month: number;
	day: number;
} {
	const days = Math.floor(epochMs / DAY_MS) + 719_468;
	const era = Math.floor(days / 146_097);
	const dayOfEra = days - era * 146_097;
	const yearOfEra = Math.floor(
		(dayOfEra -
			Math.floor(dayOfEra / 1_460) +
			Math.floor(dayOfEra / 36_524) -
			Math.floor(dayOfEra / 146_096)) /
			365,
	);
	const dayOfYear =
		dayOfEra -
		(365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
	const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
	const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
	return {
		year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
		month,
		day: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1,
	};
}

function digits(number: number, length: number): string {
	return String(number).padStart(length, "0");
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

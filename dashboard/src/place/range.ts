/** The UTC days that a view is about. */
export type Range =
	/** So many days, of which today is the last. */
	| { readonly days: number }
	/** From a first to a last day, both in it. */
	| { readonly from: string; readonly to: string };

/** A range as the API takes it: UTC days, the end is not in it. */
export interface Days {
	readonly start: string;
	readonly end: string;
}

/** What the picker offers. */
export const RANGE_CHOICES = [7, 30, 90, 365] as const;

/** What a view shows that names no range. */
export const DEFAULT_DAYS = 30;

/** Days that a report may have, as the API says. */
export const MAX_RANGE_DAYS = 400;

const DAY_MS = 86_400_000;

/** The days of a range, as of now, epoch ms. Days to come are left out, unless all of them are. */
export function daysOf(range: Range, now: number): Days {
	const today = dayOf(now);
	if ("from" in range) {
		const last = range.from <= today && range.to > today ? today : range.to;
		return { start: range.from, end: plus(last, 1) };
	}
	const end = plus(today, 1);
	return { start: plus(end, -range.days), end };
}

/** The first day that reports know. */
const FIRST_DAY = "1970-01-01";

/** As many days, right before; undefined where there are no such days. */
export function daysBefore({ start, end }: Days): Days | undefined {
	const before = plus(start, -countDays({ start, end }));
	return before < FIRST_DAY ? undefined : { start: before, end: start };
}

/** How many days there are. */
export function countDays({ start, end }: Days): number {
	return (Date.parse(end) - Date.parse(start)) / DAY_MS;
}

/** The last day that is in it. */
export function lastDay({ end }: Days): string {
	return plus(end, -1);
}

/** The UTC day of an instant, epoch ms. */
export function dayOf(instant: number): string {
	return new Date(instant).toISOString().slice(0, 10);
}

/** The range of two days from a person's hand, or what is wrong with it, in words. */
export function rangeOf(from: string, to: string): Range | string {
	if (!isDay(from) || !isDay(to)) return "Choose a first and a last day.";
	if (from > to) return "The first day must not be after the last.";
	const count = countDays({ start: from, end: plus(to, 1) });
	return count > MAX_RANGE_DAYS
		? `At most ${MAX_RANGE_DAYS} days at once; these are ${count}.`
		: { from, to };
}

function isDay(text: string): boolean {
	return (
		/^(19[7-9]|20\d)\d-\d\d-\d\d$/.test(text) &&
		!Number.isNaN(Date.parse(text)) &&
		dayOf(Date.parse(text)) === text
	);
}

function plus(day: string, count: number): string {
	return dayOf(Date.parse(day) + count * DAY_MS);
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What people count times in, ms. */
const STEPS = [
	...[1, 2, 5, 10, 20, 50, 100, 200, 500],
	...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * SECOND),
	...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
	...[1, 2, 6, 12].map((hours) => hours * HOUR),
];

/** Lines of an axis, at most. */
const MOST_TICKS = 5;

/** Where an axis begins and ends, and its step. */
export interface Axis {
	readonly min: number;
	readonly max: number;
	readonly interval: number;
}

/** An axis for times up to a value, ms, in steps that people count in: `10 s` rather than `16.7 s`. */
export function timeAxis(most: number): Axis {
	const interval =
		STEPS.find((step) => most <= step * MOST_TICKS) ??
		Math.ceil(most / MOST_TICKS / DAY) * DAY;
	const max = Math.max(1, Math.ceil(most / interval)) * interval;
	return { min: 0, max, interval };
}

/** Tenths that an axis of rates has at least. */
const LEAST_TENTHS = 1;

/** An axis for rates from a value up to 1. It begins near the value: what matters is near 1. */
export function rateAxis(least: number): Axis {
	const tenths = Math.min(10 - LEAST_TENTHS, Math.floor(least * 10 + 1e-9));
	return { min: tenths / 10, max: 1, interval: (10 - tenths) / 50 };
}

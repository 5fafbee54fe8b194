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

/** The step of an axis of times that reaches to a value, ms: `10 s` rather than `16.7 s`. */
export function timeStep(most: number): number {
	return (
		STEPS.find((step) => most <= step * MOST_TICKS) ??
		Math.ceil(most / MOST_TICKS / DAY) * DAY
	);
}

import { addTally } from "./tally";

/**
 * Distinct counts that can be merged and taken back. Every period in which somebody was active is
 * filed under the last earlier period in which they were ({@link NEVER} where there is none), so the
 * distinct number over any range of periods `[from, to)` is exact: each person is counted in the
 * first of their periods in the range, the one whose predecessor lies before the range.
 */
export type ReturnCounts = { [previousPeriod: string]: number };

/** The predecessor of a first period; sorts before every date. */
export const NEVER = "-";

/**
 * Files whoever was last active before `from` under {@link NEVER}, in place: the periods before it
 * have been dropped, and it no longer matters which of them it was. Then what is taken back meets
 * what was added, although the one may know of a period that the other has forgotten.
 */
export function forgetPeriodsBefore(counts: ReturnCounts, from: string): void {
	for (const [previous, people] of Object.entries(counts)) {
		if (previous === NEVER || previous >= from) continue;
		delete counts[previous];
		addTally(counts, { [NEVER]: people });
	}
}

/** How many distinct people were active in the periods that `counts` walks, all at or after `from`. */
export function distinctSince(
	counts: Iterable<Readonly<ReturnCounts> | undefined>,
	from: string,
): number {
	let distinct = 0;
	for (const period of counts) {
		for (const previous in period) {
			if (previous < from) distinct += period[previous] ?? 0;
		}
	}
	return distinct;
}

/**
 * The change in {@link ReturnCounts} per period when somebody becomes active in `period` (or,
 * with -1, is no longer), who was active in `previous` before it and in `next` after it.
 */
export function visitDelta(
	period: string,
	previous: string,
	next: string | undefined,
	factor: 1 | -1,
): Record<string, ReturnCounts> {
	const delta: Record<string, ReturnCounts> = {
		[period]: { [previous]: factor },
	};
	if (next !== undefined)
		delta[next] = { [previous]: -factor, [period]: factor };
	return delta;
}

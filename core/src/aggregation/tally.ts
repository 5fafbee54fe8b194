/**
 * Counts and sums in a tree: leaves are integers, branches are named. Every total that this
 * product keeps is one, so that "add a contribution", "take it back" and "merge two days" are one
 * operation. Zero leaves and empty branches do not exist: what was added and taken back leaves
 * nothing behind.
 *
 * Keys come from users' words, so callers must build keys that cannot be an inherited property:
 * each holds a character that a slug has not (`|`, `-`, `>`), is a number, or is from a fixed list.
 */
export interface Tally {
	[key: string]: number | Tally | undefined;
}

/** Adds `source` times `factor` into `target`, in place; 1 adds, -1 takes back. */
export function addTally(
	target: Tally,
	source: Readonly<Tally>,
	factor: 1 | -1 = 1,
): void {
	add(target, source, factor);
}

/**
 * Answers true if the target surely holds something afterwards, which it nearly always does: to look
 * whether it does costs more than to add.
 */
function add(target: Tally, source: Readonly<Tally>, factor: 1 | -1): boolean {
	let holds = false;
	for (const key in source) {
		const added = source[key];
		if (added === undefined) continue;
		if (typeof added === "number") {
			addToLeaf(target, key, factor * added);
			if (target[key] !== undefined) holds = true;
			continue;
		}
		const branch = (target[key] as Tally | undefined) ?? {};
		if (add(branch, added, factor) || !isEmpty(branch)) {
			target[key] = branch;
			holds = true;
		} else delete target[key];
	}
	return holds;
}

/** Adds a number to a leaf, in place, as {@link addTally} does. */
export function addToLeaf(target: Tally, key: string, added: number): void {
	// Many counts of an operation are none, and to delete what is not there takes its time too.
	if (added === 0) return;
	const sum = ((target[key] as number | undefined) ?? 0) + added;
	if (sum === 0) delete target[key];
	else target[key] = sum;
}

/** The branch under a key, which is made where there is none. */
export function branchOf<Branch extends Tally>(
	target: { [key: string]: Branch | undefined },
	key: string,
): Branch {
	const known = target[key];
	if (known !== undefined) return known;
	const branch = {} as Branch;
	target[key] = branch;
	return branch;
}

/** A copy that shares no branch. */
export function copyTally<T extends Readonly<Tally>>(tally: T): T {
	const copy: Tally = {};
	addTally(copy, tally);
	return copy as T;
}

/** True if the tree holds nothing. */
export function isEmpty(tally: Readonly<Tally>): boolean {
	for (const _ in tally) return false;
	return true;
}

/**
 * Distinct counts that can be merged and taken back. Every period in which somebody was active is
 * filed under the last earlier period in which he was ({@link NEVER} where there is none), so the
 * distinct number over any range of periods `[from, to)` is exact: each person is counted in the
 * first of his periods in the range, the one whose predecessor lies before the range.
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

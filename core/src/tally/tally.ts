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
 * Returns true if the target surely holds something afterwards, which it nearly always does: to look
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

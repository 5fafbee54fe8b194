import {
	compareByTime,
	cutIntoSessions,
	idleMs,
	type Operation,
} from "../sessions/session";

type Session = readonly Operation[];

/** The latest sessions of a trace in one month, and how far earlier ones have been let go. */
export interface KnownTrace {
	/** Complete sessions in time order, all of them after the ones let go. */
	readonly sessions: readonly Session[];
	/** Latest timestamp among the sessions let go, epoch ms; undefined if none was. */
	readonly releasedThrough: number | undefined;
}

/**
 * Stored events around late operations, read again: a union of complete runs of the trace (a run
 * ends where the idle time is over the gap), holding the predecessor and the successor of each of
 * its late operations. All in time order; no two regions of a trace share an event.
 */
export interface LateRegion {
	readonly stored: readonly Operation[];
	readonly late: readonly Operation[];
}

/** Sessions that a fold takes back and adds, and what is known of the trace afterwards. */
export interface FoldedTrace {
	readonly removed: Session[];
	readonly added: Session[];
	readonly known: KnownTrace;
}

/**
 * True if an operation cannot be placed by what is known: it may belong to, bridge or split a
 * session that was let go.
 */
export function isLate(
	operation: Operation,
	known: KnownTrace,
	gapMs: number,
): boolean {
	if (known.releasedThrough === undefined) return false;
	const first = known.sessions[0]?.[0];
	if (first !== undefined && compareByTime(operation, first) > 0) return false;
	return idleMs(known.releasedThrough, operation) <= gapMs;
}

/**
 * Folds new operations into a trace of one month: `fresh` are those that {@link isLate} is false
 * for, in time order, the others come with their regions. Sessions that stay as they are come back
 * in neither list.
 *
 * Why this is exact: what follows a cut depends on nothing before it, and a new operation changes
 * only the runs of its two neighbours. The known sessions begin at a cut, and a region is made of
 * whole runs, so both can be cut again by themselves.
 */
export function foldTrace(
	known: KnownTrace,
	fresh: readonly Operation[],
	regions: readonly LateRegion[],
	gapMs: number,
): FoldedTrace {
	const folded = { removed: [] as Session[], added: [] as Session[] };
	let suffix = known.sessions.flat();
	let joining = [...fresh];
	let before: readonly Session[] | undefined = known.sessions;
	for (const region of regions) {
		if (reaches(region, suffix, known.releasedThrough, gapMs)) {
			suffix = mergeByTime(region.stored, suffix);
			joining = mergeByTime(joining, region.late);
			before = undefined;
		} else {
			recut(cutIntoSessions(region.stored, gapMs), region, gapMs, folded);
		}
	}
	const sessions = recut(
		before ?? cutIntoSessions(suffix, gapMs),
		{ stored: suffix, late: joining },
		gapMs,
		folded,
	);
	return {
		...folded,
		known: { sessions, releasedThrough: known.releasedThrough },
	};
}

/** True if the region touches the known sessions or the open end of the trace. */
function reaches(
	region: LateRegion,
	suffix: readonly Operation[],
	releasedThrough: number | undefined,
	gapMs: number,
): boolean {
	if (gapMs === Number.POSITIVE_INFINITY) return true;
	const last = lastOf(region.stored, region.late);
	if (last === undefined) return false;
	const first = suffix[0];
	return first === undefined
		? last.timestamp > (releasedThrough ?? Number.NEGATIVE_INFINITY)
		: compareByTime(last, first) >= 0;
}

function lastOf(...lists: (readonly Operation[])[]): Operation | undefined {
	let last: Operation | undefined;
	for (const list of lists) {
		const candidate = list.at(-1);
		if (candidate === undefined) continue;
		if (last === undefined || compareByTime(candidate, last) > 0)
			last = candidate;
	}
	return last;
}

/** Cuts the region with its new operations, notes which sessions differ, returns the new ones. */
function recut(
	before: readonly Session[],
	region: LateRegion,
	gapMs: number,
	folded: { removed: Session[]; added: Session[] },
): readonly Session[] {
	if (region.late.length === 0) return before;
	const after = cutIntoSessions(mergeByTime(region.stored, region.late), gapMs);
	const changed = new Map(before.map((session) => [session[0]?.id, session]));
	for (const session of after) {
		const first = session[0]?.id;
		if (isSame(session, changed.get(first))) changed.delete(first);
		else folded.added.push(session);
	}
	folded.removed.push(...changed.values());
	return after;
}

/**
 * Sessions are consecutive events, and events only join: two with the same ends and the same
 * number of events hold the same ones.
 */
function isSame(a: Session, b: Session | undefined): boolean {
	return (
		a.length === b?.length &&
		a[0]?.id === b[0]?.id &&
		a.at(-1)?.id === b.at(-1)?.id
	);
}

/** Merges two lists in time order; an event that is in both comes once. */
function mergeByTime(
	a: readonly Operation[],
	b: readonly Operation[],
): Operation[] {
	const merged: Operation[] = [];
	let indexA = 0;
	let indexB = 0;
	for (;;) {
		const nextA = a[indexA];
		const nextB = b[indexB];
		if (nextA === undefined) return merged.concat(b.slice(indexB));
		if (nextB === undefined) return merged.concat(a.slice(indexA));
		const order = compareByTime(nextA, nextB);
		merged.push(order <= 0 ? nextA : nextB);
		if (order <= 0) indexA++;
		if (order >= 0) indexB++;
	}
}

import { addTally, type Tally } from "../aggregation/tally";
import { inStepOrder, type Operation, stepsOf } from "./session";

/** Fewest and most steps that a pattern has. */
export const PATTERN_STEPS = { min: 2, max: 6 } as const;

/** Between the operation types of a pattern's name. No slug holds `>`, so names are unambiguous. */
export const STEP_ARROW = "->";

/** The counts of one pattern in one {@link segmentKey segment}. */
export interface PatternCounts extends Tally {
	/** Occurrences. */
	frequency?: number;
	/** Sessions with at least one occurrence. */
	sessions?: number;
	/** Occurrences all of whose steps succeeded. */
	successes?: number;
	/** Summed over occurrences. */
	durationMs?: number;
}

/** Counts by {@link segmentKey segment}, so that every figure can be filtered by both halves. */
export interface SegmentedCounts extends Tally {
	[segment: string]: PatternCounts;
}

/** When occurrences of a pattern ended: the first and the last, epoch ms. */
export interface SeenRange {
	first: number;
	last: number;
	/** The event with which the last one ended. */
	lastId: string;
}

/** What changes when some sessions are taken back and others are added. */
export interface Contribution {
	/** By pattern; what was taken back and added again leaves nothing. */
	readonly counts: Map<string, SegmentedCounts>;
	/** By pattern, over the sessions taken back. */
	readonly seenBefore: Map<string, SeenRange>;
	/** By pattern, over the sessions added. */
	readonly seenAfter: Map<string, SeenRange>;
}

/** Platform and workflow type (empty where none was sent) as one key. */
export function segmentKey(platform: string, workflowType: string): string {
	return `${platform}|${workflowType}`;
}

/** A new, empty contribution. */
export function emptyContribution(): Contribution {
	return { counts: new Map(), seenBefore: new Map(), seenAfter: new Map() };
}

/**
 * Adds what one session contributes (or takes it back, with -1): every window of 2 to 6 steps is
 * an occurrence of the pattern of its types.
 */
export function addSession(
	contribution: Contribution,
	session: readonly Operation[],
	hasSessionId: boolean,
	factor: 1 | -1,
): void {
	const steps = stepsOf(inStepOrder(session, hasSessionId));
	if (steps.length < PATTERN_STEPS.min) return;
	const segment = segmentKey(
		prevailing(session, "platform"),
		prevailing(session, "workflowType"),
	);
	const seen = factor === 1 ? contribution.seenAfter : contribution.seenBefore;
	const own = new Map<string, Required<PatternCounts>>();
	for (let start = 0; start < steps.length - 1; start++) {
		let name = "";
		let successes: 0 | 1 = 1;
		let durationMs = 0;
		let endedAt = 0;
		let lastId = "";
		const end = Math.min(steps.length, start + PATTERN_STEPS.max);
		for (let index = start; index < end; index++) {
			const step = steps[index];
			if (step === undefined) break;
			name = index === start ? step.type : name + STEP_ARROW + step.type;
			if (!step.success) successes = 0;
			durationMs += step.durationMs;
			if (step.endedAt >= endedAt) {
				endedAt = step.endedAt;
				lastId = step.lastId;
			}
			if (index === start) continue;
			const counts = own.get(name);
			if (counts === undefined) {
				own.set(name, { frequency: 1, sessions: 1, successes, durationMs });
			} else {
				counts.frequency += 1;
				counts.successes += successes;
				counts.durationMs += durationMs;
			}
			markSeen(seen, name, endedAt, lastId);
		}
	}
	for (const [name, counts] of own) {
		let segments = contribution.counts.get(name);
		if (segments === undefined) {
			segments = {};
			contribution.counts.set(name, segments);
		}
		addTally(segments, { [segment]: counts }, factor);
	}
}

/** The value that most of the session's events carry; of equals the first by ASCII; empty if none. */
function prevailing(
	session: readonly Operation[],
	field: "platform" | "workflowType",
): string {
	const first = session[0]?.[field] ?? "";
	if (session.every((operation) => operation[field] === first)) return first;
	const counts = new Map<string, number>();
	for (const operation of session) {
		const value = operation[field];
		if (value !== "") counts.set(value, (counts.get(value) ?? 0) + 1);
	}
	let best = "";
	let bestCount = 0;
	for (const [value, count] of counts) {
		if (count > bestCount || (count === bestCount && value < best)) {
			best = value;
			bestCount = count;
		}
	}
	return best;
}

function markSeen(
	seen: Map<string, SeenRange>,
	name: string,
	endedAt: number,
	lastId: string,
): void {
	const range = seen.get(name);
	if (range === undefined) {
		seen.set(name, { first: endedAt, last: endedAt, lastId });
	} else if (endedAt < range.first) {
		range.first = endedAt;
	} else if (endedAt > range.last) {
		range.last = endedAt;
		range.lastId = lastId;
	}
}

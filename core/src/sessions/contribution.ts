import { addTally, type Tally } from "../tally/tally";
import { prevailing } from "./prevailing";
import { inStepOrder, type Operation } from "./session";
import {
	PATTERN_STEPS,
	type WindowCounter,
	type WindowFigures,
} from "./window-counter";
import { workflowLabelOf } from "./workflow-label";

export { STEP_ARROW } from "./pattern-dictionary";
export { PATTERN_STEPS } from "./window-counter";

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

/** Platform and workflow label (see `workflowLabelOf`) as one key. */
export function segmentKey(platform: string, workflowLabel: string): string {
	return `${platform}|${workflowLabel}`;
}

/** The inverse of {@link segmentKey}. */
export function parseSegmentKey(segment: string): {
	platform: string;
	workflowLabel: string;
} {
	const [platform = "", workflowLabel = ""] = segment.split("|");
	return { platform, workflowLabel };
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
	windows: WindowCounter,
	session: readonly Operation[],
	hasSessionId: boolean,
	factor: 1 | -1,
): void {
	if (session.length < PATTERN_STEPS.min) return;
	const { dictionary } = windows;
	const operations = inStepOrder(session, hasSessionId);
	for (const { type, success, processingTimeMs, timestamp } of operations)
		windows.addOperation(
			dictionary.typeOf(type),
			success,
			processingTimeMs,
			timestamp,
		);
	const segment = segmentKey(
		prevailing(session.map(({ platform }) => platform)),
		workflowLabelOf(session),
	);
	const seen = factor === 1 ? contribution.seenAfter : contribution.seenBefore;
	windows.count((pattern, figures) => {
		const name = dictionary.nameOf(pattern);
		let segments = contribution.counts.get(name);
		if (segments === undefined) {
			segments = {};
			contribution.counts.set(name, segments);
		}
		addTally(segments, { [segment]: countsOf(figures) }, factor);
		const { firstEndedAt, lastEndedAt, lastOperation } = figures;
		const lastId = operations[lastOperation]?.id ?? "";
		markSeen(seen, name, firstEndedAt, lastEndedAt, lastId);
	});
}

function countsOf({
	frequency,
	successes,
	durationMs,
}: WindowFigures): PatternCounts {
	return { frequency, sessions: 1, successes, durationMs };
}

function markSeen(
	seen: Map<string, SeenRange>,
	name: string,
	first: number,
	last: number,
	lastId: string,
): void {
	const range = seen.get(name);
	if (range === undefined) {
		seen.set(name, { first, last, lastId });
		return;
	}
	if (first < range.first) range.first = first;
	if (last > range.last) {
		range.last = last;
		range.lastId = lastId;
	}
}

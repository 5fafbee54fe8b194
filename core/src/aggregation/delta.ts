import type { Day, Month } from "../calendar";
import type { SegmentedCounts } from "../sessions/contribution";
import type { ReturnCounts } from "../tally/return-counts";
import type { Tally } from "../tally/tally";
import type { UsageDay } from "../usage/usage-day";
import type { Sample } from "./samples";

/** What one pattern counts in one month. */
export interface PatternMonth extends Tally {
	segments?: SegmentedCounts;
	/** Users with an occurrence in this month, by their previous month with one. */
	users?: ReturnCounts;
	/** 1 once the month held its most segments: no further one is admitted. Only totals have it. */
	segmentsFull?: number;
}

/** The change of one pattern. */
export interface PatternDelta {
	months: { [month: Month]: PatternMonth };
	firstSeen?: Day;
	lastSeen?: Day;
	/** Of some of its users, by their tag; `null` forgets the user's. See `samples.ts`. */
	samples?: { [userTag: string]: Sample | null };
	/** How many users are forgotten. */
	forgotten?: number;
}

/**
 * What a page of events changes in the totals. A shard writes deltas in the same commit as its
 * progress; the merge folds them into the totals, each exactly once, in any order but a shard's own.
 */
export interface TotalsDelta {
	patterns: { [pattern: string]: PatternDelta };
	usage: { [day: Day]: UsageDay };
	/** Users active in a month, by their previous active month. */
	users: { [month: Month]: ReturnCounts };
}

/** A delta document holds at most this many patterns, so that it stays well under 1 MiB. */
export const MAX_PATTERNS_PER_DELTA = 1_000;

/** A new, empty delta. */
export function emptyDelta(): TotalsDelta {
	return { patterns: {}, usage: {}, users: {} };
}

/** Splits a delta into parts whose sum it is, each of bounded size; an empty delta has none. */
export function splitDelta(
	delta: TotalsDelta,
	maxPatterns: number = MAX_PATTERNS_PER_DELTA,
): TotalsDelta[] {
	const parts: TotalsDelta[] = [];
	const names = Object.keys(delta.patterns);
	for (let start = 0; start < names.length; start += maxPatterns) {
		const part = emptyDelta();
		for (const name of names.slice(start, start + maxPatterns)) {
			const pattern = delta.patterns[name];
			if (pattern !== undefined) part.patterns[name] = pattern;
		}
		parts.push(part);
	}
	const hasUsage =
		Object.keys(delta.usage).length > 0 || Object.keys(delta.users).length > 0;
	if (hasUsage) {
		const first = parts[0] ?? emptyDelta();
		parts[0] = { ...first, usage: delta.usage, users: delta.users };
	}
	return parts;
}

/**
 * Splits a delta that is too much for one commit into a share of it (`0 < share < 1`, at least one
 * pattern or day) and what is left, in such a way that the two sum up to it. `left` is undefined where
 * there is nothing to split.
 */
export function takeShare(
	delta: TotalsDelta,
	share: number,
): { readonly taken: TotalsDelta; readonly left: TotalsDelta | undefined } {
	const patterns = Object.entries(delta.patterns);
	const days = Object.entries(delta.usage);
	const items = patterns.length + days.length;
	if (items < 2) return { taken: delta, left: undefined };
	const count = Math.max(1, Math.floor(items * share));
	const dayCount = Math.max(0, count - patterns.length);
	return {
		taken: {
			patterns: Object.fromEntries(patterns.slice(0, count)),
			usage: Object.fromEntries(days.slice(0, dayCount)),
			users: {},
		},
		left: {
			patterns: Object.fromEntries(patterns.slice(count)),
			usage: Object.fromEntries(days.slice(dayCount)),
			users: delta.users,
		},
	};
}

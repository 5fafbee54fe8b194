import type { Day, Month } from "../calendar";
import type { SegmentedCounts } from "../sessions/contribution";
import type { UsageDay } from "../usage/usage-day";
import type { ReturnCounts, Tally } from "./tally";

/** What one pattern counts in one month. */
export interface PatternMonth extends Tally {
	segments?: SegmentedCounts;
	/** Users with an occurrence in this month, by their previous month with one. */
	users?: ReturnCounts;
}

/** The change of one pattern. */
export interface PatternDelta {
	months: { [month: Month]: PatternMonth };
	firstSeen?: Day;
	lastSeen?: Day;
}

/**
 * What a page of events changes in the totals. A shard writes deltas in the same commit as its
 * progress; the merge folds them into the totals, each exactly once, in any order.
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

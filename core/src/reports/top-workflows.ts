import type { Month } from "../calendar";
import type { AnalyticsStore } from "../ports/store";
import { SPARE_PATTERNS, topPatterns } from "./top-patterns";
import type { SegmentFilter } from "./usage-range";
import type { WorkflowStatistics } from "./usage-statistics";

/** How many workflows a report of usage tells. */
export const TOP_WORKFLOWS = 10;

/**
 * Patterns read for one report, at most. A report without a filter, of all months that are kept,
 * needs {@link FIRST_PAGE}; only a filter that hardly anything passes, or a month that was unlike the
 * others, needs more than this: then the workflows are the top of the most frequent ones.
 */
export const MAX_WORKFLOW_PATTERNS = 400;

/** Patterns read at first. */
export const FIRST_PAGE = TOP_WORKFLOWS + SPARE_PATTERNS;

/** The most frequent patterns of some months, by frequency, then by name; see {@link topPatterns}. */
export function topWorkflows(
	store: Pick<AnalyticsStore, "listPatterns">,
	months: readonly Month[],
	matches: SegmentFilter,
): Promise<WorkflowStatistics[]> {
	return topPatterns(store, {
		months,
		matches,
		count: TOP_WORKFLOWS,
		maxReads: MAX_WORKFLOW_PATTERNS,
	});
}

import { type PatternRecord, sumPattern } from "../aggregation/totals";
import type { Month } from "../calendar";
import type { AnalyticsStore } from "../ports/store";
import { describeFigures } from "./pattern-figures";
import type { WorkflowStatistics } from "./usage-statistics";

/** How many workflows a report of usage tells. */
export const TOP_WORKFLOWS = 10;

/**
 * Patterns read for one report, at most. A report without a filter, of all months that are kept,
 * needs {@link FIRST_PAGE}; only a filter that hardly anything passes, or a month that was unlike the
 * others, needs more than this: then the workflows are the top of the most frequent ones.
 */
export const MAX_WORKFLOW_PATTERNS = 400;

/** Patterns read at first; each further page has twice as many. */
export const FIRST_PAGE = 16;

/** Which platform and workflow type count. */
export type SegmentFilter = (platform: string, workflowType: string) => boolean;

/**
 * The most frequent patterns of some months, by frequency, then by name. The walk is by frequency
 * over all months, which no month's exceeds, so that it ends once nothing behind can be among the
 * top, or at {@link MAX_WORKFLOW_PATTERNS}.
 */
export async function topWorkflows(
	{ listPatterns }: Pick<AnalyticsStore, "listPatterns">,
	months: readonly Month[],
	matches: SegmentFilter,
): Promise<WorkflowStatistics[]> {
	let top: WorkflowStatistics[] = [];
	let after: PatternRecord | undefined;
	let page = FIRST_PAGE;
	for (let left = MAX_WORKFLOW_PATTERNS; left > 0; page *= 2) {
		const limit = Math.min(page, left);
		const records = await listPatterns({
			minFrequency: top[TOP_WORKFLOWS - 1]?.frequency ?? 1,
			limit,
			...(after === undefined ? {} : { after }),
		});
		top = [
			...top,
			...records.map((record) => describeWorkflow(record, months, matches)),
		]
			.filter((workflow) => workflow.frequency > 0)
			.sort(byFrequency)
			.slice(0, TOP_WORKFLOWS);
		after = records.at(-1);
		if (after === undefined || records.length < limit) break;
		if (isSettled(top, after)) break;
		left -= limit;
	}
	return top;
}

/** True if no pattern behind the last one of the walk can be among the top. */
function isSettled(
	top: readonly WorkflowStatistics[],
	last: PatternRecord,
): boolean {
	const least = top[TOP_WORKFLOWS - 1];
	return least !== undefined && byFrequency(least, last) <= 0;
}

function describeWorkflow(
	record: PatternRecord,
	months: readonly Month[],
	matches: SegmentFilter,
): WorkflowStatistics {
	const figures = sumPattern(
		record,
		(month) => months.includes(month),
		matches,
	);
	return describeFigures(record, figures);
}

interface Ranked {
	readonly frequency: number;
	readonly pattern: string;
}

/** The order of listings; 0 for a pattern and itself. */
function byFrequency(a: Ranked, b: Ranked): number {
	if (a.frequency !== b.frequency) return b.frequency - a.frequency;
	return a.pattern === b.pattern ? 0 : a.pattern < b.pattern ? -1 : 1;
}

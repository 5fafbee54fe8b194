import { type PatternRecord, sumPattern } from "../aggregation/totals";
import type { Month } from "../calendar";
import type { AnalyticsStore } from "../ports/store";
import { describeFigures } from "./pattern-figures";
import type { SegmentFilter } from "./usage-range";
import type { WorkflowStatistics } from "./usage-statistics";

/** Which patterns to find. */
export interface TopQuery {
	readonly months: readonly Month[];
	readonly matches: SegmentFilter;
	/** Steps that they have; any number if absent. */
	readonly steps?: number;
	/** How many. */
	readonly count: number;
	/** Patterns read, at most. */
	readonly maxReads: number;
}

/** Patterns that the first page reads beyond those that are wanted; each further page is twice as large. */
export const SPARE_PATTERNS = 6;

/**
 * The most frequent patterns of some months, by frequency, then by name. The walk is by frequency
 * over all months, which no month's exceeds, so that it ends once nothing behind can be among the
 * top, or at `maxReads`: then they are the top of the most frequent ones.
 */
export async function topPatterns(
	{ listPatterns }: Pick<AnalyticsStore, "listPatterns">,
	{ months, matches, steps, count, maxReads }: TopQuery,
): Promise<WorkflowStatistics[]> {
	let top: WorkflowStatistics[] = [];
	let after: PatternRecord | undefined;
	let page = count + SPARE_PATTERNS;
	for (let left = maxReads; left > 0; page *= 2) {
		const limit = Math.min(page, left);
		const records = await listPatterns({
			minFrequency: top[count - 1]?.frequency ?? 1,
			limit,
			...(steps === undefined ? {} : { steps }),
			...(after === undefined ? {} : { after }),
		});
		top = [
			...top,
			...records.map((record) => describeWorkflow(record, months, matches)),
		]
			.filter((workflow) => workflow.frequency > 0)
			.sort(byFrequency)
			.slice(0, count);
		after = records.at(-1);
		if (after === undefined || records.length < limit) break;
		if (isSettled(top[count - 1], after)) break;
		left -= limit;
	}
	return top;
}

/** True if no pattern behind the last one of the walk can come before the least of the top. */
function isSettled(
	least: WorkflowStatistics | undefined,
	last: PatternRecord,
): boolean {
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

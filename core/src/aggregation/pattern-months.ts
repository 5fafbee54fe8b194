import type { Month } from "../calendar";
import {
	parseSegmentKey,
	type SegmentedCounts,
	segmentKey,
} from "../sessions/contribution";
import { addTally } from "../tally/tally";
import type { PatternMonth } from "./delta";
import { OTHER } from "./user-record";

/**
 * Segments of a pattern in one month. Further ones count under the workflow type `other`, so that
 * nobody who sends ever new workflow types makes everybody's patterns grow.
 */
export const MAX_SEGMENTS_PER_MONTH = 200;

/**
 * Adds a change into a pattern's months, in place. A segment that was refused once stays refused, so
 * that what was added under `other` is taken back from there.
 */
export function addPatternMonths(
	months: { [month: Month]: PatternMonth },
	change: { readonly [month: Month]: PatternMonth },
	maxSegments: number = MAX_SEGMENTS_PER_MONTH,
): void {
	for (const [month, { segments = {}, ...rest }] of Object.entries(change)) {
		const changed = months[month] ?? {};
		addTally(changed, rest);
		addSegments(changed, segments, maxSegments);
		if (changed.segments === undefined && changed.users === undefined)
			delete months[month];
		else months[month] = changed;
	}
}

function addSegments(
	month: PatternMonth,
	change: SegmentedCounts,
	maxSegments: number,
): void {
	let held = Object.keys(month.segments ?? {}).length;
	for (const [segment, counts] of Object.entries(change)) {
		const isNew = month.segments?.[segment] === undefined;
		if (isNew && held >= maxSegments) month.segmentsFull = 1;
		const isRefused = isNew && month.segmentsFull === 1;
		if (isNew && !isRefused) held++;
		addTally(month, {
			segments: { [isRefused ? otherSegment(segment) : segment]: counts },
		});
	}
}

function otherSegment(segment: string): string {
	return segmentKey(parseSegmentKey(segment).platform, OTHER);
}

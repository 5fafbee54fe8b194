import type { ReturnCounts } from "../aggregation/tally";

/**
 * Who was active on a day, by his previous active day, as text: `- 3,2026-11-01 5`. A day has some
 * thousands of such counts, of which a report reads those of a few audiences.
 */
export type PackedVisits = string;

const ENTRY_MARK = ",";
const COUNT_MARK = " ";

/** The counts as text. */
export function packVisits(visits: Readonly<ReturnCounts>): PackedVisits {
	return Object.entries(visits)
		.map(([previous, people]) => `${previous}${COUNT_MARK}${people}`)
		.join(ENTRY_MARK);
}

/** The inverse of {@link packVisits}. */
export function unpackVisits(text: PackedVisits): ReturnCounts {
	const visits: ReturnCounts = {};
	if (text === "") return visits;
	for (const entry of text.split(ENTRY_MARK)) {
		const mark = entry.indexOf(COUNT_MARK);
		visits[entry.slice(0, mark)] = Number(entry.slice(mark + 1));
	}
	return visits;
}

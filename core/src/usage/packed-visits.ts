import type { ReturnCounts } from "../tally/return-counts";

/**
 * Who was active on a day, by their previous active day, as text, the earliest first: `- 3,2026-11-01 5`.
 * A day has some thousands of such counts, of which a report reads a few.
 */
export type PackedVisits = string;

const ENTRY_MARK = ",";
const COUNT_MARK = " ";

/** The counts as text. */
export function packVisits(visits: Readonly<ReturnCounts>): PackedVisits {
	return Object.keys(visits)
		.sort()
		.map((previous) => `${previous}${COUNT_MARK}${visits[previous]}`)
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

/** What `distinctSince` tells of one period: how many of the people were last active before `from`. */
export function firstVisitsSince(text: PackedVisits, from: string): number {
	let people = 0;
	for (let at = 0; at < text.length; ) {
		const mark = text.indexOf(COUNT_MARK, at);
		// All that follow are later.
		if (text.slice(at, mark) >= from) break;
		const next = text.indexOf(ENTRY_MARK, mark);
		const end = next === -1 ? text.length : next;
		people += Number(text.slice(mark + 1, end));
		at = end + 1;
	}
	return people;
}

import type { PatternCounts, SegmentedCounts } from "../sessions/contribution";

/**
 * A pattern's counts in a user's month as text: `mcp|podcast 3 2 3 1234;webapp| 1 1 1 9`, each
 * segment with its frequency, sessions, successes and duration; empty for none. A record holds many
 * patterns and a page touches few of them: as text the others cost no object each time that the
 * record is read, and half the bytes when it is written.
 */
export type PackedSegments = string;

/** Neither is in a platform, a slug or the label of a rule. */
const SEGMENT_MARK = ";";
const FIELD_MARK = " ";

/** The counts as text. */
export function packSegments(segments: SegmentedCounts): PackedSegments {
	let text = "";
	for (const segment in segments) {
		const counts = segments[segment] ?? {};
		const {
			frequency = 0,
			sessions = 0,
			successes = 0,
			durationMs = 0,
		} = counts;
		if (text !== "") text += SEGMENT_MARK;
		text += `${segment} ${frequency} ${sessions} ${successes} ${durationMs}`;
	}
	return text;
}

/** The inverse of {@link packSegments}; what is zero is not there, as in every tally. */
export function unpackSegments(text: PackedSegments): SegmentedCounts {
	const segments: SegmentedCounts = {};
	if (text === "") return segments;
	for (const packed of text.split(SEGMENT_MARK)) {
		const [segment = "", ...numbers] = packed.split(FIELD_MARK);
		const [frequency, sessions, successes, durationMs] = numbers.map(Number);
		const counts: PatternCounts = {};
		if (frequency) counts.frequency = frequency;
		if (sessions) counts.sessions = sessions;
		if (successes) counts.successes = successes;
		if (durationMs) counts.durationMs = durationMs;
		segments[segment] = counts;
	}
	return segments;
}

import { detached } from "./detached";
import { sanitizeErrorLine } from "./error-line";
import { MARKS } from "./mark";

/** The longest sanitised error message, in UTF-16 units. */
export const MAX_ERROR_MESSAGE_LENGTH = 2_000;

/**
 * What FFmpeg, or the program that ran it, said of a failure, without names, addresses, texts and
 * pointers: the words of the message itself stay, so that equal failures read alike.
 *
 * At most {@link MAX_ERROR_MESSAGE_LENGTH} long; of a longer message the last lines stay, because
 * FFmpeg says the cause last. Sanitising an answer again gives the same answer. Linear in the text,
 * of which at most the last 16,384 units are read.
 */
export function sanitizeErrorMessage(message: string): string {
	let text = lastLines(message, LONGEST_READ);
	for (let pass = 0; pass < MOST_PASSES; pass++) {
		const next = sanitizeLines(text);
		if (next === text) return next;
		text = next;
	}
	return MARKS.text;
}

const LONGEST_READ = 16_384;

/** A text settles in one pass, rarely in two, and one more to see it; this is the limit of patience. */
const MOST_PASSES = 6;

function sanitizeLines(text: string): string {
	const lines: string[] = [];
	for (const line of text.split(/[\n\r\u2028\u2029\u0085]/)) {
		const sanitized = SETTLED.has(line) ? line : settle(line);
		if (sanitized !== "") lines.push(sanitized);
	}
	return lastLines(lines.join("\n"), MAX_ERROR_MESSAGE_LENGTH);
}

/** Lines that sanitising leaves alone, hence nothing private: the second pass mostly meets them. */
const SETTLED = new Set<string>();
const MOST_SETTLED = 1_000;
const LONGEST_SETTLED = 500;

function settle(line: string): string {
	const sanitized = sanitizeErrorLine(line);
	if (sanitized === line && line.length <= LONGEST_SETTLED) {
		if (SETTLED.size >= MOST_SETTLED) SETTLED.clear();
		SETTLED.add(detached(line));
	}
	return sanitized;
}

/** The last whole lines of `text` within `limit`; of one longer line its beginning, up to a space. */
function lastLines(text: string, limit: number): string {
	if (text.length <= limit) return text;
	const from = text.length - limit;
	const line = text.indexOf("\n", from - 1);
	if (line >= 0 && line < text.length - 1) return text.slice(line + 1);
	const start = text.lastIndexOf("\n", from) + 1;
	const end = text.lastIndexOf(" ", start + limit);
	return text.slice(start, end > start ? end : start + limit);
}

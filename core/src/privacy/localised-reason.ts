import { LOCALISED_REASONS } from "./vocabulary/localised-reasons";
import { once } from "./vocabulary/word-set";

/**
 * A line in which reasons of the operating system, where they stand alone or between colons, are in
 * English: equal failures read alike whatever language the machine speaks. Linear.
 */
export function withEnglishReasons(line: string): string {
	if (line.length > LONGEST_LINE) return line;
	let out = "";
	let from = 0;
	while (from <= line.length) {
		const colon = line.indexOf(": ", from);
		const end = colon < 0 ? line.length : colon;
		const part = line.slice(from, end);
		const start = prefixLength(part);
		const reason =
			part.length > LONGEST_REASON
				? undefined
				: english().get(bare(part.slice(start)));
		out += reason === undefined ? part : part.slice(0, start) + reason;
		if (colon < 0) break;
		out += ": ";
		from = colon + 2;
	}
	return out;
}

const LONGEST_LINE = 1_000;
const LONGEST_REASON = 100;

const english = once(() => {
	const reasons = new Map<string, string>();
	for (const { english: reason, translations } of LOCALISED_REASONS)
		for (const translation of translations.split("|"))
			reasons.set(bare(translation), reason);
	return reasons;
});

/** How long the `[WinError 2] ` is that Python puts before a reason; 0 if there is none. */
function prefixLength(part: string): number {
	const close = part.startsWith("[") ? part.indexOf("] ") : -1;
	return close < 0 ? 0 : close + 2;
}

/** Without the case and the stop. */
function bare(part: string): string {
	const text = part.trim().toLowerCase();
	return text.endsWith(".") || text.endsWith("。") ? text.slice(0, -1) : text;
}

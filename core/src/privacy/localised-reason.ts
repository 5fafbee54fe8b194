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
		out += english().get(bare(part)) ?? part;
		if (colon < 0) break;
		out += ": ";
		from = colon + 2;
	}
	return out;
}

const LONGEST_LINE = 1_000;

const english = once(() => {
	const reasons = new Map<string, string>();
	for (const { english: reason, translations } of LOCALISED_REASONS)
		for (const translation of translations.split("|"))
			reasons.set(bare(translation), reason);
	return reasons;
});

/** Without the case, the stop, and what Python puts before it: `[WinError 2] `. */
function bare(part: string): string {
	const text = part.trim().toLowerCase();
	const start = text.startsWith("[") ? text.indexOf("] ") + 2 : 0;
	const last = text.charAt(text.length - 1);
	return text.slice(
		start < 2 ? 0 : start,
		last === "." || last === "。" ? -1 : text.length,
	);
}

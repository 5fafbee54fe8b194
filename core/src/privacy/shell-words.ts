import {
	BACKSLASH,
	DOUBLE_QUOTE,
	isSpace,
	NEWLINE,
	RETURN,
	SINGLE_QUOTE,
} from "./ascii";

/** A word of a command line: as written, and as the program would receive it. */
export interface ShellWord {
	readonly raw: string;
	readonly value: string;
}

/**
 * Splits a command line at white space as a POSIX shell does, quotes and backslashes understood,
 * nothing expanded, continued lines joined. An open quote ends with the text. Linear.
 */
export function splitShellWords(line: string): ShellWord[] {
	const words: ShellWord[] = [];
	let i = 0;
	while (i < line.length) {
		if (isSpace(line.charCodeAt(i))) {
			i++;
			continue;
		}
		const continued = continuationLength(line, i);
		if (continued > 0) {
			i += continued;
			continue;
		}
		const start = i;
		let value = "";
		let from = i;
		while (i < line.length) {
			const c = line.charCodeAt(i);
			if (isSpace(c)) break;
			if (c === BACKSLASH) {
				value += line.slice(from, i) + line.charAt(i + 1);
				i += 2;
				from = i;
			} else if (c === SINGLE_QUOTE) {
				const close = closing(line, "'", i + 1);
				value += line.slice(from, i) + line.slice(i + 1, close);
				i = close + 1;
				from = i;
			} else if (c === DOUBLE_QUOTE) {
				value += line.slice(from, i);
				i++;
				from = i;
				while (i < line.length && line.charCodeAt(i) !== DOUBLE_QUOTE) {
					if (line.charCodeAt(i) === BACKSLASH && isEscapable(line, i + 1)) {
						value += line.slice(from, i) + line.charAt(i + 1);
						i += 2;
						from = i;
					} else i++;
				}
				value += line.slice(from, i);
				i++;
				from = i;
			} else i++;
		}
		if (i > line.length) i = line.length;
		if (from < i) value += line.slice(from, i);
		words.push({ raw: line.slice(start, i), value });
	}
	return words;
}

/** Writes `value` so that {@link splitShellWords} reads it back as one word. */
export function quoteShellWord(value: string): string {
	let needsQuotes = value === "";
	for (let i = 0; i < value.length && !needsQuotes; i++) {
		const c = value.charCodeAt(i);
		needsQuotes = isSpace(c) || SPECIAL.includes(value.charAt(i));
	}
	if (!needsQuotes) return value;
	if (!value.includes("'")) return `'${value}'`;
	return `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

/**
 * How long the mark is that goes on with the line (`\\` in a POSIX shell, `^` in Windows', a backtick in
 * PowerShell, each right before the line's end); 0 if none stands at `at`.
 */
function continuationLength(line: string, at: number): number {
	if (!CONTINUATIONS.includes(line.charAt(at))) return 0;
	const next = line.charCodeAt(at + 1);
	if (next === NEWLINE) return 2;
	return next === RETURN && line.charCodeAt(at + 2) === NEWLINE ? 3 : 0;
}

const CONTINUATIONS = "\\^`";
const SPECIAL = "\\'\";&|<>()$*?`";

function isEscapable(line: string, at: number): boolean {
	const c = line.charCodeAt(at);
	return c === DOUBLE_QUOTE || c === BACKSLASH;
}

function closing(line: string, quote: string, from: number): number {
	const at = line.indexOf(quote, from);
	return at < 0 ? line.length : at;
}

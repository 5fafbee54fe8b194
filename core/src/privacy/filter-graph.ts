import {
	BACKSLASH,
	CLOSE_PAREN,
	COLON,
	COMMA,
	EQUALS,
	NEWLINE,
	OPEN_BRACKET,
	OPEN_PAREN,
	RETURN,
	SEMICOLON,
	SINGLE_QUOTE,
	SPACE,
	TAB,
} from "./ascii";
import { sanitizeFilterArguments } from "./filter-arguments";
import { type LabelNames, sanitizeLabel } from "./label";
import { isMark, MARKS } from "./mark";
import { isBitstreamFilterName, isFilterName } from "./technique-word";

/**
 * A filter graph, or a list of bitstream filters, of which only the private parts are gone: private
 * arguments become marks, unknown filters `[text]=`, labels go through {@link sanitizeLabel}.
 * `undefined` if no filter in it is known, so that it is no graph. One pass, no recursion.
 */
export function sanitizeFilterGraph(
	text: string,
	labels: LabelNames,
): string | undefined {
	const namesBefore = labels.size;
	let out = "";
	let known = 0;
	let i = 0;
	while (i < text.length) {
		const c = text.charCodeAt(i);
		if (c === COMMA || c === SEMICOLON || c === NEWLINE || c === SPACE) {
			out += text.charAt(i);
			i++;
		} else if (c === TAB || c === RETURN) {
			out += " ";
			i++;
		} else if (c === OPEN_BRACKET && !isFilterMark(text, i)) {
			const close = text.indexOf("]", i);
			const end = close < 0 ? text.length : close;
			out += `[${sanitizeLabel(text.slice(i + 1, end).trim(), labels)}]`;
			i = end + 1;
		} else {
			const nameEnd = filterNameEnd(text, i);
			const name = filterName(text.slice(i, nameEnd));
			i = nameEnd;
			if (name !== "") {
				known++;
				out += name;
			} else out += MARKS.text;
			const hasArguments = text.charCodeAt(i) === EQUALS;
			if (hasArguments || name === "") out += "=";
			if (hasArguments) {
				const end = argumentsEnd(text, i + 1);
				out += sanitizeFilterArguments(
					name === "" ? undefined : name,
					text.slice(i + 1, end),
				);
				i = end;
			}
		}
	}
	if (known > 0) return out;
	for (const label of [...labels.keys()].slice(namesBefore))
		labels.delete(label);
	return undefined;
}

/** Whether `text` begins as a filter graph does: with a label, or with a filter and its arguments. */
export function looksLikeFilterGraph(text: string): boolean {
	if (text.charCodeAt(0) === OPEN_BRACKET) return text.indexOf("]") > 0;
	const end = filterNameEnd(text, 0);
	if (end > LONGEST_NAME || filterName(text.slice(0, end)) === "") return false;
	return end < text.length;
}

const LONGEST_NAME = 64;
const LONGEST_MARK = 8;

/** A mark that stands for an unknown filter is followed by `=`; anything else in `[]` is a label. */
function isFilterMark(text: string, at: number): boolean {
	const end = markEnd(text, at);
	return end > 0 && text.charCodeAt(end) === EQUALS;
}

/** The index after the mark that begins at `at`; -1 if none does. */
function markEnd(text: string, at: number): number {
	const close = text.slice(at, at + LONGEST_MARK).indexOf("]");
	const end = at + close + 1;
	return close > 0 && isMark(text.slice(at, end)) ? end : -1;
}

function filterNameEnd(text: string, from: number): number {
	if (text.charCodeAt(from) === OPEN_BRACKET) return markEnd(text, from);
	let i = from;
	for (; i < text.length; i++) {
		const c = text.charCodeAt(i);
		if (c === EQUALS || c === COMMA || c === SEMICOLON || c === OPEN_BRACKET)
			break;
	}
	return i;
}

/** `scale` of ` scale@name `; empty if no such filter is known. The instance's name goes. */
function filterName(text: string): string {
	const at = text.indexOf("@");
	const name = (at < 0 ? text : text.slice(0, at)).trim();
	return isFilterName(name) || isBitstreamFilterName(name) ? name : "";
}

/**
 * The index of the `,` `;` or `[` that ends the arguments which begin at `from`, outside quotes and
 * parentheses. A mark right after `=` or `:` belongs to the arguments.
 */
function argumentsEnd(text: string, from: number): number {
	let depth = 0;
	for (let i = from; i < text.length; i++) {
		const c = text.charCodeAt(i);
		if (c === BACKSLASH) i++;
		else if (c === SINGLE_QUOTE) {
			const close = text.indexOf("'", i + 1);
			if (close < 0) return text.length;
			i = close;
		} else if (c === OPEN_PAREN) depth++;
		else if (c === CLOSE_PAREN) depth--;
		else if (depth > 0) continue;
		else if (c === COMMA || c === SEMICOLON) return i;
		else if (c === OPEN_BRACKET) {
			const before = text.charCodeAt(i - 1);
			const end = before === EQUALS || before === COLON ? markEnd(text, i) : -1;
			if (end < 0) return i;
			i = end - 1;
		}
	}
	return text.length;
}

import { OPEN_BRACKET } from "./ascii";
import {
	looksLikeCommandLine,
	programName,
	sanitizeCommandLine,
	sanitizeOptionValue,
} from "./command-line";
import { isPrivateFilter, sanitizeFilterArguments } from "./filter-arguments";
import { looksLikeFilterGraph, sanitizeFilterGraph } from "./filter-graph";
import { type LabelNames, sanitizeLabel } from "./label";
import { isMark, MARKS, markFor } from "./mark";
import type { ParameterKind } from "./parameter-kind";
import {
	looksLikeParameterList,
	sanitizeParameterList,
} from "./parameter-list";
import { skipDigits } from "./quantity";
import { isStreamPlace, sanitizeStreamSelection } from "./stream-selection";
import { isBareTechnique, isTechnique } from "./technique-value";
import { isFilterName } from "./technique-word";

/** A sanitised text, and whether it is sure that a second pass would leave it alone. */
export interface SanitizedText {
	readonly text: string;
	readonly settled: boolean;
}

/**
 * What stays of a text beside a key of `kind`: the whole of it, a part of it if it follows one of
 * FFmpeg's grammars (a command line, a filter graph, a list of pairs), or a mark. `key` tells which
 * filter's arguments they are. Linear.
 */
export function sanitizeParameterText(
	value: string,
	kind: ParameterKind,
	labels: LabelNames,
	key = "",
): SanitizedText {
	if (value === "" || isMark(value)) return whole(value);
	switch (kind) {
		case "secret":
			return whole(MARKS.secret);
		case "text":
			return whole(markFor(value));
		case "name":
			return whole(isFilterName(value) ? value : markFor(value));
		case "label":
			return value.charCodeAt(0) === OPEN_BRACKET
				? part(value, sanitizeStreamSelection(value, labels))
				: part(value, sanitizeLabel(value, labels));
		case "file":
			return whole(
				isStreamPlace(value) || isIndex(value)
					? value
					: markFor(value, MARKS.file),
			);
		case "value":
		case "flag":
			if (isTechnique(value)) return whole(value);
			break;
		case "unknown":
			if (isBareTechnique(value) || isStreamPlace(value)) return whole(value);
			break;
		case "command":
			if (hasProgram(value))
				return part(value, sanitizeCommandLine(value, labels));
			break;
		default:
	}
	return sanitizeStructured(value, kind, labels, key);
}

/** The number of an input: `{"inputs": "2"}`. */
function isIndex(text: string): boolean {
	return text.length <= 2 && skipDigits(text, 0) === text.length;
}

function sanitizeStructured(
	value: string,
	kind: ParameterKind,
	labels: LabelNames,
	key: string,
): SanitizedText {
	if (looksLikeCommandLine(value))
		return part(value, sanitizeCommandLine(value, labels));
	if (isLabel(value))
		return part(value, sanitizeStreamSelection(value, labels));
	if (kind === "map" || kind === "variants" || kind === "hardware")
		return part(value, sanitizeOptionValue(value, kind, labels));
	if (looksLikeFilterGraph(value)) {
		const graph = sanitizeFilterGraph(value, labels);
		if (graph !== undefined) return part(value, graph);
	}
	if (kind === "arguments")
		return part(value, sanitizeLooseArguments(key, value));
	if (kind === "graph")
		return part(value, sanitizeOptionValue(value, kind, labels));
	if (looksLikeParameterList(value))
		return part(value, sanitizeParameterList(value));
	const known = kind === "list" || kind === "command";
	return whole(known && isTechnique(value) ? value : markFor(value));
}

/** A filter's arguments as the value of a key that is the filter's name. */
function sanitizeLooseArguments(filter: string, value: string): string {
	const sanitized = sanitizeFilterArguments(filter, value);
	if (value.includes("=") || sanitized === value) return sanitized;
	return markFor(value, isPrivateFilter(filter) ? MARKS.file : MARKS.text);
}

function whole(text: string): SanitizedText {
	return { text, settled: true };
}

function part(before: string, text: string): SanitizedText {
	return { text, settled: before === text || isMark(text) };
}

/** Whether the whole of `value` is one link label: no quotes, no lists. */
function isLabel(value: string): boolean {
	if (value.charCodeAt(0) !== OPEN_BRACKET || value.length > LONGEST_LABEL)
		return false;
	if (value.indexOf("]") !== value.length - 1) return false;
	for (let i = 1; i < value.length - 1; i++)
		if (" ,\"'[{".includes(value.charAt(i))) return false;
	return true;
}

const LONGEST_LABEL = 64;

/** Whether one of the first words is FFmpeg: `cd /tmp && ffmpeg -i ...`. */
function hasProgram(line: string): boolean {
	let from = 0;
	for (let words = 0; words < MOST_WORDS_BEFORE; words++) {
		let end = line.indexOf(" ", from);
		if (end < 0) end = line.length;
		if (programName(line.slice(from, end)) !== "") return true;
		if (end === line.length) return false;
		from = end + 1;
	}
	return false;
}

const MOST_WORDS_BEFORE = 12;

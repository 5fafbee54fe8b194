import { DASH, isDigit, isLetter, OPEN_BRACKET, SLASH, SPACE } from "./ascii";
import { sanitizeFilterGraph } from "./filter-graph";
import { sanitizeHardware } from "./hardware";
import type { LabelNames } from "./label";
import { isMark, MARKS, markFor } from "./mark";
import { optionKind, type ParameterKind } from "./parameter-kind";
import { sanitizeParameterList, sanitizePlainValue } from "./parameter-list";
import { BARE, isQuantity } from "./quantity";
import { quoteShellWord, splitShellWords } from "./shell-words";
import {
	sanitizeStreamSelection,
	sanitizeStreamSpecifier,
	sanitizeVariantStreams,
} from "./stream-selection";
import { isTechnique } from "./technique-value";

/**
 * Sanitises the arguments of FFmpeg one after the other, remembering what the next one has to be:
 * options and their technical values stay, inputs, outputs and private values become marks.
 * An argument that no option claims is an output, hence a mark, whatever it looks like.
 */
export class ArgumentSanitizer {
	#expected: ParameterKind | undefined;
	#option = "";
	#lavfiInput = false;

	readonly #labels: LabelNames;

	constructor(labels: LabelNames) {
		this.#labels = labels;
	}

	/** What the value of the option just passed may hold; `undefined` where none is due. */
	get expects(): ParameterKind | undefined {
		return this.#expected;
	}

	/** Tells that the value due came in another form than text. */
	skip(): void {
		this.#expected = undefined;
	}

	/** The sanitised form of the next argument. */
	next(argument: string): string {
		const kind = this.#expected;
		if (kind !== undefined) {
			const isNextOption = kind === "unknown" && looksLikeOption(argument);
			if (!isNextOption) {
				this.#expected = undefined;
				return this.#value(argument, kind);
			}
		}
		if (looksLikeOption(argument)) return this.#optionName(argument);
		if (isStandardStream(argument) || isMark(argument)) return argument;
		return markFor(argument, MARKS.file);
	}

	#optionName(argument: string): string {
		const dashes = argument.charCodeAt(1) === DASH ? 2 : 1;
		const fromFile = argument.charAt(dashes) === "/";
		const start = dashes + (fromFile ? 1 : 0);
		const equals = argument.indexOf("=", start);
		const end = equals < 0 ? argument.length : equals;
		const colon = argument.slice(start, end).indexOf(":");
		const nameEnd = colon < 0 ? end : start + colon;
		const name = argument.slice(start, nameEnd);
		const kind = fromFile ? "file" : optionKind(name);
		const known = optionKind(name) !== undefined;
		let out = argument.slice(0, start) + (known ? name : MARKS.key);
		if (colon >= 0)
			out += `:${sanitizeStreamSpecifier(argument.slice(nameEnd + 1, end))}`;
		this.#option = name;
		this.#expected = kind === "flag" ? undefined : (kind ?? "unknown");
		if (equals < 0) return out;
		const claimed = this.#expected ?? "value";
		this.#expected = undefined;
		return `${out}=${this.#value(argument.slice(equals + 1), claimed)}`;
	}

	#value(text: string, kind: ParameterKind): string {
		if (kind === "file" && this.#option === "i") {
			const graph = this.#lavfiInput
				? sanitizeFilterGraph(text, this.#labels)
				: undefined;
			this.#lavfiInput = false;
			return graph ?? (isStandardStream(text) ? text : nameMark(text));
		}
		if (this.#option === "f") this.#lavfiInput = text === "lavfi";
		if (kind === "unknown")
			return isQuantity(text, BARE) ? text : markFor(text);
		if (kind === "file") return isStandardStream(text) ? text : nameMark(text);
		return sanitizeOptionValue(text, kind, this.#labels);
	}
}

/** The value of an option of `kind`, by the grammar that the kind asks for. */
export function sanitizeOptionValue(
	text: string,
	kind: ParameterKind,
	labels: LabelNames,
): string {
	if (isMark(text) || text === "") return text;
	switch (kind) {
		case "graph":
			return (
				sanitizeFilterGraph(text, labels) ??
				(isTechnique(text) ? text : markFor(text))
			);
		case "map":
			return sanitizeStreamSelection(text, labels);
		case "variants":
			return sanitizeVariantStreams(text);
		case "list":
			return sanitizeParameterList(text);
		case "hardware":
			return sanitizeHardware(text);
		default:
			return sanitizePlainValue(text, kind);
	}
}

/**
 * A whole command line, or a part of one, as a single text. What is unchanged is kept as written;
 * words are parted by one space. Linear.
 */
export function sanitizeCommandLine(line: string, labels: LabelNames): string {
	let out = "";
	let sanitizer = new ArgumentSanitizer(labels);
	let startsCommand = true;
	for (const { raw, value } of splitShellWords(line)) {
		let word: string;
		if (SHELL_OPERATORS.has(raw)) {
			word = raw;
			sanitizer = new ArgumentSanitizer(labels);
			startsCommand = true;
		} else if (
			startsCommand &&
			sanitizer.expects === undefined &&
			(programName(value) || programName(raw)) !== ""
		) {
			word = programName(value) || programName(raw);
			startsCommand = false;
		} else {
			const sanitized = sanitizer.next(value);
			word = sanitized === value ? raw : quoteShellWord(sanitized);
		}
		out += out === "" ? word : ` ${word}`;
	}
	return out;
}

/** Whether `text` begins as a command line does: with FFmpeg's name or with an option. */
export function looksLikeCommandLine(text: string): boolean {
	if (looksLikeOption(text)) return true;
	let end = 0;
	while (end < text.length && text.charCodeAt(end) > SPACE) end++;
	return end < text.length && programName(text.slice(0, end)) !== "";
}

/** Whether `argument` is an option by its form: a dash and then a name. */
export function looksLikeOption(argument: string): boolean {
	if (argument.charCodeAt(0) !== DASH) return false;
	const second = argument.charCodeAt(1);
	const start = second === DASH ? 2 : 1;
	const first = argument.charCodeAt(start);
	return (
		isLetter(first) ||
		(isDigit(first) && optionKind(argument.slice(start)) !== undefined) ||
		first === SLASH ||
		(first === OPEN_BRACKET && argument.startsWith(MARKS.key, start))
	);
}

/**
 * `ffmpeg` for `/usr/bin/ffmpeg`, `C:\ffmpeg\bin\ffmpeg.exe` and an image's name with a tag
 * (`jrottenberg/ffmpeg:7.1`); empty if it is another program.
 */
export function programName(text: string): string {
	const start = Math.max(text.lastIndexOf("/"), text.lastIndexOf("\\")) + 1;
	const colon = text.indexOf(":", start);
	const name = text.slice(start, colon < 0 ? text.length : colon);
	if (name.length > 11) return "";
	const bare = name.endsWith(".exe") ? name.slice(0, -4) : name;
	return PROGRAMS.has(bare) ? bare : "";
}

const PROGRAMS: ReadonlySet<string> = new Set(["ffmpeg", "ffprobe", "ffplay"]);

const SHELL_OPERATORS: ReadonlySet<string> = new Set(
	"&& || | ; & > >> < 2> 2>&1 >& &>".split(" "),
);

const STANDARD_STREAMS: ReadonlySet<string> = new Set(
	"- pipe: pipe:0 pipe:1 pipe:2 pipe:3 fd:".split(" "),
);

function isStandardStream(text: string): boolean {
	return STANDARD_STREAMS.has(text);
}

function nameMark(text: string): string {
	return markFor(text, MARKS.file);
}

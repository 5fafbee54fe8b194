import { looksLikeOption, sanitizeCommandLine } from "./command-line";
import { isErrorWord, isInstanceName } from "./error-word";
import { looksLikeFilterGraph, sanitizeFilterGraph } from "./filter-graph";
import { isMark, MARKS, type Mark, markFor } from "./mark";
import { isKnownParameterName, optionKind } from "./parameter-kind";
import {
	BARE,
	isHex,
	isPair,
	isQuantity,
	isTime,
	skipDigits,
} from "./quantity";
import { isStreamPlace } from "./stream-selection";
import { isTechnique } from "./technique-value";
import { isTechniqueName } from "./technique-word";

/** A word or a quoted span of an error message. */
export interface Piece {
	/** Punctuation before it. */
	readonly before: string;
	/** What is written if nothing is lost. */
	readonly core: string;
	/** Punctuation after it. */
	readonly after: string;
	/** The mark that takes the core's place. */
	readonly lost: Mark | undefined;
	/** Whether quotes show where it ends. */
	readonly quoted: boolean;
}

/** Takes a message apart into words and quoted spans and decides of each whether it stays. Linear. */
export function readPieces(text: string): Piece[] {
	const pieces: Piece[] = [];
	const reader = new PieceReader(text);
	let previous = "";
	for (;;) {
		const piece = reader.next(previous);
		if (piece === undefined) return loseNumberRows(pieces);
		pieces.push(piece);
		previous = piece.lost === undefined ? piece.core.toLowerCase() : "";
	}
}

/** Rows of whole numbers that together are as long as a telephone or a card are lost. */
function loseNumberRows(pieces: Piece[]): Piece[] {
	let start = 0;
	let digits = 0;
	for (let i = 0; i <= pieces.length; i++) {
		const core = pieces[i]?.core ?? "";
		if (core !== "" && skipDigits(core, 0) === core.length) {
			digits += core.length;
			continue;
		}
		if (i - start > 1 && digits >= SHORTEST_TELEPHONE) {
			for (let k = start; k < i; k++) {
				const piece = pieces[k];
				if (piece !== undefined) pieces[k] = { ...piece, lost: MARKS.text };
			}
		}
		start = i + 1;
		digits = 0;
	}
	return pieces;
}

const SHORTEST_TELEPHONE = 7;

/**
 * Writes pieces with one space between. Lost words next to each other, or with few words between and
 * no punctuation, are one name with spaces in it: one mark.
 */
export function writePieces(pieces: readonly Piece[]): string {
	let out = "";
	for (let i = 0; i < pieces.length; i++) {
		const piece = pieces[i];
		if (piece === undefined) break;
		if (out !== "") out += " ";
		if (piece.lost === undefined || piece.quoted) {
			out += piece.before + (piece.lost ?? piece.core) + piece.after;
			continue;
		}
		const end = nameEnd(pieces, i);
		out +=
			piece.before + strongest(pieces, i, end) + (pieces[end]?.after ?? "");
		i = end;
	}
	return out;
}

/** The last piece of the name with spaces that begins at `start`. */
function nameEnd(pieces: readonly Piece[], start: number): number {
	let end = start;
	let gap = 0;
	for (let i = start; i < pieces.length; i++) {
		const piece = pieces[i];
		if (piece === undefined || piece.quoted) break;
		if (i > start && piece.before !== "") break;
		if (piece.lost !== undefined) {
			end = i;
			gap = 0;
		} else if (++gap > LONGEST_GAP) break;
		if (piece.after !== "") break;
	}
	return end;
}

/** How many known words a name with spaces may have between two unknown ones. */
const LONGEST_GAP = 3;

function strongest(pieces: readonly Piece[], from: number, to: number): Mark {
	let mark: Mark = MARKS.text;
	for (let i = from; i <= to; i++) {
		const lost = pieces[i]?.lost;
		if (lost !== undefined && lost !== MARKS.text) {
			mark = lost;
			break;
		}
	}
	return mark;
}

const QUOTES = "'\"`\u2018\u2019\u201c\u201d\u00ab\u00bb";
const CLOSING_QUOTES: Readonly<Record<string, string>> = {
	"\u2018": "\u2019",
	"\u201c": "\u201d",
	"\u00ab": "\u00bb",
};
const OPENERS = "([{<";
const CLOSERS = ".,;:!?)]}>";

/** Words after which a quoted span is a name, even if it reads as a technique. */
const NAME_FOLLOWS: ReadonlySet<string> = new Set(
	"file files filename from to for open opening directory path url input output writing reading named playlist segment font".split(
		" ",
	),
);

/** Words after which an option is named. */
const OPTION_FOLLOWS: ReadonlySet<string> = new Set(
	"option options parameter for avoption".split(" "),
);

class PieceReader {
	private at = 0;
	/** Quotes that close nowhere any more. */
	private readonly open = new Set<string>();

	private readonly text: string;

	constructor(text: string) {
		this.text = text;
	}

	next(previous: string): Piece | undefined {
		const { text } = this;
		while (this.at < text.length && isSpace(text.charCodeAt(this.at)))
			this.at++;
		if (this.at >= text.length) return undefined;
		let before = "";
		while (OPENERS.includes(text.charAt(this.at)) && this.at < text.length) {
			if (this.markLength(this.at) > 0) break;
			before += text.charAt(this.at++);
		}
		const quote = text.charAt(this.at);
		if (quote !== "" && QUOTES.includes(quote)) {
			const close = this.closing(quote);
			if (close > 0) return this.quoted(before, close, previous);
		}
		return this.word(before, previous);
	}

	private quoted(before: string, close: number, previous: string): Piece {
		const content = this.text.slice(this.at + 1, close);
		this.at = close + 1;
		const after = this.trailing();
		const lost = quotedLoss(content, NAME_FOLLOWS.has(previous));
		if (typeof lost === "object")
			return {
				before: `${before}'`,
				core: lost.text,
				after: `'${after}`,
				lost: undefined,
				quoted: true,
			};
		return {
			before: `${before}'`,
			core: content,
			after: `'${after}`,
			lost,
			quoted: true,
		};
	}

	private word(before: string, previous: string): Piece {
		const { text } = this;
		const start = this.at;
		const mark = this.markLength(start);
		if (mark > 0) {
			this.at += mark;
			const after = this.trailing();
			if (this.at >= text.length || isSpace(text.charCodeAt(this.at))) {
				const core = text.slice(start, start + mark);
				const lost = core === MARKS.pointer ? undefined : (core as Mark);
				return { before, core, after, lost, quoted: false };
			}
			this.at = start;
		}
		while (this.at < text.length && !isSpace(text.charCodeAt(this.at)))
			this.at++;
		let end = this.at;
		while (end > start && (CLOSERS + QUOTES).includes(text.charAt(end - 1)))
			end--;
		const core = text.slice(start, end);
		const after = text.slice(end, this.at).replaceAll(/[^ -~]/g, "'");
		const pointer = pointerText(core);
		if (pointer !== undefined)
			return { before, core: pointer, after, lost: undefined, quoted: false };
		const clean =
			isCleanWord(core) ||
			(OPTION_FOLLOWS.has(previous) && isKnownParameterName(core));
		const lost = clean ? undefined : markFor(core);
		return { before, core, after, lost, quoted: false };
	}

	/** The punctuation up to the next space, if there is nothing else. */
	private trailing(): string {
		const { text } = this;
		let end = this.at;
		while (end < text.length && CLOSERS.includes(text.charAt(end))) end++;
		const after = text.slice(this.at, end);
		this.at = end;
		return after;
	}

	private markLength(at: number): number {
		const close = this.text.slice(at, at + 8).indexOf("]");
		return close > 0 && isMark(this.text.slice(at, at + close + 1))
			? close + 1
			: 0;
	}

	/** Where the quote that begins here closes: before something that is no letter or digit. */
	private closing(quote: string): number {
		if (this.open.has(quote)) return -1;
		const closer = CLOSING_QUOTES[quote] ?? quote;
		let at = this.text.indexOf(closer, this.at + 1);
		while (at >= 0) {
			const next = this.text.charCodeAt(at + 1);
			if (!isLetterOrDigit(next)) return at;
			at = this.text.indexOf(closer, at + 1);
		}
		this.open.add(quote);
		return -1;
	}
}

/** What a quoted span loses: nothing, all, or parts of a filter graph. */
function quotedLoss(
	content: string,
	isName: boolean,
): Mark | undefined | { readonly text: string } {
	if (content === "") return undefined;
	if (isMark(content)) return content as Mark;
	if (isName) return markFor(content, MARKS.file);
	if (
		isTechnique(content) ||
		isKnownOption(content) ||
		isStreamPlace(content) ||
		isErrorWord(content) ||
		isPunctuation(content) ||
		isInstanceName(content) ||
		isKnownParameterName(content)
	)
		return undefined;
	if (looksLikeOption(content)) {
		const command = sanitizeCommandLine(content, new Map());
		return command.includes("'") ? markFor(content) : { text: command };
	}
	const graph =
		looksLikeFilterGraph(content) && !content.includes("'")
			? sanitizeFilterGraph(content, new Map())
			: undefined;
	return graph === undefined ? markFor(content) : { text: graph };
}

/** `[ptr]` for an address in memory, alone or after `name=`. */
function pointerText(core: string): string | undefined {
	return core.startsWith("0x") && isHex(core, 2, 5, 16)
		? MARKS.pointer
		: undefined;
}

function isKnownOption(text: string): boolean {
	if (text.charCodeAt(0) !== 45) return false;
	const colon = text.indexOf(":");
	const name = text.slice(1, colon < 0 ? text.length : colon);
	return (
		optionKind(name) !== undefined &&
		(colon < 0 || isCleanWord(text.slice(colon + 1)))
	);
}

const LONGEST_COMPOUND = 80;

function isCleanWord(core: string): boolean {
	if (isErrorWord(core) || isTechniqueName(core)) return true;
	if (isPunctuation(core)) return true;
	if (core.length > LONGEST_COMPOUND) return false;
	if (isNumberWord(core) || isKnownOption(core) || isInstanceName(core))
		return true;
	const first = core.charCodeAt(0);
	if (first === 47 || first === 126 || first === 92) return false;
	if (isSecretAssignment(core)) return false;
	return isCleanCompound(core);
}

/** `25`, `2.5M`, `00:00:10`, `1280x720`, `30000/1001`, `#0:0`, `-22`, `61.19.100`. */
function isNumberWord(core: string): boolean {
	const text = core.charCodeAt(0) === 35 ? core.slice(1) : core;
	return (
		isQuantity(text, BARE) ||
		isTime(text) ||
		isPair(text, "x") ||
		isPair(text, "/") ||
		isPair(text, ":") ||
		isVersion(text) ||
		isFixedPoint(text)
	);
}

/** `0.023220`, `900.000000`: as printf writes a small or a whole number; a place on earth is neither. */
function isFixedPoint(text: string): boolean {
	const dot = skipDigits(text, 0);
	if (dot === 0 || dot > 6 || text.length - dot > 7) return false;
	if (text.charCodeAt(dot) !== 46) return false;
	if (skipDigits(text, dot + 1) !== text.length) return false;
	return text.startsWith("0.") || Number(text.slice(dot + 1)) === 0;
}

/** Whether there is nothing in `text` but a little ASCII punctuation. */
function isPunctuation(text: string): boolean {
	if (text.length > 4) return false;
	for (let i = 0; i < text.length; i++) {
		const c = text.charCodeAt(i);
		if (c <= 32 || c > 126 || c === 47 || c === 92 || isLetterOrDigit(c))
			return text === "/" || text === "\\";
	}
	return true;
}

function isVersion(text: string): boolean {
	const parts = text.split(".");
	return (
		parts.length <= 3 &&
		parts.every(
			(part) =>
				part.length > 0 &&
				part.length <= 3 &&
				skipDigits(part, 0) === part.length,
		)
	);
}

/** `token=...`, `api_key=...`: what is assigned is lost even if it reads as a word. */
function isSecretAssignment(core: string): boolean {
	const equals = core.indexOf("=");
	if (equals <= 0 || equals === core.length - 1) return false;
	const name = core.slice(0, equals).toLowerCase();
	return SECRET_NAMES.some((part) => name.includes(part));
}

const SECRET_NAMES = ["pass", "secret", "token", "key", "auth", "cred"];

const JOINTS = ",=/:()|+*#[]<>&-;%!'\"";

/** Known words and small numbers joined by punctuation: `mov,mp4,m4a`, `#0:0(und)`, `non-zero`. */
function isCleanCompound(core: string): boolean {
	let from = 0;
	let words = 0;
	let numbers = 0;
	let slashes = 0;
	for (let i = 0; i <= core.length; i++) {
		const joint = i < core.length ? core.charAt(i) : "-";
		if (!JOINTS.includes(joint)) continue;
		if (joint === "/" && ++slashes > 1) return false;
		const part = core.slice(from, i);
		from = i + 1;
		if (part === "") continue;
		if (isKnownPart(part)) words++;
		else if (isSmallNumber(part)) numbers++;
		else return false;
	}
	return words > 0 || numbers <= 1 || (numbers === 2 && core.length <= 5);
}

/** A known word, or known words joined by `_` as the names of functions and fields are. */
function isKnownPart(part: string): boolean {
	if (isErrorWord(part) || isTechniqueName(part)) return true;
	return (
		part.includes("_") &&
		part.split("_").every((word) => word === "" || isErrorWord(word))
	);
}

function isSmallNumber(part: string): boolean {
	if (part.startsWith("0x")) return isHex(part, 2, 1, 4);
	return part.length <= 6 && isQuantity(part, BARE);
}

function isSpace(c: number): boolean {
	return c <= 32 || c === 160 || c === 0x3000;
}

function isLetterOrDigit(c: number): boolean {
	return (c >= 48 && c <= 57) || ((c | 32) >= 97 && (c | 32) <= 122) || c > 126;
}

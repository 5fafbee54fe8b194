import { isLetterOrDigit, SPACE, TILDE } from "./ascii";
import { isCleanWord, isKnownOption, isPunctuation } from "./clean-word";
import {
	looksLikeOption,
	programName,
	sanitizeCommandLine,
} from "./command-line";
import { isErrorWord, isInstanceName } from "./error-word";
import { looksLikeFilterGraph, sanitizeFilterGraph } from "./filter-graph";
import { isMark, MARKS, type Mark, markFor } from "./mark";
import { isKnownParameterName } from "./parameter-kind";
import { isHex } from "./quantity";
import { isStreamPlace } from "./stream-selection";
import { isTechnique } from "./technique-value";

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

const QUOTES = "'\"`\u2018\u2019\u201c\u201d\u00ab\u00bb";
const CLOSING_QUOTES: Readonly<Record<string, string>> = {
	"\u2018": "\u2019",
	"\u201c": "\u201d",
	"\u00ab": "\u00bb",
};
const OPENERS = "([{<";
const CLOSERS = ".,;:!?)]}>";
const ENDINGS = CLOSERS + QUOTES;

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

/** Reads the pieces of a message one after the other. Linear over the whole message. */
export class PieceReader {
	#at = 0;
	/** Quotes that close nowhere any more. */
	readonly #open = new Set<string>();

	readonly #text: string;

	constructor(text: string) {
		this.#text = text;
	}

	next(previous: string): Piece | undefined {
		const text = this.#text;
		while (this.#at < text.length && isSpace(text.charCodeAt(this.#at)))
			this.#at++;
		if (this.#at >= text.length) return undefined;
		let before = "";
		while (OPENERS.includes(text.charAt(this.#at)) && this.#at < text.length) {
			if (this.#markLength(this.#at) > 0) break;
			before += text.charAt(this.#at++);
		}
		const quote = text.charAt(this.#at);
		if (quote !== "" && QUOTES.includes(quote)) {
			const close = this.#closing(quote);
			if (close > 0) return this.#quoted(before, close, previous);
		}
		return this.#word(before, previous);
	}

	#quoted(before: string, close: number, previous: string): Piece {
		const content = this.#text.slice(this.#at + 1, close);
		this.#at = close + 1;
		const after = this.#trailing();
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

	#word(before: string, previous: string): Piece {
		const text = this.#text;
		const start = this.#at;
		const mark = this.#markLength(start);
		if (mark > 0) {
			this.#at += mark;
			const after = this.#trailing();
			if (this.#at >= text.length || isSpace(text.charCodeAt(this.#at))) {
				const core = text.slice(start, start + mark);
				const lost = core === MARKS.pointer ? undefined : (core as Mark);
				return { before, core, after, lost, quoted: false };
			}
			this.#at = start;
		}
		while (this.#at < text.length && !isSpace(text.charCodeAt(this.#at)))
			this.#at++;
		let end = this.#at;
		while (end > start && ENDINGS.includes(text.charAt(end - 1))) end--;
		const core = text.slice(start, end);
		const after =
			end === this.#at
				? ""
				: text.slice(end, this.#at).replaceAll(/[^ -~]/g, "'");
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
	#trailing(): string {
		const text = this.#text;
		let end = this.#at;
		while (end < text.length && CLOSERS.includes(text.charAt(end))) end++;
		const after = text.slice(this.#at, end);
		this.#at = end;
		return after;
	}

	#markLength(at: number): number {
		const close = this.#text.slice(at, at + 8).indexOf("]");
		return close > 0 && isMark(this.#text.slice(at, at + close + 1))
			? close + 1
			: 0;
	}

	/** Where the quote that begins here closes: before something that is no letter or digit. */
	#closing(quote: string): number {
		if (this.#open.has(quote)) return -1;
		const closer = CLOSING_QUOTES[quote] ?? quote;
		let at = this.#text.indexOf(closer, this.#at + 1);
		while (at >= 0) {
			const next = this.#text.charCodeAt(at + 1);
			const goesOn = isLetterOrDigit(next) || next > TILDE;
			if (!goesOn) return at;
			at = this.#text.indexOf(closer, at + 1);
		}
		this.#open.add(quote);
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
	if (programName(content) === content) return undefined;
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

const NO_BREAK_SPACE = 0xa0;
const IDEOGRAPHIC_SPACE = 0x3000;

/** Whether words are parted by it: control characters, and the spaces that messages come with. */
function isSpace(c: number): boolean {
	return c <= SPACE || c === NO_BREAK_SPACE || c === IDEOGRAPHIC_SPACE;
}

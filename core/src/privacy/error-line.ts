import {
	COLON,
	DOUBLE_QUOTE,
	HASH,
	OPEN_BRACKET,
	SINGLE_QUOTE,
	SPACE,
} from "./ascii";
import {
	looksLikeOption,
	programName,
	sanitizeCommandLine,
} from "./command-line";
import { readPieces, writePieces } from "./error-piece";
import { isErrorWord, isInstanceName } from "./error-word";
import { withEnglishReasons } from "./localised-reason";
import { isMark, MARKS, markFor } from "./mark";
import type { Piece } from "./piece-reader";
import { skipDigits } from "./quantity";
import { isTechniqueWord } from "./technique-word";
import { ERROR_REASONS } from "./vocabulary/error-words";

/**
 * One line of an error message, sanitised: contexts (`[libx264 @ 0x55d1]`), commands, lines of
 * metadata and names before a reason (`name: No such file or directory`) are recognised by their
 * form, the rest word by word. White space runs become one space. Linear.
 */
export function sanitizeErrorLine(line: string): string {
	let rest = withEnglishReasons(line.trim());
	let out = "";
	for (;;) {
		const end = contextEnd(rest);
		if (end === 0) break;
		out += `${sanitizeContext(rest)} `;
		rest = rest.slice(end).trimStart();
	}
	return (out + sanitizeMessage(rest)).trim();
}

function sanitizeMessage(text: string): string {
	const metadata = sanitizeMetadataLine(text);
	if (metadata !== undefined) return metadata;
	const command = commandStart(text);
	if (command < 0) return sanitizeWords(text);
	const before = sanitizeWords(text.slice(0, command));
	const sanitized = sanitizeCommand(text.slice(command));
	return before === "" ? sanitized : `${before} ${sanitized}`;
}

/** A command, in quotes with words after them if it begins with one: `'ffmpeg -i a' returned 1`. */
function sanitizeCommand(text: string): string {
	const quote = text.charAt(0);
	const close = "'\"".includes(quote) ? text.lastIndexOf(quote) : 0;
	if (close <= 0) return sanitizeCommandLine(text, new Map());
	const command = sanitizeCommandLine(text.slice(1, close), new Map());
	const after = sanitizeWords(text.slice(close + 1));
	return `${quote}${command}${quote}${after === "" ? "" : ` ${after}`}`;
}

function sanitizeWords(text: string): string {
	const reason = reasonStart(text);
	if (reason < 0) return writePieces(sanitizeNames(text));
	const subject = text.slice(0, reason).trim();
	const tail = writePieces(readPieces(text.slice(reason + 1)));
	return `${sanitizeSubject(subject)}: ${tail}`.trim();
}

/** What stands before a reason: a name, or words about a name, which reaches up to the colon. */
function sanitizeSubject(subject: string): string {
	if (!subject.includes(" ")) {
		const plain =
			subject.endsWith("()") || LONE_SUBJECTS.has(subject.toLowerCase());
		if (!plain) return subject === "" ? "" : markFor(subject, MARKS.file);
	}
	const pieces = sanitizeNames(subject);
	const first = pieces.findIndex(
		(piece) => piece.lost !== undefined && !piece.quoted,
	);
	const name = pieces[first];
	if (name === undefined) {
		const isName =
			subject.includes(" ") &&
			!pieces.some(
				({ core, quoted }) => quoted || SENTENCE_WORDS.has(core.toLowerCase()),
			);
		return isName ? MARKS.file : writePieces(pieces);
	}
	const lost = pieces.slice(first).find(isTypedLoss) ?? name;
	const last = pieces[pieces.length - 1];
	const ending =
		last?.core === "failed" && last.lost === undefined ? [last] : [];
	return writePieces([
		...pieces.slice(0, first),
		{ ...name, lost: lost.lost, after: "" },
		...ending,
	]);
}

const LONE_SUBJECTS: ReadonlySet<string> = new Set(
	"error warning fatal ffmpeg ffprobe enoent eacces eperm einval oserror filenotfounderror permissionerror".split(
		" ",
	),
);

/**
 * Words of which one is in everything that FFmpeg and systems say before a reason. Known words without
 * any of them are a name: `The Matrix: No such file or directory`.
 */
const SENTENCE_WORDS: ReadonlySet<string> = new Set(
	"error errors errno failed fail failure fails could couldn't cannot can't can unable not no invalid unknown unsupported missing open opening opened read reading write writing decode decoding encode encoding parse parsing init initializing initialize initialization initializer load loading create creating configure configuring allocate allocating set setting find finding seek seeking send sending receive receiving get getting connect connecting connection process processing run running exec execute exit exited code status signal task thread terminating returned filter filters stream streams input output file device decoder encoder muxer demuxer codec option conversion while when is are was were has have does did command spawn fatal warning exception traceback http server ffmpeg ffprobe ioctl syscall unlink rename mkdir stat".split(
		" ",
	),
);

function isTypedLoss(piece: Piece): boolean {
	return piece.lost !== undefined && piece.lost !== MARKS.text;
}

/** Phrases after which a name follows, up to the end; `file` is in each of them. */
const INTRODUCTIONS: readonly string[] = [
	"input file ",
	"output file ",
	"open file ",
	"opening file ",
	"read file ",
	"reading file ",
	"find file ",
	"write file ",
	"writing file ",
	"load file ",
	"delete file ",
	"log file ",
	"font file ",
	"did you mean file:",
];

/** Words that go on with the sentence where a name could stand. */
const NO_NAMES: ReadonlySet<string> = new Set(
	"index stream streams format while is does has was could cannot can't not or and for with in at to of that which already name names # contains must will would should because specified".split(
		" ",
	),
);

/** The pieces of `text`, where what follows an introduction is one lost name. */
function sanitizeNames(text: string): Piece[] {
	const lower = text.toLowerCase();
	if (!lower.includes("file")) return readPieces(text);
	for (const phrase of INTRODUCTIONS) {
		const at = lower.indexOf(phrase);
		if (at < 0) continue;
		const name = text.slice(at + phrase.length).trim();
		if (!isName(name)) continue;
		const before = text.slice(0, at + phrase.length);
		const stop = name.endsWith(".") || name.endsWith(":") ? name.slice(-1) : "";
		const bare = stop === "" ? name : name.slice(0, -1);
		return [
			...readPieces(before),
			{
				before: "",
				core: "",
				after: stop,
				lost: markFor(bare, MARKS.file),
				quoted: false,
			},
		];
	}
	return readPieces(text);
}

function isName(text: string): boolean {
	const first = text.charCodeAt(0);
	if (
		text.length < 2 ||
		first === SINGLE_QUOTE ||
		first === DOUBLE_QUOTE ||
		first === HASH
	)
		return false;
	const space = text.indexOf(" ");
	const word = (space < 0 ? text : text.slice(0, space)).toLowerCase();
	return !NO_NAMES.has(word.endsWith(":") ? word.slice(0, -1) : word);
}

/** Where the last colon stands that a reason follows; -1 if none does. */
function reasonStart(text: string): number {
	for (let at = text.lastIndexOf(": "); at >= 0; ) {
		if (beginsReason(text, at + 2)) return at;
		if (at === 0) break;
		at = text.lastIndexOf(": ", at - 1);
	}
	return -1;
}

function beginsReason(text: string, from: number): boolean {
	const start = text.slice(from, from + LONGEST_REASON).toLowerCase();
	return ERROR_REASONS.some((reason) => start.startsWith(reason));
}

const LONGEST_REASON = 48;
const LONGEST_CONTEXT = 120;

/** Where the context `[name @ 0x...]` that `text` begins with ends; 0 if it begins with none. */
function contextEnd(text: string): number {
	if (text.charCodeAt(0) !== OPEN_BRACKET) return 0;
	const head = text.slice(0, LONGEST_CONTEXT);
	const at = head.indexOf(" @ ");
	if (at < 0) return 0;
	const pointer = head.startsWith(MARKS.pointer, at + 3);
	const close = head.indexOf(
		"]",
		at + 3 + (pointer ? MARKS.pointer.length : 0),
	);
	if (close < 0) return 0;
	return pointer || head.startsWith("0x", at + 3) || close - at < 22
		? close + 1
		: 0;
}

function sanitizeContext(text: string): string {
	const at = text.indexOf(" @ ");
	const name = text.slice(1, at);
	const words = name.split(" ").slice(0, 12).map(contextWord);
	return `[${words.join(" ")} @ ${MARKS.pointer}]`;
}

function contextWord(word: string): string {
	if (isMark(word)) return word;
	const parts = word.split(CONTEXT_JOINTS);
	return parts.every(isContextPart) ? word : MARKS.text;
}

const CONTEXT_JOINTS = /[#/:,]/;

function isContextPart(part: string): boolean {
	if (part === "" || isErrorWord(part) || isTechniqueWord(part)) return true;
	return (
		isInstanceName(part) ||
		(part.length <= 4 && skipDigits(part, 0) === part.length)
	);
}

/** `title : My holiday`, as FFmpeg lists metadata; the continuation of such a line begins with `:`. */
function sanitizeMetadataLine(text: string): string | undefined {
	if (text.startsWith(": ")) return `: ${MARKS.text}`;
	const space = text.indexOf(" ");
	if (space <= 0) return undefined;
	const rest = text.slice(space).trimStart();
	if (rest.charCodeAt(0) !== COLON || !/^:(?: |$)/.test(rest)) return undefined;
	const key = text.slice(0, space);
	return `${isErrorWord(key) ? key : MARKS.text} : ${MARKS.text}`;
}

/** Where a command line of FFmpeg begins in `text`; -1 if there is none. */
function commandStart(text: string): number {
	let at = text.indexOf("ff");
	while (at >= 0) {
		const end = text.indexOf(" ", at);
		if (end < 0) return -1;
		const start = Math.max(text.lastIndexOf(" ", at), 0);
		const from = text.charCodeAt(start) === SPACE ? start + 1 : start;
		const word = text
			.slice(from, end)
			.replace(/^['"]/, "")
			.replace(/['"]$/, "");
		if (
			programName(word) !== "" &&
			looksLikeOption(text.slice(end + 1, end + 10))
		)
			return from;
		at = text.indexOf("ff", end);
	}
	return -1;
}

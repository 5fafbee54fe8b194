import {
	DASH,
	DOT,
	isCapital,
	isDigit,
	isLetterOrDigit,
	isSmallLetter,
	TILDE,
	UNDERSCORE,
} from "./ascii";
import { isPrivateFilter } from "./filter-arguments";
import { optionKind, optionKinds, type ParameterKind } from "./parameter-kind";
import { skipDigits } from "./quantity";
import { sanitizeStreamSpecifier } from "./stream-selection";
import { isTechniqueName } from "./technique-word";
import { ENCODER_PARAMETERS } from "./vocabulary/encoder-parameters";
import { FILTER_OPTIONS } from "./vocabulary/filter-options";
import { FILTERS } from "./vocabulary/filters";
import {
	BARE_WORDS,
	COMMAND_WORDS,
	FILE_WORDS,
	GRAPH_WORDS,
	MAGNITUDE_WORDS,
	NUMBERING_WORDS,
	PERSON_WORDS,
	SECRET_PARTS,
	SECRET_WORDS,
	TECHNIQUE_WORDS,
	TEXT_WORDS,
} from "./vocabulary/parameter-words";
import { once, wordSet, wordsOf } from "./vocabulary/word-set";

/**
 * What the value under a JSON key may hold. `index` is a bare number, whose value is of the kind of
 * what holds it; `bare` a key that stays and says nothing of its value; `unknown` and the `hidden`
 * ones are keys that have to go themselves.
 */
export type KeyKind =
	| ParameterKind
	| "index"
	| "bare"
	| "hidden secret"
	| "hidden text"
	| "hidden file";

/**
 * The kind of a JSON key: an option as on the command line (`crf`, `-c:v`, `b:a:0`), a filter
 * (`scale`), or a name made of known words only (`videoBitrateKbps`, `two-pass`). Where a key can be
 * read in two ways, the more private one counts.
 */
export function keyKind(key: string): KeyKind {
	const exact = exactKinds().get(key) ?? COMPOUND_KINDS.get(key);
	if (exact !== undefined) return exact;
	if (key === "" || key.length > LONGEST_KEY) return hiddenKind(key);
	if (isIndex(key)) return "index";
	const colon = key.indexOf(":");
	if (colon > 0) return kindWithSpecifier(key, colon) ?? hiddenKind(key);
	if (key.charCodeAt(0) === DASH) {
		const name = key.slice(key.charCodeAt(1) === DASH ? 2 : 1);
		return name.charCodeAt(0) === DASH ? hiddenKind(key) : keyKind(name);
	}
	const kind = exactKinds().get(key.toLowerCase());
	if (kind !== undefined && isAscii(key)) return kind;
	const compound = compoundKind(key);
	if (compound === "unknown") return hiddenKind(key);
	if (COMPOUND_KINDS.size < MOST_COMPOUNDS) COMPOUND_KINDS.set(key, compound);
	return compound;
}

/** Whether a key counts bytes, bits, samples or ticks, so that its number may have many digits. */
export function isMagnitude(key: string): boolean {
	const colon = key.indexOf(":");
	const name = colon < 0 ? key : key.slice(0, colon);
	const words = splitWords(name.slice(0, LONGEST_KEY)) ?? [];
	return words.some((word) => MAGNITUDES.has(word));
}

/** Compound keys already read. Only recognised ones, which say nothing private; hosts use few. */
const COMPOUND_KINDS = new Map<string, KeyKind>();
const MOST_COMPOUNDS = 1_000;

const LONGEST_KEY = 64;
const LONGEST_READ = 128;
const MOST_WORDS = 8;

/** Later lines win: what a private word says counts more than what an option of that name says. */
const exactKinds = once(readExactKinds);

function readExactKinds(): Map<string, KeyKind> {
	const kinds = new Map<string, KeyKind>();
	const set = (kind: KeyKind, words: string) => {
		for (const word of wordsOf(words)) kinds.set(word, kind);
	};
	set("value", TECHNIQUE_WORDS);
	set("value", FILTER_OPTIONS);
	set("value", ENCODER_PARAMETERS);
	for (const [name, kind] of optionKinds()) kinds.set(name, kind);
	set("arguments", FILTERS);
	set("graph", GRAPH_WORDS);
	set("file", FILE_WORDS);
	set("text", TEXT_WORDS);
	set("name", "name");
	set("value", "timestamp timestamps");
	set("command", COMMAND_WORDS);
	set("arguments", "drawtext subtitles ass movie amovie");
	set("bare", BARE_WORDS);
	set("secret", SECRET_WORDS);
	return kinds;
}

const SECRETS = wordSet(SECRET_WORDS);
const SECRET_PART_LIST = wordsOf(SECRET_PARTS);
const PERSONS = wordSet(PERSON_WORDS);
const NUMBERING = wordSet(NUMBERING_WORDS);
const MAGNITUDES = wordSet(MAGNITUDE_WORDS);

/** Before `name`, words that make it the name of a technique. */
const NAMED_TECHNIQUES = wordSet(
	"codec encoder decoder format filter preset profile container muxer demuxer tune layout color colour transition pixel sample effect mode resolution device_type",
);

/** Before `pass`, words that make it one of several passes and no password. */
const PASSES = wordSet(
	"one two 1 2 first second single multi n number encode encoder encoding video audio low high band all analysis loudnorm x264 x265 vpx per enable use current total",
);

/** Before `key`, words that make it a colour or a frame and no secret. */
const KEYED_TECHNIQUES = wordSet(
	"color colour chroma luma alpha green blue hsv background frame",
);

function kindWithSpecifier(key: string, colon: number): KeyKind | undefined {
	const start = key.charCodeAt(0) === DASH ? 1 : 0;
	const kind = optionKind(key.slice(start, colon));
	if (kind === undefined) return undefined;
	const specifier = key.slice(colon + 1);
	return sanitizeStreamSpecifier(specifier) === specifier ? kind : undefined;
}

/** The kind of a name made of known words; `unknown` if one is not known. */
function compoundKind(key: string): KeyKind {
	const words = splitWords(key);
	if (words === undefined || isFileName(key, words)) return "unknown";
	let kind: KeyKind = "unknown";
	for (const word of words) {
		kind = wordKind(word);
		if (kind === "unknown") return "unknown";
	}
	return privateKind(words) ?? (kind === "name" ? "text" : kind);
}

/**
 * The kind of a key that has to go because of an unknown word in it: the words that are known may
 * still say that the value is private (`adasPassword`, `holiday_title`).
 */
function hiddenKind(key: string): KeyKind {
	const lower = key.slice(0, LONGEST_READ).toLowerCase();
	if (SECRET_PART_LIST.some((part) => lower.includes(part)))
		return "hidden secret";
	const words = splitWords(lower === key ? key : key.slice(0, LONGEST_READ));
	if (words === undefined) return "unknown";
	if (isFileName(key, words)) return "unknown";
	const kind = privateKind(words);
	if (kind === "secret") return "hidden secret";
	if (kind === "text") return "hidden text";
	const end = words[words.length - 1] ?? "";
	if (end.endsWith("key") || end.endsWith("keys")) return "hidden secret";
	const last = wordKind(end);
	if (last === "text" || last === "name") return "hidden text";
	return last === "file" || kind === "file" ? "hidden file" : "unknown";
}

/** Whether a name ends as a file's does (`intro.mp4`, `out.h264`), and not as `video.codec` does. */
function isFileName(key: string, words: readonly string[]): boolean {
	const end = words[words.length - 1] ?? "";
	return (
		words.length > 1 &&
		key.charCodeAt(key.length - end.length - 1) === DOT &&
		isTechniqueName(end)
	);
}

/** What the words of a name say of its privacy together; `undefined` if nothing. */
function privateKind(words: readonly string[]): ParameterKind | undefined {
	if (words.some((word) => SECRETS.has(word))) return "secret";
	const before = words[words.length - 2] ?? "";
	const end = words[words.length - 1] ?? "";
	if (end === "key" || end === "keys")
		return KEYED_TECHNIQUES.has(before) ? "value" : "secret";
	if (end === "pass" && words.length > 1 && !PASSES.has(before))
		return "secret";
	if (words.some((word) => PERSONS.has(word))) return "text";
	if (
		NUMBERING.has(end) &&
		words.some((word) => exactKinds().get(word) === "text")
	)
		return "text";
	if (end === "name" || end === "names")
		return NAMED_TECHNIQUES.has(before) ? "value" : "text";
	const filter = exactKinds().get(end) === "arguments" && isPrivateFilter(end);
	return filter && words.length > 1 ? "file" : undefined;
}

function wordKind(word: string): KeyKind {
	if (word === "number" || word === "numbers") return "value";
	const kind = exactKinds().get(word);
	if (kind !== undefined) return kind;
	if (word === "key" || word === "keys") return "secret";
	if (PERSONS.has(word)) return "text";
	if (isTechniqueName(word)) return "value";
	const bare = withoutDigits(word);
	return bare === word || bare === "" ? "unknown" : wordKind(bare);
}

/** `videoBitrate_kbps` as `video bitrate kbps`; `undefined` if it is not a name in ASCII. */
function splitWords(key: string): string[] | undefined {
	const words: string[] = [];
	let from = 0;
	for (let i = 0; i <= key.length; i++) {
		const c = i < key.length ? key.charCodeAt(i) : UNDERSCORE;
		const joint = c === UNDERSCORE || c === DASH || c === DOT;
		if (!joint && !isLetterOrDigit(c)) return undefined;
		if (joint || (isCapital(c) && i > from && startsWord(key, i))) {
			if (i > from) words.push(key.slice(from, i).toLowerCase());
			from = joint ? i + 1 : i;
		}
		if (words.length > MOST_WORDS) return undefined;
	}
	return words.length === 0 ? undefined : words;
}

/** A capital begins a word after a small letter or digit, and before a small one: `inputURLList`. */
function startsWord(key: string, at: number): boolean {
	return (
		!isCapital(key.charCodeAt(at - 1)) ||
		(at + 1 < key.length && isSmallLetter(key.charCodeAt(at + 1)))
	);
}

function withoutDigits(word: string): string {
	let end = word.length;
	while (end > 0 && isDigit(word.charCodeAt(end - 1))) end--;
	return word.length - end > 3 ? word : word.slice(0, end);
}

function isIndex(key: string): boolean {
	return key.length <= 3 && skipDigits(key, 0) === key.length;
}

function isAscii(text: string): boolean {
	for (let i = 0; i < text.length; i++)
		if (text.charCodeAt(i) > TILDE) return false;
	return true;
}

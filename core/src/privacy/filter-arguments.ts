import {
	BACKSLASH,
	CLOSE_BRACKET,
	CLOSE_PAREN,
	COLON,
	DASH,
	DOUBLE_QUOTE,
	EQUALS,
	isLetterOrDigit,
	NEWLINE,
	OPEN_BRACKET,
	OPEN_PAREN,
	SINGLE_QUOTE,
	SPACE,
	TAB,
	UNDERSCORE,
} from "./ascii";
import { isMark, MARKS, markFor } from "./mark";
import { filterOptionKind, type ParameterKind } from "./parameter-kind";
import { BARE, isQuantity, KNOWN, trimSpaces } from "./quantity";
import { isBareTechnique, isTechnique } from "./technique-value";
import { isTechniqueWord } from "./technique-word";
import {
	FILTER_FILE_OPTIONS,
	FILTER_TECHNIQUE_OPTIONS,
	FILTER_TEXT_OPTIONS,
} from "./vocabulary/filter-options";
import { once, wordsOf } from "./vocabulary/word-set";

/**
 * The arguments of one filter (`1280:-2:flags=lanczos`), each kept as written if it is a technique
 * and replaced by a mark if not; an unknown key becomes `[key]`. `filter` is the filter's name,
 * `undefined` if it is unknown. Quotes and escapes are looked through, never trusted. Linear.
 */
export function sanitizeFilterArguments(
	filter: string | undefined,
	text: string,
): string {
	let out = "";
	let from = 0;
	const end = text.length;
	while (from <= end) {
		const to = argumentEnd(text, from);
		const argument = text.slice(from, to);
		const isMode =
			from === 0 && MODE_FIRST.has(filter ?? "") && isTechniqueWord(argument);
		out += isMode ? argument : sanitizeArgument(filter, argument);
		if (to >= end) break;
		out += ":";
		from = to + 1;
	}
	return out;
}

/** Whether arguments without a key are names or texts in `filter`, as in `subtitles=a.srt`. */
export function isPrivateFilter(filter: string): boolean {
	return PRIVATE_FILTERS.has(filter);
}

/**
 * The index of the `:` that ends the argument which begins at `from`, outside quotes and parentheses;
 * the length of `text` if there is none.
 */
function argumentEnd(text: string, from: number): number {
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
		else if (c === COLON && depth <= 0) return i;
	}
	return text.length;
}

const LONGEST_KEY = 40;

const PRIVATE_FILTERS: ReadonlySet<string> = new Set(
	"drawtext subtitles ass movie amovie lut1d lut3d sendcmd asendcmd zmq azmq frei0r frei0r_src ladspa lv2 metadata ametadata sofalizer arnndn removelogo find_rect cover_rect drawgraph adrawgraph flite asr ocr coreimage coreimagesrc program_opencl openclsrc qrencode qrencodesrc whisper drawvg lensfun dnn_detect dnn_classify dnn_processing".split(
		" ",
	),
);

/** Private filters whose first argument, if it has no key, is a mode: `metadata=print`. */
const MODE_FIRST: ReadonlySet<string> = new Set(["metadata", "ametadata"]);

/** Options whose kind differs from filter to filter, by filter. */
const exceptions = once(() => {
	const kinds = new Map<string, Map<string, ParameterKind>>();
	const read = (kind: ParameterKind, words: string) => {
		for (const word of wordsOf(words)) {
			const [filter = "", option = ""] = word.split(".");
			const own = kinds.get(filter) ?? new Map<string, ParameterKind>();
			kinds.set(filter, own.set(option, kind));
		}
	};
	read("file", FILTER_FILE_OPTIONS);
	read("text", FILTER_TEXT_OPTIONS);
	read("value", FILTER_TECHNIQUE_OPTIONS);
	return kinds;
});

function sanitizeArgument(filter: string | undefined, raw: string): string {
	if (raw === "" || isMark(raw)) return raw;
	if (raw.charCodeAt(0) === DOUBLE_QUOTE)
		return `"${sanitizeArgument(filter, raw.slice(1))}`;
	const equals = keyLength(raw);
	if (equals > 0) {
		const key = trimSpaces(raw.slice(0, equals));
		const value = raw.slice(equals + 1);
		return sanitizeNamed(filter, key, value, raw);
	}
	if (raw.charCodeAt(0) === SINGLE_QUOTE && raw.includes("=")) {
		const nested = raw.slice(1, raw.endsWith("'") ? -1 : raw.length);
		if (!nested.includes("'") && keyLength(nested) > 0) {
			const inner = sanitizeFilterArguments(filter, nested);
			return inner === nested ? raw : `'${inner}'`;
		}
	}
	const plain = unquote(raw);
	if (filter !== undefined && isPrivateFilter(filter)) {
		const number = filter !== "drawtext" && plain.length < 4;
		return number && isQuantity(plain, KNOWN) ? raw : markFor(raw, MARKS.file);
	}
	const kept =
		filter === undefined ? isBareTechnique(plain) : isTechnique(plain);
	return kept ? raw : markFor(isMark(plain) ? plain : raw);
}

function sanitizeNamed(
	filter: string | undefined,
	key: string,
	value: string,
	raw: string,
): string {
	const plain = trimSpaces(unquote(value));
	const kind =
		exceptions()
			.get(filter ?? "")
			?.get(key) ?? filterOptionKind(key);
	if (kind === undefined) {
		const kept = isMark(plain) || isQuantity(plain, BARE);
		return `${MARKS.key}=${kept ? value : markFor(value)}`;
	}
	if (isMark(plain) || plain === "") return raw;
	const before = raw.slice(0, raw.length - value.length);
	if (kind === "secret") return before + MARKS.secret;
	if (kind === "file") return before + markFor(value, MARKS.file);
	if (kind === "text") return before + markFor(value);
	return isTechnique(plain) ? raw : before + markFor(value);
}

/** Where the `=` after a leading option name stands; 0 if `raw` does not begin with `name=`. */
function keyLength(raw: string): number {
	const most = Math.min(raw.length, LONGEST_KEY);
	let nameEnd = -1;
	for (let i = 0; i < most; i++) {
		const c = raw.charCodeAt(i);
		if (c === EQUALS) return i;
		if (c === SPACE || c === NEWLINE || c === TAB) {
			if (nameEnd < 0 && i > 0 && raw.charCodeAt(i - 1) > SPACE) nameEnd = i;
		} else if (nameEnd >= 0 || !isNameCharacter(c)) return 0;
	}
	return 0;
}

function isNameCharacter(c: number): boolean {
	return (
		isLetterOrDigit(c) ||
		c === UNDERSCORE ||
		c === DASH ||
		c === OPEN_BRACKET ||
		c === CLOSE_BRACKET
	);
}

/** The text without the quotes and backslashes of FFmpeg's two levels of escaping, and of a shell. */
function unquote(raw: string): string {
	let out = "";
	let from = 0;
	for (let i = 0; i < raw.length; i++) {
		const c = raw.charCodeAt(i);
		if (c !== SINGLE_QUOTE && c !== BACKSLASH && c !== DOUBLE_QUOTE) continue;
		out += raw.slice(from, i);
		from = i + 1;
	}
	return from === 0 ? raw : out + raw.slice(from);
}

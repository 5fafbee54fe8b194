import { COLON, DASH, HASH, OPEN_BRACKET } from "./ascii";
import { type LabelNames, sanitizeLabel } from "./label";
import { isMark, MARKS } from "./mark";
import { isHex, skipDigits } from "./quantity";
import { isTechniqueWord } from "./technique-word";

/**
 * The value of `-map` and its kin: stream places (`0:v:0`, `-0:a?`, `0:m:language:eng`, `0.1.0`) and
 * labels (`[outv]`, renamed by `labels` unless their name says nothing). The rest becomes a mark.
 */
export function sanitizeStreamSelection(
	text: string,
	labels: LabelNames,
): string {
	if (isMark(text)) return text;
	if (text.charCodeAt(0) === OPEN_BRACKET) {
		const optional = text.endsWith("?");
		const close = text.length - (optional ? 2 : 1);
		if (text.charAt(close) !== "]" || text.indexOf("]") !== close)
			return MARKS.text;
		const label = sanitizeLabel(text.slice(1, close), labels);
		return `[${label}]${optional ? "?" : ""}`;
	}
	if (text.includes(",")) {
		return text
			.split(",")
			.map((part) => sanitizePlace(part))
			.join(",");
	}
	return sanitizePlace(text);
}

/**
 * A stream specifier, the part of an option's name after the first colon (`v`, `s:a:0`,
 * `m:language:eng`): kept up to the first word that is not part of the grammar, a mark from there.
 */
export function sanitizeStreamSpecifier(text: string): string {
	let from = 0;
	let metadata = false;
	for (let i = 0; i <= text.length; i++) {
		if (i < text.length && text.charCodeAt(i) !== COLON) continue;
		const part = text.slice(from, i);
		const fits = metadata
			? part === "language" || LANGUAGES.has(part)
			: isSpecifierPart(part);
		if (!fits) return text.slice(0, from) + MARKS.text;
		if (part === "m") metadata = true;
		from = i + 1;
	}
	return text;
}

/** Whether `text` is a place in an input, as in `0:v` or `[1:a:0]`: it names a stream and no file. */
export function isStreamPlace(text: string): boolean {
	const bracketed = text.charCodeAt(0) === OPEN_BRACKET && text.endsWith("]");
	const place = bracketed ? text.slice(1, -1) : text;
	const digits = skipDigits(place, 0);
	return (
		digits > 0 &&
		digits <= 3 &&
		place.charCodeAt(digits) === COLON &&
		sanitizePlace(place) === place
	);
}

/**
 * The value of `-var_stream_map` and its kin (`v:0,a:0,agroup:low v:1,a:1`): streams stay, names go.
 */
export function sanitizeVariantStreams(text: string): string {
	return text
		.split(" ")
		.map((variant) =>
			variant
				.split(",")
				.map((item, index) => sanitizeVariantItem(item, index > 0))
				.join(","),
		)
		.join(" ");
}

const KINDS: ReadonlySet<string> = new Set(
	"v V a s d t u p i g m disp".split(" "),
);

const LANGUAGES: ReadonlySet<string> = new Set(
	"und eng deu ger fra fre spa ita por rus jpn kor zho chi ara hin nld dut pol swe nor dan fin tur ukr ces cze ell gre heb hun ron rum tha vie ind en de fr es it pt ru ja ko zh".split(
		" ",
	),
);

function sanitizePlace(text: string): string {
	let start = text.charCodeAt(0) === DASH ? 1 : 0;
	const optional = text.endsWith("?") ? 1 : 0;
	const body = text.slice(start, text.length - optional);
	if (isMark(body)) return text;
	const digits = skipDigits(body, 0);
	if (digits === 0 || digits > 4) {
		return isSpecifierPart(body.split(":", 1)[0] ?? "")
			? text.slice(0, start) +
					sanitizeStreamSpecifier(body) +
					text.slice(text.length - optional)
			: MARKS.text;
	}
	if (digits === body.length) return text;
	if (body.charCodeAt(digits) === COLON) {
		start += digits + 1;
		return (
			text.slice(0, start) +
			sanitizeStreamSpecifier(body.slice(digits + 1)) +
			text.slice(text.length - optional)
		);
	}
	return isChannelPlace(body) ? text : MARKS.text;
}

/** `0.1.0`, as in `-map_channel`; with more digits it could be a date. */
function isChannelPlace(text: string): boolean {
	const parts = text.split(".");
	return (
		parts.length === 3 &&
		parts.every((part) => part.length === 1 && skipDigits(part, 0) === 1)
	);
}

function isSpecifierPart(part: string): boolean {
	if (part.length > 24) return false;
	if (KINDS.has(part)) return true;
	if (part.charCodeAt(0) === HASH) return isNumeral(part.slice(1));
	return (
		isNumeral(part) ||
		(part.length > 2 && part.split("+").every(isTechniqueWord))
	);
}

function isNumeral(part: string): boolean {
	if (part.startsWith("0x")) return isHex(part, 2, 1, 4);
	return part.length <= 5 && part !== "" && skipDigits(part, 0) === part.length;
}

const VARIANT_KEYS: ReadonlySet<string> = new Set(
	"agroup sgroup name sname language default".split(" "),
);

/** Keys of `-adaptation_sets`: `id=0,streams=0,1 id=1,seg_duration=2,streams=a`. */
const SET_KEYS: ReadonlySet<string> = new Set(
	"id streams seg_duration frag_duration frag_type trick_id".split(" "),
);

function isSetValue(value: string): boolean {
	return isNumeral(value) || KINDS.has(value) || isTechniqueWord(value);
}

function sanitizeVariantItem(item: string, follows: boolean): string {
	if (item === "" || isMark(item)) return item;
	const equals = item.indexOf("=");
	if (equals > 0) {
		const value = item.slice(equals + 1);
		const kept = SET_KEYS.has(item.slice(0, equals)) && isSetValue(value);
		return kept || isMark(value) ? item : MARKS.text;
	}
	if (follows && item.length <= 2 && isNumeral(item)) return item;
	const colon = item.indexOf(":");
	const key = item.slice(0, Math.max(colon, 0));
	const value = item.slice(colon + 1);
	if (colon === 1 && KINDS.has(key) && isNumeral(value)) return item;
	if (!VARIANT_KEYS.has(key)) return MARKS.text;
	const keep =
		isMark(value) ||
		(key === "language" && LANGUAGES.has(value)) ||
		(key === "default" && /^(?:yes|no|YES|NO|true|false)$/.test(value));
	return keep ? item : `${key}:${MARKS.text}`;
}

import {
	CLOSE_PAREN,
	COLON,
	COMMA,
	DASH,
	DOT,
	EQUALS,
	HASH,
	isDigit,
	isSmallLetter,
	OPEN_PAREN,
	PIPE,
	PLUS,
	SMALL_C,
} from "./ascii";
import { isExpression } from "./expression";
import { isMark } from "./mark";
import {
	BARE,
	isHex,
	isPair,
	isQuantity,
	isTime,
	KNOWN,
	LISTED,
	type QuantityBounds,
	skipDigits,
	trimSpaces,
} from "./quantity";
import { isHalfSize, isSpokenDuration } from "./spoken-quantity";
import {
	isColorName,
	isTechniqueName,
	isTechniqueWord,
} from "./technique-word";

/**
 * Whether `text` describes a technique even where nothing vouches for it: a mark, a small or round
 * number, a time, a size, a ratio, or the name of a codec, format, filter or preset.
 */
export function isBareTechnique(text: string): boolean {
	if (text === "" || isMark(text)) return true;
	return startsLikeNumber(text.charCodeAt(0))
		? isQuantity(text, BARE) ||
				isTime(text) ||
				isPair(text, "x") ||
				isPair(text, ":") ||
				isSpokenDuration(text) ||
				isHalfSize(text) ||
				isTechniqueName(text)
		: isTechniqueName(text) || isHalfSize(text);
}

/**
 * Whether `text`, the value of a known option, describes a technique and nothing else: one atom, an
 * expression, or a list of them joined by `,` `|` `:` or, for numbers only, by spaces. Words never
 * follow one another with only a space between, so that no sentence passes. Linear.
 */
export function isTechnique(text: string): boolean {
	if (isBareTechnique(text) || isAtom(text, KNOWN)) return true;
	return everyItem(text, COMMA, PIPE, isListItem);
}

/** Whether `text`, cut at two joints outside parentheses, consists of fitting items. */
function everyItem(
	text: string,
	joint: number,
	otherJoint: number,
	fits: (item: string) => boolean,
): boolean {
	let depth = 0;
	let from = 0;
	for (let i = 0; i < text.length; i++) {
		const c = text.charCodeAt(i);
		if (c === OPEN_PAREN) depth++;
		else if (c === CLOSE_PAREN) depth--;
		else if (depth === 0 && (c === joint || c === otherJoint)) {
			if (!fits(trimSpaces(text.slice(from, i)))) return false;
			from = i + 1;
		}
	}
	if (depth !== 0) return false;
	const last = trimSpaces(text.slice(from));
	return fits(last) || (last === "" && from > 0);
}

function startsLikeNumber(c: number): boolean {
	return isDigit(c) || c === DASH || c === DOT || c === PLUS || c === HASH;
}

function isListItem(item: string): boolean {
	if (isAtom(item, LISTED)) return true;
	return (
		isSetting(item) || isNumberRow(item) || isRange(item) || isColonList(item)
	);
}

/** `crf=23`, `stream=width`. */
function isSetting(item: string): boolean {
	const equals = item.indexOf("=");
	return (
		equals > 0 &&
		isTechniqueWord(item.slice(0, equals)) &&
		isAtom(item.slice(equals + 1), LISTED)
	);
}

/** `38-40`. */
function isRange(text: string): boolean {
	const dash = skipDigits(text, 0);
	return (
		dash > 0 &&
		text.length <= 5 &&
		text.charCodeAt(dash) === DASH &&
		text.length - dash > 1 &&
		skipDigits(text, dash + 1) === text.length
	);
}

/** `expr:gte(t,5)`, `1.0:0.15`; but of numbers alone two at most, for more could be an address. */
function isColonList(text: string): boolean {
	let numbers = 0;
	let others = 0;
	const fits = everyItem(text, COLON, COLON, (item) => {
		if (isQuantity(item, LISTED)) numbers++;
		else others++;
		return item !== text && (isAtom(item, LISTED) || isSetting(item));
	});
	return fits && (others > 0 || numbers <= 2);
}

function isAtom(text: string, bounds: QuantityBounds): boolean {
	if (startsLikeNumber(text.charCodeAt(0))) {
		if (
			isQuantity(text, bounds) ||
			isTime(text) ||
			isPair(text, "x") ||
			isPair(text, "/") ||
			isPair(text, ":")
		)
			return true;
	}
	return (
		isTechniqueWord(text) ||
		isColor(text) ||
		isFlags(text) ||
		isExpression(text)
	);
}

/** `#RRGGBB`, `0xRRGGBBAA`, `&HAABBGGRR`, `red`, each with an optional `@0.5` or `@0x80`. */
function isColor(text: string): boolean {
	const at = text.indexOf("@");
	const color = at < 0 ? text : text.slice(0, at);
	if (at >= 0 && !isQuantity(text.slice(at + 1), KNOWN)) return false;
	if (color.startsWith("&H"))
		return isHex(color.endsWith("&") ? color.slice(0, -1) : color, 2, 6, 8);
	if (color.charCodeAt(0) === HASH)
		return HEX_COLOR_LENGTHS.includes(color.length) && isHex(color, 1, 3, 8);
	return (
		isColorName(color) ||
		(at >= 0 && isQuantity(color, KNOWN)) ||
		isColorFunction(color)
	);
}

/** `#RGB`, `#RGBA`, `#RRGGBB`, `#RRGGBBAA`. */
const HEX_COLOR_LENGTHS: readonly number[] = [4, 5, 7, 9];

/** `rgb(255, 0, 0)`, `rgba(0,0,0,0.5)`, `hsl(120,50%,50%)`. */
function isColorFunction(text: string): boolean {
	if (
		text.length > LONGEST_COLOR ||
		text.charCodeAt(text.length - 1) !== CLOSE_PAREN
	)
		return false;
	const open = text.indexOf("(");
	if (!COLOR_FUNCTIONS.has(text.slice(0, Math.max(open, 0)).toLowerCase()))
		return false;
	const parts = text.slice(open + 1, -1).split(",");
	return (
		(parts.length === 3 || parts.length === 4) &&
		parts.every((part) => isQuantity(trimSpaces(part), COLOR_PART))
	);
}

const LONGEST_COLOR = 40;
const COLOR_FUNCTIONS: ReadonlySet<string> = new Set(
	"rgb rgba hsl hsla".split(" "),
);
const COLOR_PART: QuantityBounds = {
	digits: 3,
	fraction: 3,
	hexadecimal: false,
};

/** `+faststart+frag_keyframe`, `-cgop`, `+genpts-igndts`, `lanczos+accurate_rnd`. */
function isFlags(text: string): boolean {
	const first = text.charCodeAt(0);
	const startsWithSign = first === PLUS || first === DASH;
	let from = startsWithSign ? 1 : 0;
	let signs = from;
	for (let i = from; i <= text.length; i++) {
		const c = i < text.length ? text.charCodeAt(i) : PLUS;
		if (c !== PLUS && !(startsWithSign && c === DASH)) continue;
		if (i < text.length) signs++;
		if (!isTechniqueWord(text.slice(from, i))) return false;
		from = i + 1;
	}
	return signs > 0;
}

/**
 * Numbers, pairs and short settings with spaces between: `0/0 0.5/0.6 1/1`, `.5 0 -.33`, `c0 f=200 w=100`.
 * Whole numbers of more than one digit do not count: in a row they could be a telephone or a card;
 * nor do long fractions of them, which could be a place on earth.
 */
function isNumberRow(text: string): boolean {
	if (!text.includes(" ")) return false;
	for (const item of text.split(" ")) {
		if (item === "") continue;
		const slash = item.indexOf("/");
		const fits =
			slash < 0
				? isRowNumber(item, 1) || isRowSetting(item)
				: isRowNumber(item.slice(0, slash), 3) &&
					isRowNumber(item.slice(slash + 1), 3);
		if (!fits) return false;
	}
	return true;
}

const LONGEST_ROW_NUMBER = 8;

function isRowNumber(text: string, mostDigits: number): boolean {
	if (text.length > LONGEST_ROW_NUMBER) return false;
	const start = text.charCodeAt(0) === DASH ? 1 : 0;
	const dot = skipDigits(text, start);
	const end = text.charCodeAt(dot) === DOT ? skipDigits(text, dot + 1) : dot;
	const whole = dot - start;
	const fraction = end - dot - 1;
	if (fraction > 2 && whole > 1) return false;
	const most = fraction > 0 ? 3 : mostDigits;
	return end > start && fraction !== 0 && whole <= most && end === text.length;
}

/** `f=200`, and a channel, `c0`. */
function isRowSetting(item: string): boolean {
	const letter = item.charCodeAt(0);
	if (!isSmallLetter(letter)) return false;
	return item.charCodeAt(1) === EQUALS
		? isRowNumber(item.slice(2), 5)
		: letter === SMALL_C && isRowNumber(item.slice(1), 1);
}

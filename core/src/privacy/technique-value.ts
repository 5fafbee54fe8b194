import { isExpression } from "./expression";
import { isMark } from "./mark";
import { isHex, isPair, isQuantity, isTime, skipDigits } from "./quantity";
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
		? isQuantity(text, false) ||
				isTime(text) ||
				isPair(text, "x") ||
				isPair(text, ":") ||
				isTechniqueName(text)
		: isTechniqueName(text);
}

/**
 * Whether `text`, the value of a known option, describes a technique and nothing else: one atom, an
 * expression, or a list of them joined by `,` `:` `|` or, for numbers only, by spaces. Words never
 * follow one another with only a space between, so that no sentence passes. Linear.
 */
export function isTechnique(text: string): boolean {
	if (isBareTechnique(text) || isAtom(text)) return true;
	const length = text.length;
	let depth = 0;
	let from = 0;
	for (let i = 0; i <= length; i++) {
		const c = i < length ? text.charCodeAt(i) : COMMA;
		if (c === OPEN) depth++;
		else if (c === CLOSE) depth--;
		else if (
			i === length ||
			(depth === 0 && (c === COMMA || c === COLON || c === PIPE))
		) {
			if (!isListItem(text.slice(from, i).trim())) return false;
			from = i + 1;
		}
	}
	return depth === 0;
}

const COMMA = 44;
const COLON = 58;
const PIPE = 124;
const OPEN = 40;
const CLOSE = 41;
const HASH = 35;
const PLUS = 43;
const MINUS = 45;
const DOT = 46;

function startsLikeNumber(c: number): boolean {
	return (
		(c >= 48 && c <= 57) || c === MINUS || c === DOT || c === PLUS || c === HASH
	);
}

function isListItem(item: string): boolean {
	if (item === "" || isAtom(item)) return true;
	const equals = item.indexOf("=");
	if (
		equals > 0 &&
		isTechniqueWord(item.slice(0, equals)) &&
		isAtom(item.slice(equals + 1))
	)
		return true;
	return isNumberRow(item);
}

function isAtom(text: string): boolean {
	if (startsLikeNumber(text.charCodeAt(0))) {
		if (
			isQuantity(text, true) ||
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

/** `#RRGGBB`, `0xRRGGBBAA`, `red`, each with an optional `@0.5` or `@0x80`. */
function isColor(text: string): boolean {
	const at = text.indexOf("@");
	const color = at < 0 ? text : text.slice(0, at);
	if (at >= 0 && !isQuantity(text.slice(at + 1), true)) return false;
	if (color.charCodeAt(0) === HASH)
		return (color.length === 7 || color.length === 9) && isHex(color, 1, 6, 8);
	return isColorName(color) || (at >= 0 && isQuantity(color, true));
}

/** `+faststart+frag_keyframe`, `-cgop`, `+genpts-igndts`, `lanczos+accurate_rnd`. */
function isFlags(text: string): boolean {
	const first = text.charCodeAt(0);
	const startsWithSign = first === PLUS || first === MINUS;
	let from = startsWithSign ? 1 : 0;
	let signs = from;
	for (let i = from; i <= text.length; i++) {
		const c = i < text.length ? text.charCodeAt(i) : PLUS;
		if (c !== PLUS && !(startsWithSign && c === MINUS)) continue;
		if (i < text.length) signs++;
		if (!isTechniqueWord(text.slice(from, i))) return false;
		from = i + 1;
	}
	return signs > 0;
}

/** Numbers and pairs with spaces between: `0/0 0.5/0.6 1/1`, `1 0.5`. */
function isNumberRow(text: string): boolean {
	if (!text.includes(" ") && !text.includes("/")) return false;
	for (const item of text.split(" ")) {
		if (item === "") continue;
		const slash = item.indexOf("/");
		const fits =
			slash < 0
				? isSmallNumber(item)
				: isSmallNumber(item.slice(0, slash)) &&
					isSmallNumber(item.slice(slash + 1));
		if (!fits) return false;
	}
	return true;
}

const LONGEST_SMALL_NUMBER = 8;

/** At most three digits before the point: rows of longer ones could be a telephone or a card. */
function isSmallNumber(text: string): boolean {
	if (text.length > LONGEST_SMALL_NUMBER) return false;
	let i = text.charCodeAt(0) === MINUS ? 1 : 0;
	const start = i;
	i = skipDigits(text, i);
	const whole = i - start;
	if (text.charCodeAt(i) === DOT) i = skipDigits(text, i + 1);
	return whole <= 3 && i > start && i === text.length;
}

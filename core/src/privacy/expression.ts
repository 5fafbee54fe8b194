import {
	AMPERSAND,
	BANG,
	CLOSE_PAREN,
	COMMA,
	DASH,
	DOT,
	EQUALS,
	GREATER,
	isDigit,
	isLetterOrDigit,
	isSpace,
	LESS,
	OPEN_PAREN,
	PIPE,
	PLUS,
	SMALL_H,
	SMALL_W,
	TILDE,
	UNDERSCORE,
	ZERO,
} from "./ascii";
import { skipDigits } from "./quantity";
import {
	EXPRESSION_FUNCTIONS,
	EXPRESSION_NAMES,
} from "./vocabulary/expression-names";
import { wordSet } from "./vocabulary/word-set";

/**
 * Whether `text` is an expression of FFmpeg's evaluator made of known functions, known variables and
 * numbers only: `between(t,1,2)`, `iw/2-1`, `if(gte(t,5),W-w,NAN)`, `c0=0.5*FL+0.5*FR`. Pure
 * arithmetic counts only where it cannot be a telephone or a date. One pass, no recursion.
 */
export function isExpression(text: string): boolean {
	let i = 0;
	let depth = 0;
	let needsOperand = true;
	let mayCloseEmpty = false;
	let names = 0;
	let longest = 0;
	let sums = 0;
	let products = 0;
	while (i < text.length) {
		const c = text.charCodeAt(i);
		if (isSpace(c)) {
			i++;
			continue;
		}
		if (!needsOperand) {
			if (c === CLOSE_PAREN) {
				if (--depth < 0) return false;
				i++;
				continue;
			}
			const width = operatorWidth(text, i, c, depth);
			if (width === 0) return false;
			if (c === PLUS || c === DASH) sums++;
			else products++;
			i += width;
			needsOperand = true;
			mayCloseEmpty = false;
			continue;
		}
		if (c === OPEN_PAREN) {
			depth++;
			i++;
		} else if (c === CLOSE_PAREN && mayCloseEmpty) {
			depth--;
			i++;
			needsOperand = false;
		} else if (c === PLUS || c === DASH || c === BANG) {
			i++;
		} else {
			const end = skipName(text, i);
			if (end === i) return false;
			const word = text.slice(i, end);
			i = end;
			if (isPlainNumber(word)) {
				if (word.length > longest) longest = word.length;
				needsOperand = false;
			} else if (text.charCodeAt(i) === OPEN_PAREN) {
				if (!FUNCTIONS.has(word)) return false;
				names++;
				depth++;
				i++;
				mayCloseEmpty = true;
				continue;
			} else {
				if (!NAMES.has(word) && !isTileName(word)) return false;
				names++;
				needsOperand = false;
			}
		}
		mayCloseEmpty = false;
	}
	if (needsOperand || depth !== 0) return false;
	if (names > 0) return true;
	return longest <= 7 && sums === 0 && products === 1;
}

const FUNCTIONS = wordSet(EXPRESSION_FUNCTIONS);
const NAMES = wordSet(EXPRESSION_NAMES);
const OPERATORS = "*/^%+-<>=&|;,";

/** How many characters the operator at `i` takes; 0 if there is none. */
function operatorWidth(
	text: string,
	i: number,
	c: number,
	depth: number,
): number {
	if (c > TILDE || !OPERATORS.includes(text.charAt(i))) return 0;
	if (c === COMMA && depth === 0) return 0;
	const next = text.charCodeAt(i + 1);
	const doubles =
		(next === EQUALS && (c === LESS || c === GREATER || c === EQUALS)) ||
		(next === c && (c === AMPERSAND || c === PIPE));
	return doubles ? 2 : 1;
}

function skipName(text: string, from: number): number {
	let i = from;
	while (i < text.length) {
		const c = text.charCodeAt(i);
		if (!isLetterOrDigit(c) && c !== UNDERSCORE && c !== DOT) break;
		i++;
	}
	return i;
}

/** As long as JavaScript prints a fraction. */
const LONGEST_NUMBER = 22;

/** `1`, `0.5`, `.25`, `44.1k`, `1e3`, `20dB`: the evaluator's numbers. */
function isPlainNumber(word: string): boolean {
	if (word.length > LONGEST_NUMBER) return false;
	let i = 0;
	let whole = 0;
	let dots = 0;
	for (; i < word.length; i++) {
		const c = word.charCodeAt(i);
		if (c === DOT) dots++;
		else if (!isDigit(c)) break;
		else if (dots === 0) whole++;
	}
	if (dots > 1 || i === dots || whole > 7) return false;
	if (whole > 2 && word.charCodeAt(0) === ZERO) return false;
	if (i === word.length) return true;
	const rest = word.slice(i);
	return rest.length <= 2 && NUMBER_SUFFIXES.includes(` ${rest} `);
}

const NUMBER_SUFFIXES =
	" k K M G Ki Mi Gi m u n dB e1 e2 e3 e4 e5 e6 e7 e8 e9 E3 E6 ";

/** `w0`, `h1`, `w0_h1`, `0_0`: places in the layouts of hstack, vstack and xstack. */
function isTileName(word: string): boolean {
	if (word.length > 16) return false;
	for (const part of word.split("_")) {
		if (part === "0") continue;
		const c = part.charCodeAt(0);
		if (c !== SMALL_W && c !== SMALL_H) return false;
		if (part.length < 2 || part.length > 3) return false;
		if (skipDigits(part, 1) !== part.length) return false;
	}
	return true;
}

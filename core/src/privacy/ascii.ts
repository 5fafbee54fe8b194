// The codes of the characters that the grammars of this folder are made of.

export const TAB = 9;
export const NEWLINE = 10;
export const RETURN = 13;
/** The first printable character: what lies before it is a control character. */
export const SPACE = 32;
export const BANG = 33;
export const DOUBLE_QUOTE = 34;
export const HASH = 35;
export const AMPERSAND = 38;
export const SINGLE_QUOTE = 39;
export const OPEN_PAREN = 40;
export const CLOSE_PAREN = 41;
export const PLUS = 43;
export const COMMA = 44;
export const DASH = 45;
export const DOT = 46;
export const SLASH = 47;
export const ZERO = 48;
const NINE = 57;
export const COLON = 58;
export const SEMICOLON = 59;
export const LESS = 60;
export const EQUALS = 61;
export const GREATER = 62;
const CAPITAL_A = 65;
const CAPITAL_Z = 90;
export const OPEN_BRACKET = 91;
export const BACKSLASH = 92;
export const CLOSE_BRACKET = 93;
export const UNDERSCORE = 95;
const SMALL_A = 97;
export const SMALL_C = 99;
export const SMALL_E = 101;
const SMALL_F = 102;
export const SMALL_H = 104;
export const SMALL_I = 105;
export const SMALL_P = 112;
export const SMALL_W = 119;
export const SMALL_X = 120;
const SMALL_Z = 122;
export const OPEN_BRACE = 123;
export const PIPE = 124;
/** The last printable character: what lies behind it is `DEL`, or no ASCII. */
export const TILDE = 126;

/** Whether it is one of `0` to `9`. */
export function isDigit(code: number): boolean {
	return code >= ZERO && code <= NINE;
}

/** Whether it is a hexadecimal digit, in either letter case. */
export function isHexDigit(code: number): boolean {
	const small = toSmall(code);
	return isDigit(code) || (small >= SMALL_A && small <= SMALL_F);
}

/** Whether it is a letter of ASCII, in either case. */
export function isLetter(code: number): boolean {
	const small = toSmall(code);
	return small >= SMALL_A && small <= SMALL_Z;
}

/** Whether it is a letter of ASCII, in either case, or a digit. */
export function isLetterOrDigit(code: number): boolean {
	return isLetter(code) || isDigit(code);
}

/** Whether it is one of `a` to `z`. */
export function isSmallLetter(code: number): boolean {
	return code >= SMALL_A && code <= SMALL_Z;
}

/** Whether it is one of `A` to `Z`. */
export function isCapital(code: number): boolean {
	return code >= CAPITAL_A && code <= CAPITAL_Z;
}

/** Whether it is white space of ASCII. */
export function isSpace(code: number): boolean {
	return code === SPACE || (code >= TAB && code <= RETURN);
}

/** The only bit in which `A` and `a` differ. */
const CASE_BIT = 32;

/** The small form of a letter; of what is no letter, something that is none either. */
export function toSmall(code: number): number {
	return code | CASE_BIT;
}

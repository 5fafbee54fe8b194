import {
	BACKSLASH,
	DASH,
	DOT,
	HASH,
	isLetterOrDigit,
	SLASH,
	SPACE,
	TILDE,
	ZERO,
} from "./ascii";
import { isErrorWord, isInstanceName } from "./error-word";
import { encoderParameterKind, optionKind } from "./parameter-kind";
import {
	BARE,
	isHex,
	isPair,
	isQuantity,
	isTime,
	skipDigits,
} from "./quantity";
import { isTechnique } from "./technique-value";
import { isTechniqueName } from "./technique-word";

/**
 * Whether a word of a message, without the punctuation around it, may stay: words about failures, names
 * of techniques, numbers, options, and such joined by punctuation (`mov,mp4,m4a`, `#0:0(und)`).
 */
export function isCleanWord(core: string): boolean {
	if (isErrorWord(core) || isTechniqueName(core)) return true;
	if (isPunctuation(core)) return true;
	if (core.length > LONGEST_COMPOUND) return false;
	if (isNumberWord(core) || isKnownOption(core) || isInstanceName(core))
		return true;
	const first = core.charCodeAt(0);
	if (first === SLASH || first === TILDE || first === BACKSLASH) return false;
	const equals = core.indexOf("=");
	if (equals > 0) {
		const name = core.slice(0, equals);
		const kind = encoderParameterKind(name);
		if (kind !== "value" && isSecretAssignment(core)) return false;
		const vouched =
			kind === "value" || (kind === undefined && isErrorWord(name));
		if (vouched && isSettingValue(core, equals + 1)) return true;
		if (kind !== undefined && kind !== "value") return false;
	}
	return isCleanCompound(core);
}

/** What follows `keyint=`, `deblock=` and `bitrate=`: `250`, `1:0:0`, `N/A`. */
function isSettingValue(core: string, from: number): boolean {
	const value = core.slice(from);
	return value === "N/A" || isTechnique(value) || isRatioRow(value);
}

/** `1:0:0`, `0.60:0.00`: short numbers, which are no address and no date. */
function isRatioRow(text: string): boolean {
	return (
		text.length <= LONGEST_RATIO &&
		text.split(":").every((part) => isVersion(part))
	);
}

const LONGEST_RATIO = 12;

/** Whether `text` is an option with its dash, as in `-c:v`. */
export function isKnownOption(text: string): boolean {
	if (text.charCodeAt(0) !== DASH) return false;
	const colon = text.indexOf(":");
	const name = text.slice(1, colon < 0 ? text.length : colon);
	return (
		optionKind(name) !== undefined &&
		(colon < 0 || isCleanWord(text.slice(colon + 1)))
	);
}

const LONGEST_COMPOUND = 80;

/** `25`, `2.5M`, `00:00:10`, `1280x720`, `30000/1001`, `#0:0`, `-22`, `61.19.100`. */
function isNumberWord(core: string): boolean {
	const text = core.charCodeAt(0) === HASH ? core.slice(1) : core;
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
	if (text.charCodeAt(dot) !== DOT) return false;
	if (skipDigits(text, dot + 1) !== text.length) return false;
	return text.startsWith("0.") || Number(text.slice(dot + 1)) === 0;
}

/** Whether there is nothing in `text` but a little ASCII punctuation. */
export function isPunctuation(text: string): boolean {
	if (text.length > 4) return false;
	for (let i = 0; i < text.length; i++) {
		const c = text.charCodeAt(i);
		if (
			c <= SPACE ||
			c > TILDE ||
			c === SLASH ||
			c === BACKSLASH ||
			isLetterOrDigit(c)
		)
			return text === "/" || text === "\\";
	}
	return true;
}

/** `61.19.100`; but not `01.04.85`, which is a date. */
function isVersion(text: string): boolean {
	const parts = text.split(".");
	return (
		parts.length <= 3 &&
		parts.every(
			(part) =>
				part.length > 0 &&
				part.length <= 3 &&
				(part.length === 1 || part.charCodeAt(0) !== ZERO) &&
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

import { COLON, DOT, EQUALS, isDigit, isLetter, OPEN_PAREN } from "./ascii";
import { isMark, MARKS, markFor } from "./mark";
import { encoderParameterKind, type ParameterKind } from "./parameter-kind";
import { skipDigits } from "./quantity";
import { isTechnique } from "./technique-value";

/**
 * A list of `key=value` pairs joined by `:` (`keyint=250:min-keyint=25:no-sao`), as x264-params and
 * its like take it: known keys stay, and of values what is a technique. Linear.
 */
export function sanitizeParameterList(text: string): string {
	let out = "";
	let from = 0;
	for (let i = 0; i <= text.length; i++) {
		if (i < text.length && text.charCodeAt(i) !== COLON) continue;
		const item = text.slice(from, i);
		out += from === 0 ? sanitizeItem(item) : `:${sanitizeItem(item)}`;
		from = i + 1;
	}
	return out;
}

/** Whether `text` begins as a list of `key=value` pairs with a known key does. */
export function looksLikeParameterList(text: string): boolean {
	const equals = text.indexOf("=");
	return (
		equals > 0 &&
		equals <= LONGEST_KEY &&
		encoderParameterKind(text.slice(0, equals)) !== undefined
	);
}

/**
 * What stays of one value beside a key of `kind`: itself if it is a technique, otherwise a mark.
 */
export function sanitizePlainValue(
	value: string,
	kind: ParameterKind | undefined,
): string {
	if (isMark(value) || value === "") return value;
	switch (kind) {
		case "secret":
			return MARKS.secret;
		case "text":
			return MARKS.text;
		case "file":
			return markFor(value, MARKS.file);
		case undefined:
			return markFor(value);
		default:
			return isTechnique(value) || isGroupList(value) ? value : markFor(value);
	}
}

const LONGEST_KEY = 40;

function sanitizeItem(item: string): string {
	if (item === "" || isMark(item)) return item;
	const equals = item.indexOf("=");
	if (equals < 0) {
		const known = encoderParameterKind(item) !== undefined;
		return known || isTechnique(item) ? item : markFor(item);
	}
	const key = item.slice(0, equals);
	const kind = encoderParameterKind(key);
	const name = kind === undefined ? MARKS.key : key;
	return `${name}=${sanitizePlainValue(item.slice(equals + 1), kind)}`;
}

const GROUP_NAMES: ReadonlySet<string> = new Set(
	"G B R WP L q b crf f I P i p".split(" "),
);

/**
 * Numbers grouped by short names: `G(13250,34500)B(7500,3000)WP(15635,16450)L(10000000,1)` and
 * `0,100,q=20/101,200,b=0.5`.
 */
function isGroupList(text: string): boolean {
	let i = 0;
	let groups = 0;
	while (i < text.length) {
		const c = text.charCodeAt(i);
		if (isDigit(c)) {
			let end = skipDigits(text, i);
			if (end - i > 7 && !text.startsWith("000", end - 3)) return false;
			if (text.charCodeAt(end) === DOT) end = skipDigits(text, end + 1);
			if (text.charCodeAt(end) === DOT) return false;
			i = end;
		} else if (isLetter(c)) {
			let end = i + 1;
			while (end - i < 4 && isLetter(text.charCodeAt(end))) end++;
			if (!GROUP_NAMES.has(text.slice(i, end))) return false;
			const opener = text.charCodeAt(end);
			if (opener !== OPEN_PAREN && opener !== EQUALS) return false;
			groups++;
			i = end + 1;
		} else if (",/()".includes(text.charAt(i))) i++;
		else return false;
	}
	return groups > 0;
}

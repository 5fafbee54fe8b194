import {
	COLON,
	DASH,
	DOT,
	isDigit,
	isHexDigit,
	isSpace,
	PLUS,
	SEMICOLON,
	SMALL_E,
	SMALL_I,
	SMALL_P,
	SMALL_X,
	SPACE,
	toSmall,
	ZERO,
} from "./ascii";

/** How long the digits of a number may be before it is more likely a telephone, a date or a place. */
export interface QuantityBounds {
	readonly digits: number;
	readonly fraction: number;
	readonly hexadecimal: boolean;
}

/** For the value of an option that is known. */
export const KNOWN: QuantityBounds = {
	digits: 7,
	fraction: 17,
	hexadecimal: true,
};

/** For one of several numbers in such a value: two long fractions could be a place on earth. */
export const LISTED: QuantityBounds = {
	digits: 7,
	fraction: 3,
	hexadecimal: true,
};

/** For a number that nothing vouches for. */
export const BARE: QuantityBounds = {
	digits: 6,
	fraction: 3,
	hexadecimal: false,
};

/**
 * Whether `text` is one number with at most a sign and a unit: `23`, `-2`, `2.5M`, `192k`, `-30dB`,
 * `1e-3`, `1080p60`, `0x1F`. More digits than `bounds` allows only where the number is round, as byte
 * counts and bit rates are.
 */
export function isQuantity(text: string, bounds: QuantityBounds): boolean {
	const length = text.length;
	if (length === 0 || length > LONGEST_QUANTITY) return false;
	let i = 0;
	const sign = text.charCodeAt(0);
	if (sign === DASH || sign === PLUS) i = 1;
	if (
		text.charCodeAt(i) === ZERO &&
		toSmall(text.charCodeAt(i + 1)) === SMALL_X
	)
		return bounds.hexadecimal && isHex(text, i + 2, 1, 8);
	const start = i;
	i = skipDigits(text, i);
	const digits = i - start;
	let fraction = 0;
	if (text.charCodeAt(i) === DOT) {
		const from = i + 1;
		i = skipDigits(text, from);
		fraction = i - from;
		if (fraction === 0) return false;
	}
	if (digits === 0 && fraction === 0) return false;
	if (digits > 2 && text.charCodeAt(start) === ZERO) return false;
	if (fraction > bounds.fraction) return false;
	if (digits > bounds.digits && !isRound(text.slice(start, start + digits)))
		return false;
	if (i === length) return true;
	if (text.charCodeAt(i) === SPACE)
		return length - i > 2 && UNITS.has(text.slice(i + 1));
	return UNITS.has(text.slice(i)) || isExponentOrRate(text, i);
}

/** Whether `text` is a time or a timecode: `01:02`, `00:00:10.5`, `-0:05`, `01:00:00:12`. */
export function isTime(text: string): boolean {
	if (text.length < 4 || text.length > 24) return false;
	let i = text.charCodeAt(0) === DASH ? 1 : 0;
	let end = skipDigits(text, i);
	if (end === i || end - i > 3) return false;
	let fields = 1;
	while (
		text.charCodeAt(end) === COLON ||
		(fields === 3 && text.charCodeAt(end) === SEMICOLON)
	) {
		i = end + 1;
		end = skipDigits(text, i);
		if (end - i !== 2) return false;
		fields++;
	}
	if (fields < 2 || fields > 4) return false;
	if (text.charCodeAt(end) === DOT) {
		i = end + 1;
		end = skipDigits(text, i);
		if (end === i || end - i > 9) return false;
	}
	return end === text.length;
}

/** Whether `text` is two numbers joined by `joint` (`1920x1080`, `16:9`, `30000/1001`). */
export function isPair(text: string, joint: "x" | ":" | "/"): boolean {
	const first = skipDigits(text, 0);
	const second = skipDigits(text, first + 1);
	const most = joint === "/" ? 7 : 5;
	return (
		first > 0 &&
		first <= most &&
		text[first] === joint &&
		second > first + 1 &&
		second - first - 1 <= most &&
		second === text.length &&
		!hasLongLeadingZero(text, 0, first) &&
		!hasLongLeadingZero(text, first + 1, second)
	);
}

/** Whether `text` from `from` on is between `least` and `most` hexadecimal digits and nothing else. */
export function isHex(
	text: string,
	from: number,
	least: number,
	most: number,
): boolean {
	const digits = text.length - from;
	if (digits < least || digits > most) return false;
	for (let i = from; i < text.length; i++) {
		if (!isHexDigit(text.charCodeAt(i))) return false;
	}
	return true;
}

/** The first index at or after `from` that holds no decimal digit. */
export function skipDigits(text: string, from: number): number {
	let i = from;
	while (i < text.length) {
		if (!isDigit(text.charCodeAt(i))) break;
		i++;
	}
	return i;
}

/** `text` without ASCII white space around it; any other is no part of a technique. */
export function trimSpaces(text: string): string {
	let start = 0;
	let end = text.length;
	while (start < end && isSpace(text.charCodeAt(start))) start++;
	while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
	return end - start === text.length ? text : text.slice(start, end);
}

const LONGEST_QUANTITY = 40;

const UNITS: ReadonlySet<string> = new Set(
	"k K M G T P Ki Mi Gi Ti KiB MiB GiB TiB kB KB MB GB TB kb Kb mb Mb gb b B m u n p i bps kbps Kbps mbps Mbps gbps Gbps kbit kbits kbit/s kbits/s kb/s Mb/s Mbit Mbit/s Mbits/s bit bits fps Hz hz kHz khz MHz s ms us sec secs second seconds min h dB db dBFS LU LUFS LKFS % x px bit d st ct C S".split(
		" ",
	),
);

/** `1e-3` and `1080p60`, from the letter on. */
function isExponentOrRate(text: string, from: number): boolean {
	const letter = toSmall(text.charCodeAt(from));
	let i = from + 1;
	if (letter === SMALL_E) {
		const c = text.charCodeAt(i);
		if (c === DASH || c === PLUS) i++;
	} else if (letter !== SMALL_P && letter !== SMALL_I) return false;
	const end = skipDigits(text, i);
	return end > i && end - i <= 3 && end === text.length;
}

/** The largest of a machine's integers, and FFmpeg's own defaults that are as long. */
const NAMED_INTEGERS: readonly string[] = [
	"16777215",
	"2147483647",
	"4294487295",
	"4294967295",
	"72057594037927935",
	"9223372036854775807",
	"18446744073709551615",
];

/** A multiple of 1000 or of 1024 of at most 16 digits, or one of the named ones. */
export function isRound(digits: string): boolean {
	return (
		NAMED_INTEGERS.includes(digits) ||
		(digits.length <= 16 &&
			(digits.endsWith("000") || Number(digits) % 1024 === 0))
	);
}

function hasLongLeadingZero(text: string, from: number, to: number): boolean {
	return to - from > 2 && text.charCodeAt(from) === ZERO;
}

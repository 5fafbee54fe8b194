import { MARKS } from "./mark";
import { isMagnitude } from "./parameter-key";
import type { ParameterKind } from "./parameter-kind";
import { BARE, isRound, KNOWN } from "./quantity";

/**
 * The JSON of a number beside a key of `kind`. Numbers stay, but not beside a key that tells of
 * content or of a person; where they could be a telephone or a card only beside a key that counts
 * something large; beside a key that says nothing only if they could be no place or date either.
 *
 * A number that JavaScript cannot hold exactly (an integer beyond 2^53, `1e999`) becomes `null`:
 * better none than another one. `1.0` is written `1`, `-0` as `0`.
 */
export function sanitizeNumber(
	value: number,
	kind: ParameterKind,
	key: string,
): string {
	if (kind === "text" || kind === "name") return `"${MARKS.text}"`;
	if (Math.abs(value) > Number.MAX_SAFE_INTEGER) return "null";
	const vouched = kind !== "unknown" && kind !== "file";
	const stays = vouched
		? isKnownNumber(value) || isMagnitude(key)
		: isBareNumber(value);
	return stays ? String(value) : `"${MARKS.text}"`;
}

/**
 * Whether a number that nothing vouches for could be no telephone, card, date or place on earth: at
 * most six digits or round, and fractions of at most three digits but below one.
 */
function isBareNumber(value: number): boolean {
	const size = Math.abs(value);
	if (size < 1) return true;
	if (Number.isInteger(value))
		return size < 10 ** BARE.digits || isRound(String(size));
	return size < 10 ** BARE.digits && Math.round(size * 1e3) / 1e3 === size;
}

/** Whether a number beside a known option could be no telephone and no card. */
function isKnownNumber(value: number): boolean {
	const size = Math.abs(value);
	return size < 10 ** KNOWN.digits || isRound(String(size));
}

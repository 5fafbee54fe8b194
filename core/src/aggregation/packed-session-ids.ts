import { fnv1a } from "../fnv1a";

/**
 * A set of session ids as one text: four letters for each, 24 bits of its hash, as a busy user has
 * tens of thousands. It may hold by chance what was never added (once in 400 where it holds 40,000),
 * and never misses what was.
 */
export type PackedSessionIds = string;

/** The set that holds none. */
export const NO_SESSION_IDS: PackedSessionIds = "";

/** The set that holds every one. */
export const ALL_SESSION_IDS: PackedSessionIds = "*";

const LETTERS =
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const LETTERS_OF_AN_ID = 4;
const BITS_OF_A_LETTER = 6;

/** How many ids the set holds; one where it holds every one, as that is all that is kept of them. */
export function countSessionIds(packed: PackedSessionIds): number {
	return Math.ceil(packed.length / LETTERS_OF_AN_ID);
}

/** False only if the id was not added. */
export function mayHoldSessionId(
	packed: PackedSessionIds,
	sessionId: string,
): boolean {
	if (packed === ALL_SESSION_IDS) return true;
	const letters = lettersOf(sessionId);
	let at = packed.indexOf(letters);
	// What is found across two neighbours is neither of them.
	while (at % LETTERS_OF_AN_ID > 0) at = packed.indexOf(letters, at + 1);
	return at !== -1;
}

/** The set with one id more; with every one, if it held `limit` already. */
export function withSessionId(
	packed: PackedSessionIds,
	sessionId: string,
	limit: number,
): PackedSessionIds {
	if (mayHoldSessionId(packed, sessionId)) return packed;
	return countSessionIds(packed) < limit
		? packed + lettersOf(sessionId)
		: ALL_SESSION_IDS;
}

function lettersOf(sessionId: string): string {
	// Folded to 24 bits as the authors of FNV advise.
	const whole = fnv1a(sessionId);
	let hash = (whole >>> 24) ^ (whole & 0xffffff);
	let letters = "";
	for (let count = 0; count < LETTERS_OF_AN_ID; count++) {
		letters += LETTERS[hash & (LETTERS.length - 1)];
		hash >>>= BITS_OF_A_LETTER;
	}
	return letters;
}

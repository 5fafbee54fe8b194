import { crypto } from "./crypto.ts";

/**
 * The id of the operation that this process tracked as number `sequence` (1 up): a UUID (version 8, of the
 * maker's own form) that begins with 74 random bits, the same for the whole process, and ends with the number.
 * Neighbours differ in a few digits, so that a compressed event spends next to nothing on its id; and since
 * processes begin at random places, ids do not all grow at one end of an index, which Firestore bears badly.
 * The ids of a process sort in the order of tracking.
 */
export function eventId(sequence: number): string {
	prefix ??= randomPrefix();
	return prefix + (FILL + sequence).toString(16).slice(1);
}

/** The number of the next operation; services of one process share the count. */
export function nextSequence(): number {
	return ++lastSequence;
}

/** A 1 in front of 12 digits, which it fills up with zeros. */
const FILL = 16 ** 12;

let lastSequence = 0;
let prefix: string | undefined;

function randomPrefix(): string {
	const random = crypto().randomUUID();
	return `${random.slice(0, 14)}8${random.slice(15, 24)}`;
}

import { deflateRawSync, inflateRawSync } from "node:zlib";

/**
 * A record as documents hold it: JSON text, deflated where it is long, in pieces where even that
 * does not fit into one document.
 */
export type PackedRecord = readonly [first: string | Buffer, ...rest: Buffer[]];

/**
 * Longer texts are deflated, to a fifth or less: a commit then holds a whole page's users, and
 * every page that does not fit is counted again in halves, with twice the writes for its users.
 */
const MAX_TEXT_LENGTH = 1_000;

/** Well under Firestore's 1 MiB for a document with its name and its other fields. */
export const MAX_PIECE_BYTES = 900_000;

/** The pieces of a record; the first belongs into its own document. */
export function packRecord(
	record: unknown,
	maxPieceBytes: number = MAX_PIECE_BYTES,
): PackedRecord {
	const text = JSON.stringify(record);
	if (text.length <= MAX_TEXT_LENGTH) return [text];
	const bytes = deflateRawSync(text);
	const rest: Buffer[] = [];
	for (let at = maxPieceBytes; at < bytes.length; at += maxPieceBytes)
		rest.push(bytes.subarray(at, at + maxPieceBytes));
	return [bytes.subarray(0, maxPieceBytes), ...rest];
}

/** The inverse of {@link packRecord}. */
export function unpackRecord([first, ...rest]: PackedRecord): unknown {
	if (typeof first === "string") return JSON.parse(first);
	return JSON.parse(inflateRawSync(Buffer.concat([first, ...rest])).toString());
}

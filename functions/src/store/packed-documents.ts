import { StoreUnavailableError } from "@ffmpeg-analytics/core";
import type {
	DocumentReference,
	DocumentSnapshot,
	Firestore,
	Precondition,
} from "@google-cloud/firestore";
import { collectionOf } from "./collections";
import type { Fields, SizedBatch } from "./commit";
import { packRecord, unpackRecord } from "./packed-record";

/** The field of the main document that holds the record, or its first piece. */
export const DATA_FIELD = "data";

/** How many documents the record takes, if more than one. */
const PIECES_FIELD = "pieces";

/** The same in every piece of one writing. */
const STAMP_FIELD = "stamp";

/** The fields beside those that a caller sets; none is queried. */
export const PACKED_FIELDS = [DATA_FIELD, PIECES_FIELD, STAMP_FIELD] as const;

/** A record that another process keeps changing is read again this often. */
const MAX_READS = 5;

/**
 * Documents that hold records of any size. A record of more than one piece has the others in the
 * collection for parts, written and removed in the same commit as the main document.
 */
export class PackedDocuments {
	readonly #firestore: Firestore;
	/**
	 * Pieces of the records of more than one piece that were read here, by path: a record is read
	 * before it is written, and when it shrinks, pieces have to go.
	 */
	readonly #pieces = new Map<string, number>();

	constructor(firestore: Firestore) {
		this.#firestore = firestore;
	}

	/** Reads records, undefined where there is none: a read each, and one for each further piece. */
	async read(references: readonly DocumentReference[]): Promise<unknown[]> {
		if (references.length === 0) return [];
		return this.unpack(await this.#firestore.getAll(...references));
	}

	/** The records of main documents that were read; undefined for those that are not there. */
	async unpack(snapshots: readonly DocumentSnapshot[]): Promise<unknown[]> {
		const records: unknown[] = [];
		for (const snapshot of snapshots) {
			if (snapshot.exists && piecesOf(snapshot) > 1) {
				records.push(await this.#readPieces(snapshot));
				continue;
			}
			this.#pieces.delete(snapshot.ref.path);
			records.push(
				snapshot.exists
					? unpackRecord([snapshot.get(DATA_FIELD) as string | Buffer])
					: undefined,
			);
		}
		return records;
	}

	/**
	 * Writes a record with the given fields beside it, replacing the document, and removes the pieces
	 * of an earlier writing that are no longer needed. `stamp` tells this writing from any other.
	 */
	write(
		batch: SizedBatch,
		reference: DocumentReference,
		fields: Fields,
		record: unknown,
		stamp: string,
	): void {
		const [first, ...rest] = packRecord(record);
		batch.set(reference, {
			...fields,
			[DATA_FIELD]: first,
			...(rest.length === 0
				? {}
				: { [PIECES_FIELD]: rest.length + 1, [STAMP_FIELD]: stamp }),
		});
		for (const [index, data] of rest.entries()) {
			batch.set(this.#pieceReference(reference, index + 1), {
				[DATA_FIELD]: data,
				[STAMP_FIELD]: stamp,
			});
		}
		this.#removePieces(batch, reference, rest.length + 1);
	}

	/** Deletes a record; `pieces` is how many it has, where the caller has read that. */
	remove(
		batch: SizedBatch,
		reference: DocumentReference,
		pieces?: number,
		precondition?: Precondition,
	): void {
		if (pieces !== undefined && pieces > 1)
			this.#pieces.set(reference.path, pieces);
		batch.delete(reference, precondition);
		this.#removePieces(batch, reference, 1);
	}

	#removePieces(
		batch: SizedBatch,
		reference: DocumentReference,
		from: number,
	): void {
		const known = this.#pieces.get(reference.path) ?? 1;
		for (let index = from; index < known; index++)
			batch.delete(this.#pieceReference(reference, index));
	}

	#pieceReference(
		{ parent, id }: DocumentReference,
		index: number,
	): DocumentReference {
		return collectionOf(this.#firestore, "parts").doc(
			`${parent.id}~${id}~${index}`,
		);
	}

	async #readPieces(main: DocumentSnapshot): Promise<unknown> {
		let snapshots = [main];
		for (let reads = 0; reads < MAX_READS; reads++) {
			const [first] = snapshots;
			if (first === undefined || !first.exists) return undefined;
			const pieces = piecesOf(first);
			this.#pieces.set(first.ref.path, pieces);
			if (
				snapshots.length === pieces &&
				new Set(stampsOf(snapshots)).size === 1
			)
				return unpackRecord([
					first.get(DATA_FIELD) as Buffer,
					...snapshots.slice(1).map((each) => each.get(DATA_FIELD) as Buffer),
				]);
			const rest = Array.from({ length: pieces - 1 }, (_, index) =>
				this.#pieceReference(first.ref, index + 1),
			);
			// In one request, the main document with them, so that a replaced record is noticed.
			snapshots =
				reads === 0
					? [first, ...(await this.#firestore.getAll(...rest))]
					: await this.#firestore.getAll(first.ref, ...rest);
		}
		throw new StoreUnavailableError("a record kept changing while it was read");
	}
}

/** How many documents a record takes. */
export function piecesOf(main: DocumentSnapshot): number {
	return (main.get(PIECES_FIELD) as number | undefined) ?? 1;
}

function stampsOf(snapshots: readonly DocumentSnapshot[]): unknown[] {
	return snapshots.map((snapshot) => snapshot.get(STAMP_FIELD));
}

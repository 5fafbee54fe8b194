import type {
	ShardHead,
	StoredDelta,
	TotalsDelta,
} from "@ffmpeg-analytics/core";
import type { DocumentReference, Firestore } from "@google-cloud/firestore";
import { collectionOf } from "./collections";
import { NO_VERSION, type SizedBatch } from "./commit";
import { piecesOf } from "./packed-documents";
import { queryById } from "./queries";
import type { StoreContext } from "./store-context";

/**
 * The document of a new delta. Ids sort by shard, and within one by the version of its head, which
 * every commit raises: oldest first, without a counter of its own.
 */
export function newDeltaReference(
	firestore: Firestore,
	{ shard, version }: ShardHead,
	index: number,
): DocumentReference {
	const [seconds = "", nanoseconds = ""] =
		version === NO_VERSION ? [] : version.split(".");
	const id = [
		String(shard).padStart(3, "0"),
		seconds.padStart(12, "0") + nanoseconds.padStart(9, "0"),
		String(index).padStart(5, "0"),
	].join("-");
	return collectionOf(firestore, "deltas").doc(id);
}

/** A read for each delta, at least one. */
export async function readDeltas(
	{ firestore, documents }: StoreContext,
	limit: number,
): Promise<StoredDelta[]> {
	const { docs } = await queryById(firestore, "deltas").limit(limit).get();
	const deltas = (await documents.unpack(docs)) as TotalsDelta[];
	return docs.flatMap((snapshot, index) => {
		const delta = deltas[index];
		const pieces = piecesOf(snapshot);
		const id = pieces === 1 ? snapshot.id : `${snapshot.id}~${pieces}`;
		return delta === undefined ? [] : [{ id, delta }];
	});
}

/** Puts something smaller in a delta's place; `stamp` tells this writing from the one before. */
export function replaceDelta(
	{ firestore, documents }: StoreContext,
	batch: SizedBatch,
	deltaId: string,
	left: TotalsDelta,
	stamp: string,
): void {
	const [id = ""] = deltaId.split("~");
	const reference = collectionOf(firestore, "deltas").doc(id);
	documents.write(batch, reference, {}, left, stamp);
}

/** Deletes a delta; the commit fails if it is not there any more. */
export function removeDelta(
	{ firestore, documents }: StoreContext,
	batch: SizedBatch,
	deltaId: string,
): void {
	const [id = "", pieces = "1"] = deltaId.split("~");
	const reference = collectionOf(firestore, "deltas").doc(id);
	documents.remove(batch, reference, Number(pieces), { exists: true });
}

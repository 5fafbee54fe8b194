import {
	type Erasure,
	type ErasureQuery,
	type Page,
	StoreUnavailableError,
	shardOf,
	type UserEventsStep,
} from "@ffmpeg-analytics/core";
import {
	type DocumentReference,
	type DocumentSnapshot,
	type QueryDocumentSnapshot,
	Timestamp,
} from "@google-cloud/firestore";
import { collectionOf } from "./collections";
import { SizedBatch, versionOf } from "./commit";
import { MAX_VALUES, QUERIES, queryOf } from "./queries";
import type { StoreContext } from "./store-context";

/** A tombstone as its document holds it; the user's id is the document's. */
interface ErasureDocument {
	/** Keeps the index of the time of writing from a hot spot. */
	readonly shard: number;
	/** Epoch ms. */
	readonly through: number;
	readonly writtenAt: Timestamp;
	/** The TTL policy's field. */
	readonly expireAt: Timestamp;
	readonly finished: boolean;
}

const FIELDS: Record<keyof ErasureDocument, true> = {
	expireAt: true,
	finished: true,
	shard: true,
	through: true,
	writtenAt: true,
};

/** The fields of {@link ErasureDocument}, all of them; none is indexed by itself. */
export const ERASURE_FIELDS = Object.keys(FIELDS);

/** A tombstone that others keep changing is tried so often. */
const MAX_CONFLICTS = 10;

/** A read and a write. */
export async function writeErasure(
	context: StoreContext,
	{ userId, through, writtenAt, expireAt }: Omit<Erasure, "finished">,
): Promise<Erasure> {
	let kept: Erasure | undefined;
	await change(context, userId, (batch, reference, snapshot) => {
		const known = snapshot.exists ? erasureOf(snapshot) : undefined;
		kept = {
			userId,
			through: Math.max(through, known?.through ?? through),
			writtenAt,
			expireAt: Math.max(expireAt, known?.expireAt ?? expireAt),
			finished: false,
		};
		const document: ErasureDocument = {
			shard: shardOf(userId, context.shardCount),
			through: kept.through,
			writtenAt: Timestamp.fromMillis(kept.writtenAt),
			expireAt: Timestamp.fromMillis(kept.expireAt),
			finished: kept.finished,
		};
		batch.advance(reference, versionOf(snapshot), { ...document });
		return true;
	});
	if (kept === undefined) throw new Error("a tombstone was not written");
	return kept;
}

/** A read and a write. */
export async function finishErasure(
	context: StoreContext,
	{ userId, through }: Erasure,
): Promise<void> {
	await change(context, userId, (batch, reference, snapshot) => {
		if (snapshot.get("through") !== through) return false;
		batch.advance(reference, versionOf(snapshot), { finished: true });
		return true;
	});
}

/** A read and a delete. */
export async function removeErasure(
	context: StoreContext,
	{ userId, through }: Erasure,
): Promise<void> {
	await change(context, userId, (batch, reference, snapshot) => {
		const { updateTime } = snapshot;
		if (snapshot.get("through") !== through || updateTime === undefined)
			return false;
		batch.delete(reference, { lastUpdateTime: updateTime });
		return true;
	});
}

/** A read for each tombstone, at least one for every 30 shards. */
export async function listErasures(
	{ firestore, shardCount }: StoreContext,
	{ since, after, limit }: ErasureQuery,
): Promise<Page<Erasure>> {
	const shards = Array.from({ length: shardCount }, (_, shard) => shard);
	const groups: Promise<QueryDocumentSnapshot[]>[] = [];
	for (let from = 0; from < shards.length; from += MAX_VALUES) {
		const group = shards.slice(from, from + MAX_VALUES);
		const query = queryOf(firestore, QUERIES.erasures, group);
		const [writtenAt = "", userId = ""] = after?.split("/") ?? [];
		const ranged =
			after === undefined
				? query.startAt(Timestamp.fromMillis(since))
				: query.startAfter(Timestamp.fromMillis(Number(writtenAt)), userId);
		groups.push(
			ranged
				.limit(limit)
				.get()
				.then(({ docs }) => docs),
		);
	}
	const items = (await Promise.all(groups))
		.flat()
		.map(erasureOf)
		.sort((a, b) => a.writtenAt - b.writtenAt || (a.userId < b.userId ? -1 : 1))
		.slice(0, limit);
	const last = items.at(-1);
	return items.length < limit || last === undefined
		? { items }
		: { items, next: `${last.writtenAt}/${last.userId}` };
}

/** A read for each event of the user, and a delete for each that goes. */
export async function deleteUserEvents(
	{ firestore, commitTimeoutMs }: StoreContext,
	{ userId, through, after, limit }: UserEventsStep,
): Promise<{ deleted: number; next?: string }> {
	// Trace keys begin with the user's id and a colon, which the semicolon follows.
	const query = queryOf(firestore, QUERIES.userEvents).endBefore(`${userId};`);
	const ranged =
		after === undefined
			? query.startAt(`${userId}:`)
			: query.startAfter(...placeOf(after));
	const { docs } = await ranged
		.limit(limit)
		.select("traceKey", "timestamp")
		.get();
	const own = docs.filter(
		(snapshot) =>
			(snapshot.get("timestamp") as Timestamp).toMillis() <= through,
	);
	if (own.length > 0) {
		const batch = new SizedBatch(firestore);
		for (const { ref } of own) batch.delete(ref);
		await batch.commit(commitTimeoutMs);
	}
	const last = docs.at(-1);
	return {
		deleted: own.length,
		...(docs.length < limit || last === undefined
			? {}
			: { next: formatPlace(last) }),
	};
}

function formatPlace(snapshot: QueryDocumentSnapshot): string {
	const timestamp = snapshot.get("timestamp") as Timestamp;
	return JSON.stringify([
		snapshot.get("traceKey"),
		timestamp.toMillis(),
		snapshot.id,
	]);
}

function placeOf(text: string): [string, Timestamp, string] {
	const [traceKey, timestamp, documentId] = JSON.parse(text) as [
		string,
		number,
		string,
	];
	return [traceKey, Timestamp.fromMillis(timestamp), documentId];
}

/**
 * Changes a tombstone by what it is, anew where another was quicker. `plan` answers whether there is
 * anything to do.
 */
async function change(
	{ firestore, commitTimeoutMs }: StoreContext,
	userId: string,
	plan: (
		batch: SizedBatch,
		reference: DocumentReference,
		snapshot: DocumentSnapshot,
	) => boolean,
): Promise<void> {
	const reference = collectionOf(firestore, "erasures").doc(userId);
	for (let conflicts = 0; conflicts < MAX_CONFLICTS; conflicts++) {
		const batch = new SizedBatch(firestore);
		if (!plan(batch, reference, await reference.get())) return;
		const outcome = await batch.commitIfUnchanged(commitTimeoutMs);
		if (outcome === "committed") return;
	}
	throw new StoreUnavailableError("others kept changing the tombstone");
}

function erasureOf(snapshot: DocumentSnapshot): Erasure {
	const document = snapshot.data() as ErasureDocument;
	return {
		userId: snapshot.id,
		through: document.through,
		writtenAt: document.writtenAt.toMillis(),
		expireAt: document.expireAt.toMillis(),
		finished: document.finished,
	};
}

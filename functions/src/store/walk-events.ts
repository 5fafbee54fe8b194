import {
	BadPageTokenError,
	type EventWalk,
	type Page,
	type StoredEvent,
} from "@ffmpeg-analytics/core";
import {
	type Query,
	type QueryDocumentSnapshot,
	Timestamp,
} from "@google-cloud/firestore";
import { fromEventDocument } from "./event-document";
import { MAX_VALUES, QUERIES, queryOf } from "./queries";
import type { StoreContext } from "./store-context";

/** Where an event stands in a walk: by time, and among equal times by document id. */
interface Place {
	readonly endedAt: number;
	readonly documentId: string;
}

/**
 * Events by the time at which they ended, over all shards: whoever imports them in this order writes
 * to all shards evenly, and meets hardly a late event. A read for each event; every 30 shards have a
 * query and their share of the page, up to which the others are known as well.
 */
export async function walkEvents(
	{ firestore, shardCount }: StoreContext,
	{ limit, after, from, to }: EventWalk,
): Promise<Page<StoredEvent>> {
	const shards = Array.from({ length: shardCount }, (_, shard) => shard);
	const share = Math.ceil(limit / Math.ceil(shardCount / MAX_VALUES));
	const place = after === undefined ? undefined : parsePlace(after);
	const groups: Promise<QueryDocumentSnapshot[]>[] = [];
	for (let first = 0; first < shardCount; first += MAX_VALUES) {
		const group = shards.slice(first, first + MAX_VALUES);
		const query = queryOf(firestore, QUERIES.endedEvents, group);
		const ranged = between(query, place, from, to).limit(share);
		groups.push(ranged.get().then(({ docs }) => docs));
	}
	const found = await Promise.all(groups);
	// Behind the last of a full share there may be more of its group.
	const edges = found
		.filter(({ length }) => length === share)
		.flatMap((docs) => docs.slice(-1).map(placeOf));
	const known = found
		.flat()
		.map((snapshot) => ({ snapshot, place: placeOf(snapshot) }))
		.filter((each) => edges.every((edge) => compare(each.place, edge) <= 0))
		.sort((a, b) => compare(a.place, b.place));
	const page = known.slice(0, limit);
	const last = page.at(-1)?.place;
	const isLast = edges.length === 0 && known.length === page.length;
	return {
		items: page.map(({ snapshot }) => fromEventDocument(snapshot)),
		...(isLast || last === undefined
			? {}
			: { next: `${last.endedAt}/${last.documentId}` }),
	};
}

function between(
	query: Query,
	place: Place | undefined,
	from: number | undefined,
	to: number | undefined,
): Query {
	const ended = to === undefined ? query : query.endBefore(timeOf(to));
	if (place !== undefined)
		return ended.startAfter(timeOf(place.endedAt), place.documentId);
	return from === undefined ? ended : ended.startAt(timeOf(from));
}

function timeOf(epochMs: number): Timestamp {
	return Timestamp.fromMillis(epochMs);
}

function placeOf(snapshot: QueryDocumentSnapshot): Place {
	const timestamp = snapshot.get("timestamp") as Timestamp;
	return { endedAt: timestamp.toMillis(), documentId: snapshot.id };
}

function compare(a: Place, b: Place): number {
	return (
		a.endedAt - b.endedAt ||
		(a.documentId < b.documentId ? -1 : a.documentId > b.documentId ? 1 : 0)
	);
}

function parsePlace(token: string): Place {
	const [, endedAt, documentId] = /^(-?[0-9]{1,15})\/(.+)$/.exec(token) ?? [];
	if (documentId === undefined)
		throw new BadPageTokenError("not a page token of this store");
	return { endedAt: Number(endedAt), documentId };
}

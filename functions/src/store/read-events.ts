import {
	BadPageTokenError,
	type EventPage,
	type Page,
	type RecentQuery,
	type ShardHead,
	type StoredEvent,
	type TraceQuery,
} from "@ffmpeg-analytics/core";
import {
	type Query,
	type QueryDocumentSnapshot,
	Timestamp,
} from "@google-cloud/firestore";
import { fromEventDocument } from "./event-document";
import {
	comparePositions,
	documentIdOf,
	type EventPosition,
	eventReference,
	formatPosition,
	parsePosition,
	positionOf,
} from "./event-position";
import { MAX_VALUES, QUERIES, queryOf } from "./queries";
import type { ServerClock } from "./server-clock";
import type { StoreContext } from "./store-context";

/**
 * The events that were stored last. Reads one document more than it answers, or under a filter than it
 * looks at, in pages of {@link FILTER_PAGE}; and at most as many for every 30 shards.
 */
export async function listRecent(
	context: StoreContext,
	{ limit, after, filter }: RecentQuery,
): Promise<Page<StoredEvent>> {
	const { matches = () => true, maxExamined = limit } = filter ?? {};
	const items: StoredEvent[] = [];
	let cursor = after === undefined ? undefined : parseToken(after);
	for (let left = maxExamined; left > 0; ) {
		const size = filter === undefined ? limit : Math.min(left, FILTER_PAGE);
		const newestFirst = await readRecent(context, size + 1, cursor);
		for (const [index, snapshot] of newestFirst.slice(0, size).entries()) {
			cursor = positionOf(snapshot);
			const event = fromEventDocument(snapshot);
			if (matches(event)) items.push(event);
			if (items.length === limit && index + 1 < newestFirst.length)
				return { items, next: formatPosition(cursor) };
		}
		if (newestFirst.length <= size) return { items };
		left -= size;
	}
	return cursor === undefined
		? { items }
		: { items, next: formatPosition(cursor) };
}

/** Events that a filter looks at in one exchange. */
const FILTER_PAGE = 500;

async function readRecent(
	{ firestore, shardCount }: StoreContext,
	limit: number,
	cursor: EventPosition | undefined,
): Promise<QueryDocumentSnapshot[]> {
	const shards = Array.from({ length: shardCount }, (_, shard) => shard);
	const groups: Promise<QueryDocumentSnapshot[]>[] = [];
	for (let from = 0; from < shards.length; from += MAX_VALUES) {
		let query = queryOf(
			firestore,
			QUERIES.recentEvents,
			shards.slice(from, from + MAX_VALUES),
		);
		if (cursor !== undefined)
			query = query.startAfter(cursor.storedAt, cursor.documentId);
		groups.push(documentsOf(query.limit(limit)));
	}
	return (await Promise.all(groups))
		.flat()
		.sort((a, b) => comparePositions(positionOf(b), positionOf(a)))
		.slice(0, limit);
}

/**
 * The shard's next events. Reads nothing else, and at least one document: where the head was not
 * read just before, the server is asked for its time, one read more.
 */
export async function readPage(
	{ firestore, lagMs }: StoreContext,
	clock: ServerClock,
	head: ShardHead,
	limit: number,
): Promise<EventPage> {
	let query = queryOf(firestore, QUERIES.eventsInOrder, head.shard);
	if (head.mark !== undefined) {
		const { storedAt, documentId } = parseMark(head.mark);
		query = query.startAfter(storedAt, documentId);
	}
	if (lagMs > 0) {
		const now = await clock.timeOf(head);
		query = query.endAt(Timestamp.fromMillis(now.toMillis() - lagMs));
	}
	const snapshots = await documentsOf(query.limit(limit));
	return {
		events: snapshots.map(fromEventDocument),
		marks: snapshots.map((snapshot) => formatPosition(positionOf(snapshot))),
		caughtUp: snapshots.length < limit,
	};
}

/** Counted events of a trace, a read each; more only where uncounted ones lie between. */
export async function readTrace(
	{ firestore }: StoreContext,
	{ head, traceKey, from, to, beyond, direction, limit }: TraceQuery,
): Promise<StoredEvent[]> {
	if (head.mark === undefined) return [];
	const mark = parseMark(head.mark);
	const [start, end] = [Timestamp.fromMillis(from), Timestamp.fromMillis(to)];
	const forwards = direction === "ascending";
	let query = queryOf(
		firestore,
		forwards ? QUERIES.traceForwards : QUERIES.traceBackwards,
		traceKey,
	);
	query = forwards ? query.endBefore(end) : query.endAt(start);
	if (beyond !== undefined)
		query = query.startAfter(
			Timestamp.fromMillis(beyond.timestamp),
			documentIdOf(beyond.id),
		);
	else query = forwards ? query.startAt(start) : query.startAfter(end);
	const counted = await takeUntilEnd(query, limit, (snapshot) =>
		isCounted(snapshot, mark),
	);
	return counted.map(fromEventDocument);
}

/** Events by id, a read each. */
export async function readEvents(
	{ firestore }: StoreContext,
	ids: readonly string[],
): Promise<StoredEvent[]> {
	if (ids.length === 0) return [];
	const snapshots = await firestore.getAll(
		...ids.map((id) => eventReference(firestore, id)),
	);
	return snapshots.filter(({ exists }) => exists).map(fromEventDocument);
}

/**
 * The first `limit` documents of a query that are wanted, reading on past those that are not. The
 * last field of the query's order before the document id is that of its cursor.
 */
export async function takeUntilEnd(
	query: Query,
	limit: number,
	isWanted: (snapshot: QueryDocumentSnapshot) => boolean,
): Promise<QueryDocumentSnapshot[]> {
	const taken: QueryDocumentSnapshot[] = [];
	let next = query;
	while (taken.length < limit) {
		const snapshots = await documentsOf(next.limit(limit));
		for (const snapshot of snapshots)
			if (taken.length < limit && isWanted(snapshot)) taken.push(snapshot);
		const last = snapshots.at(-1);
		if (last === undefined || snapshots.length < limit) break;
		next = query.startAfter(last);
	}
	return taken;
}

/** True if the event was counted when the mark stood where it stands. */
export function isCounted(
	snapshot: QueryDocumentSnapshot,
	mark: EventPosition,
): boolean {
	return comparePositions(positionOf(snapshot), mark) <= 0;
}

/** The position of a mark, which this store has made. */
export function parseMark(mark: string): EventPosition {
	const position = parsePosition(mark);
	if (position === undefined) throw new Error("not a mark of this store");
	return position;
}

function parseToken(token: string): EventPosition {
	const position = parsePosition(token);
	if (position === undefined)
		throw new BadPageTokenError("not a page token of this service");
	return position;
}

async function documentsOf(query: Query): Promise<QueryDocumentSnapshot[]> {
	return (await query.get()).docs;
}

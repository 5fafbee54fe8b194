import {
	type AnalyticsStore,
	BadPageTokenError,
	type EventPage,
	type Page,
	type RecentQuery,
	type ShardHead,
	type StoredEvent,
	type TraceQuery,
} from "@ffmpeg-analytics/core";
import type { Database } from "./database";
import {
	COUNTED_EVENT_COLUMNS,
	countedEventOf,
	EVENT_COLUMNS,
	eventOf,
	traceHashOf,
} from "./event-row";

/** The methods of the port that read events, synchronous as SQLite is. */
export interface EventQueries {
	/** See {@link AnalyticsStore.listRecent}. */
	listRecent(query: RecentQuery): Page<StoredEvent>;
	/** See {@link AnalyticsStore.readPage}. */
	readPage(head: ShardHead, limit: number): EventPage;
	/** See {@link AnalyticsStore.readTrace}. */
	readTrace(query: TraceQuery): StoredEvent[];
	/** See {@link AnalyticsStore.readEvents}. */
	readEvents(ids: readonly string[]): StoredEvent[];
}

/** Prepares the statements. */
export function bindEvents(database: Database): EventQueries {
	const newest = database.prepare(
		`SELECT seq, ${EVENT_COLUMNS} FROM events WHERE seq < ? ORDER BY seq DESC LIMIT ?`,
	);
	const next = database.prepare(
		`SELECT seq, ${COUNTED_EVENT_COLUMNS} FROM events WHERE shard = ? AND seq > ? ORDER BY seq LIMIT ?`,
	);
	// One comparison of both columns, so that a page begins where it begins and not at `from`.
	const ascending = database.prepare(`${READ_TRACE}
		AND ended_at >= ? AND (ended_at, id) > (?, ?) AND ended_at < ?
		ORDER BY ended_at, id LIMIT ?`);
	const descending = database.prepare(`${READ_TRACE}
		AND ended_at <= ? AND (ended_at, id) < (?, ?) AND ended_at >= ?
		ORDER BY ended_at DESC, id DESC LIMIT ?`);

	const byId = database.prepare(
		`SELECT ${EVENT_COLUMNS} FROM events WHERE id IN (SELECT value FROM json_each(?))`,
	);

	return {
		listRecent({ limit, after, filter }) {
			const before = after === undefined ? MAX_SEQ : sequenceOf(after);
			const { matches = () => true, maxExamined = limit } = filter ?? {};
			const rows = newest.all(before, maxExamined + 1);
			const items: StoredEvent[] = [];
			let examined = 0;
			for (const row of rows.slice(0, maxExamined)) {
				if (items.length === limit) break;
				examined++;
				const event = eventOf(row);
				if (matches(event)) items.push(event);
			}
			const last = rows[examined - 1];
			return {
				items,
				...(rows.length > examined && last !== undefined
					? { next: String(last.seq) }
					: {}),
			};
		},

		readPage(head, limit) {
			const rows = next.all(head.shard, markOf(head), limit);
			return {
				events: rows.map(countedEventOf),
				marks: rows.map(({ seq }) => String(seq)),
				caughtUp: rows.length < limit,
			};
		},

		readTrace({ head, traceKey, from, to, beyond, direction, limit }) {
			const isAscending = direction === "ascending";
			const bound = isAscending ? from : to;
			// The empty id sorts before every other: from is inclusive, to is exclusive.
			const edge =
				beyond === undefined ||
				(isAscending ? beyond.timestamp < bound : beyond.timestamp >= bound)
					? { timestamp: bound, id: "" }
					: beyond;
			return (isAscending ? ascending : descending)
				.all(
					head.shard,
					traceHashOf(traceKey),
					markOf(head),
					traceKey,
					edge.timestamp,
					edge.timestamp,
					edge.id,
					isAscending ? to : from,
					limit,
				)
				.map(eventOf);
		},

		readEvents: (ids) => byId.all(JSON.stringify(ids)).map(eventOf),
	};
}

/** Whatever shares the hash is looked up, and nothing else (`CROSS` keeps that order). */
const READ_TRACE = `
	SELECT ${EVENT_COLUMNS}
	FROM counted_by_trace AS counted CROSS JOIN events USING (shard, seq)
	WHERE shard = ? AND hash = ? AND counted.seq <= ? AND trace_key = ?`;

/** Above every row number that can be. */
const MAX_SEQ = Number.MAX_SAFE_INTEGER;

/** Rows number from 1. */
export function markOf(head: ShardHead): number {
	return head.mark === undefined ? 0 : Number(head.mark);
}

function sequenceOf(token: string): number {
	if (!/^[1-9][0-9]{0,14}$/.test(token))
		throw new BadPageTokenError("not a page token of this service");
	return Number(token);
}

import {
	type CountedEvent,
	fnv1a,
	type StoredEvent,
	traceKeyOf,
} from "@ffmpeg-analytics/core";
import type { Value } from "./database";

/** A new event as the columns of the events table take it, in this order. */
export type EventRow = [
	id: string,
	shard: number,
	traceKey: string,
	traceHash: number,
	timestamp: number,
	expireAt: number,
	contentHash: string,
	sanitizerVersion: number,
	body: string,
];

/** The names of the columns of {@link EventRow}. */
export const EVENT_COLUMNS =
	"id, shard, trace_key, trace_hash, timestamp, expire_at, content_hash, sanitizer_version, body";

/** What the body holds: whatever is in no column. */
type EventBody = Pick<
	StoredEvent,
	| "platform"
	| "operation"
	| "metrics"
	| "context"
	| "receivedAt"
	| "clientTimestamp"
>;

/** The row of an event. */
export function rowOf(event: StoredEvent): EventRow {
	const traceKey = traceKeyOf(event);
	const body: EventBody = {
		platform: event.platform,
		operation: event.operation,
		metrics: event.metrics,
		context: event.context,
		receivedAt: event.receivedAt,
		clientTimestamp: event.clientTimestamp,
	};
	return [
		event.id,
		event.shard,
		traceKey,
		traceHashOf(traceKey),
		event.timestamp,
		event.expireAt,
		event.contentHash,
		event.sanitizerVersion,
		JSON.stringify(body),
	];
}

/** The inverse of {@link rowOf}, from a row with all of {@link EVENT_COLUMNS}. */
export function eventOf(row: Record<string, Value>): StoredEvent {
	return {
		...(JSON.parse(String(row.body)) as EventBody),
		id: String(row.id),
		userId: String(row.trace_key).slice(0, USER_ID_LENGTH),
		shard: Number(row.shard),
		timestamp: Number(row.timestamp),
		expireAt: Number(row.expire_at),
		contentHash: String(row.content_hash),
		sanitizerVersion: Number(row.sanitizer_version),
	};
}

/** The names of the columns that {@link countedEventOf} reads. */
export const COUNTED_EVENT_COLUMNS = "id, trace_key, timestamp, body";

/** What counting needs of an event, from a row with all of {@link COUNTED_EVENT_COLUMNS}. */
export function countedEventOf(row: Record<string, Value>): CountedEvent {
	const { platform, operation, metrics, context } = JSON.parse(
		String(row.body),
	) as EventBody;
	return {
		id: String(row.id),
		userId: String(row.trace_key).slice(0, USER_ID_LENGTH),
		timestamp: Number(row.timestamp),
		platform,
		operation,
		metrics,
		context,
	};
}

/** A trace key begins with the user's id. */
const USER_ID_LENGTH = 64;

/**
 * A number of 52 bits for a trace: 32 of its user's id, then 20 of the rest, so that a user's traces
 * stand together. Two traces may share one: whoever looks for a trace compares its key too.
 */
export function traceHashOf(traceKey: string): number {
	const rest = fnv1a(traceKey.slice(USER_ID_LENGTH)) & 0xfffff;
	return userHashRangeOf(traceKey).first + rest;
}

/** The hashes, both inclusive, among which all of a user's traces are; a few others may be too. */
export function userHashRangeOf(userId: string): {
	readonly first: number;
	readonly last: number;
} {
	const first = Number.parseInt(userId.slice(0, 8), 16) * 0x100000;
	return { first, last: first + 0xfffff };
}

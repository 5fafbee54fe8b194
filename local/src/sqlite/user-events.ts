import {
	type AnalyticsStore,
	shardOf,
	type UserEventsStep,
} from "@ffmpeg-analytics/core";
import type { Database, Value } from "./database";
import { userHashRangeOf } from "./event-row";
import { bindRemoveEvents } from "./remove-events";

/** What one step of deleting a user's events did. */
interface StepDone {
	readonly deleted: number;
	readonly next?: string;
}

/**
 * Where a step begins: first all of the user's counted events, which the list of traces finds, then
 * those of their shard that are not counted yet.
 */
type Place =
	| { kind: "counted"; hash: number; endedAt: number; seq: number }
	| { kind: "new"; seq: number };

/** Prepares {@link AnalyticsStore.deleteUserEvents}. */
export function bindDeleteUserEvents(
	database: Database,
	shardCount: number,
): (step: UserEventsStep) => StepDone {
	// Whatever shares the first 32 bits of the user's id is looked up, and nothing else.
	const selectCounted = database.prepare(`
		SELECT hash, ended_at, seq, id, trace_key, timestamp
		FROM counted_by_trace AS counted CROSS JOIN events USING (shard, seq)
		WHERE shard = ? AND (hash, ended_at, seq) > (?, ?, ?) AND hash <= ?
		ORDER BY hash, ended_at, seq LIMIT ?`);
	const selectNew = database.prepare(`
		SELECT seq, id, trace_key, timestamp FROM events
		WHERE shard = ? AND seq > max(?, coalesce((SELECT mark FROM shards WHERE shard = ?), 0))
		ORDER BY seq LIMIT ?`);
	const removeEvents = bindRemoveEvents(database);

	function rowsAt(place: Place, userId: string, limit: number) {
		const shard = shardOf(userId, shardCount);
		return place.kind === "new"
			? selectNew.all(shard, place.seq, shard, limit)
			: selectCounted.all(
					shard,
					place.hash,
					place.endedAt,
					place.seq,
					userHashRangeOf(userId).last,
					limit,
				);
	}

	return ({ userId, through, after, limit }) =>
		database.transaction(() => {
			const place = placeOf(after, userId);
			const rows = rowsAt(place, userId, limit);
			const own = rows.filter(
				(row) =>
					String(row.trace_key).startsWith(`${userId}:`) &&
					Number(row.timestamp) <= through,
			);
			removeEvents(own.map(({ id }) => String(id)));
			const next = nextPlace(place, rows, limit);
			return {
				deleted: own.length,
				...(next === undefined ? {} : { next: JSON.stringify(next) }),
			};
		});
}

function placeOf(after: string | undefined, userId: string): Place {
	if (after !== undefined) return JSON.parse(after) as Place;
	const { first } = userHashRangeOf(userId);
	return { kind: "counted", hash: first, endedAt: MIN_TIME, seq: 0 };
}

function nextPlace(
	place: Place,
	rows: readonly Record<string, Value>[],
	limit: number,
): Place | undefined {
	const last = rows.at(-1);
	if (last === undefined || rows.length < limit)
		return place.kind === "counted" ? { kind: "new", seq: 0 } : undefined;
	const seq = Number(last.seq);
	return place.kind === "new"
		? { kind: "new", seq }
		: {
				kind: "counted",
				hash: Number(last.hash),
				endedAt: Number(last.ended_at),
				seq,
			};
}

/** Before every timestamp. */
const MIN_TIME = Number.MIN_SAFE_INTEGER;

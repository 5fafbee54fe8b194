import { setImmediate } from "node:timers/promises";
import type { Database } from "./database";

/** What is stored and not counted yet. */
export interface Backlog {
	/** Events, up to {@link MAX_BACKLOG}. */
	readonly events: number;
	/** Epoch ms: when the oldest of them came; undefined if there is none. */
	readonly oldestReceivedAt: number | undefined;
}

/** So many events are counted: whoever asks must not wait for a walk over millions. */
export const MAX_BACKLOG = 100_000;

/** Events of a shard that are counted before others get their turn; takes a few ms. */
const SLICE_EVENTS = 10_000;

/** How the counting is bounded. Tests give smaller numbers. */
const BOUNDS = { events: MAX_BACKLOG, slice: SLICE_EVENTS };

/** Prepares the statements. A shard where all is counted costs two look-ups. */
export function bindBacklog(
	database: Database,
	shardCount: number,
	bounds = BOUNDS,
): () => Promise<Backlog> {
	const selectMark = database.prepare(
		"SELECT mark FROM shards WHERE shard = ?",
	);
	const selectOldest = database.prepare(`
		SELECT body ->> 'receivedAt' AS received_at FROM events
		WHERE shard = ? AND seq > ? ORDER BY seq LIMIT 1`);
	// Reads nothing but the index by shard.
	const countSlice = database.prepare(`
		SELECT max(seq) AS last, count(*) AS events FROM (
			SELECT seq FROM events WHERE shard = ? AND seq > ? ORDER BY seq LIMIT ?)`);

	/** Events of the shard behind the mark, at most `max`. */
	async function count(shard: number, mark: number, max: number) {
		let events = 0;
		for (let after = mark; events < max; ) {
			await setImmediate();
			const limit = Math.min(bounds.slice, max - events);
			const slice = countSlice.get(shard, after, limit);
			events += Number(slice?.events);
			if (Number(slice?.events) < limit) break;
			after = Number(slice?.last);
		}
		return events;
	}

	return async () => {
		let events = 0;
		let oldestReceivedAt: number | undefined;
		for (let shard = 0; shard < shardCount; shard++) {
			const mark = Number(selectMark.get(shard)?.mark ?? 0);
			const oldest = selectOldest.get(shard, mark);
			if (oldest === undefined) continue;
			const receivedAt = Number(oldest.received_at);
			oldestReceivedAt = Math.min(oldestReceivedAt ?? receivedAt, receivedAt);
			events += await count(shard, mark, bounds.events - events);
		}
		return { events, oldestReceivedAt };
	};
}

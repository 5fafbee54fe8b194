import type { Database } from "./database";

/**
 * Deletes events by id, and what was written of them when they were counted. What has gone already is
 * passed over. Runs inside the caller's transaction.
 */
export function bindRemoveEvents(
	database: Database,
): (ids: readonly string[]) => void {
	const select = database.prepare(
		"SELECT seq, shard, trace_hash, timestamp, expire_at FROM events WHERE id = ?",
	);
	const deleteEvent = database.prepare("DELETE FROM events WHERE seq = ?");
	const deleteExpiry = database.prepare(
		"DELETE FROM counted_by_expiry WHERE shard = ? AND expire_at = ? AND seq = ?",
	);
	const deleteTrace = database.prepare(
		"DELETE FROM counted_by_trace WHERE shard = ? AND hash = ? AND ended_at = ? AND seq = ?",
	);
	return (ids) => {
		for (const id of ids) {
			const row = select.get(id);
			if (row === undefined) continue;
			const [seq, shard] = [Number(row.seq), Number(row.shard)];
			deleteEvent.run(seq);
			deleteExpiry.run(shard, Number(row.expire_at), seq);
			deleteTrace.run(
				shard,
				Number(row.trace_hash),
				Number(row.timestamp),
				seq,
			);
		}
	};
}

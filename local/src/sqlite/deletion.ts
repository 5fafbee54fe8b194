import type {
	AnalyticsStore,
	Day,
	Month,
	ShardHead,
} from "@ffmpeg-analytics/core";
import type { Database } from "./database";
import { markOf } from "./event-queries";

/** The methods of the port that delete what is too old, synchronous as SQLite is. */
export interface Deletion {
	/** See {@link AnalyticsStore.deleteExpired}. */
	deleteExpired(head: ShardHead, asOf: number, limit: number): Deleted;
	/** See {@link AnalyticsStore.deleteUserMonthsBefore}. */
	deleteUserMonthsBefore(shard: number, month: Month, limit: number): Deleted;
	/** See {@link AnalyticsStore.deleteUsageBefore}. */
	deleteUsageBefore(day: Day, limit: number): Deleted;
}

export interface Deleted {
	readonly deleted: number;
	readonly more: boolean;
}

/** Prepares the statements. */
export function bindDeletion(database: Database): Deletion {
	const deleteExpired = bindDeleteExpired(database);
	const months = database.prepare(`
		DELETE FROM user_months WHERE rowid IN (
			SELECT rowid FROM user_months WHERE shard = ? AND month < ? LIMIT ?)`);
	const users = database.prepare(`
		DELETE FROM users WHERE rowid IN (
			SELECT rowid FROM users WHERE shard = ? AND month < ? LIMIT ?)`);
	const days = database.prepare(`
		DELETE FROM usage_days WHERE day IN (
			SELECT day FROM usage_days WHERE day < ? LIMIT ?)`);

	// A step that reaches its limit may have left something.
	const bounded = (limit: number, remove: () => number): Deleted => {
		const deleted = database.transaction(remove);
		return { deleted, more: deleted === limit };
	};
	return {
		deleteExpired: (head, asOf, limit) =>
			bounded(limit, () => deleteExpired(head, asOf, limit)),
		deleteUserMonthsBefore: (shard, month, limit) =>
			bounded(limit, () => {
				const deleted = months.run(shard, month, limit);
				return deleted + users.run(shard, month, limit - deleted);
			}),
		deleteUsageBefore: (day, limit) =>
			bounded(limit, () => days.run(day, limit)),
	};
}

/** Deletes events, and what was written of them when they were counted. */
function bindDeleteExpired(
	database: Database,
): (head: ShardHead, asOf: number, limit: number) => number {
	const selectExpired = database.prepare(`
		SELECT expire_at, seq, trace_hash, timestamp
		FROM counted_by_expiry AS counted CROSS JOIN events USING (seq, shard, expire_at)
		WHERE shard = ? AND expire_at < ? AND seq <= ? ORDER BY expire_at, seq LIMIT ?`);
	const deleteEvent = database.prepare("DELETE FROM events WHERE seq = ?");
	const deleteExpiry = database.prepare(
		"DELETE FROM counted_by_expiry WHERE shard = ? AND expire_at = ? AND seq = ?",
	);
	const deleteTrace = database.prepare(
		"DELETE FROM counted_by_trace WHERE hash = ? AND ended_at = ? AND seq = ?",
	);
	return (head, asOf, limit) => {
		const expired = selectExpired.all(head.shard, asOf, markOf(head), limit);
		for (const { expire_at, seq, trace_hash, timestamp } of expired) {
			deleteEvent.run(Number(seq));
			deleteExpiry.run(head.shard, Number(expire_at), Number(seq));
			deleteTrace.run(Number(trace_hash), Number(timestamp), Number(seq));
		}
		return expired.length;
	};
}

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
	const expired = database.prepare(`
		DELETE FROM events WHERE seq IN (
			SELECT seq FROM events WHERE shard = ? AND expire_at < ? AND seq <= ? LIMIT ?)`);
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
			bounded(limit, () => expired.run(head.shard, asOf, markOf(head), limit)),
		deleteUserMonthsBefore: (shard, month, limit) =>
			bounded(limit, () => {
				const deleted = months.run(shard, month, limit);
				return deleted + users.run(shard, month, limit - deleted);
			}),
		deleteUsageBefore: (day, limit) =>
			bounded(limit, () => days.run(day, limit)),
	};
}

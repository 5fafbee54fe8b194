import type {
	AnalyticsStore,
	Day,
	Month,
	ShardHead,
} from "@ffmpeg-analytics/core";
import type { Database } from "./database";
import { markOf } from "./event-queries";
import { bindRemoveEvents } from "./remove-events";

/** The methods of the port that delete or count what is too old, synchronous as SQLite is. */
export interface Deletion {
	/** See {@link AnalyticsStore.deleteExpired}. */
	deleteExpired(head: ShardHead, asOf: number, limit: number): Deleted;
	/** See {@link AnalyticsStore.deleteUserMonthsBefore}. */
	deleteUserMonthsBefore(shard: number, month: Month, limit: number): Deleted;
	/** See {@link AnalyticsStore.deleteUsageBefore}. */
	deleteUsageBefore(day: Day, limit: number): Deleted;
	/** See {@link AnalyticsStore.countExpired}; exact here. */
	countExpired(head: ShardHead, asOf: number): number;
	/** See {@link AnalyticsStore.countUserMonthsBefore}. */
	countUserMonthsBefore(shard: number, month: Month): number;
	/** See {@link AnalyticsStore.countUsageBefore}. */
	countUsageBefore(day: Day): number;
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

	const countExpired = database.prepare(`
		SELECT count(*) AS found FROM counted_by_expiry
		WHERE shard = ? AND expire_at < ? AND seq <= ?`);
	const countMonths = database.prepare(`
		SELECT (SELECT count(*) FROM user_months WHERE shard = ?1 AND month < ?2)
			+ (SELECT count(*) FROM users WHERE shard = ?1 AND month < ?2) AS found`);
	const countDays = database.prepare(
		"SELECT count(*) AS found FROM usage_days WHERE day < ?",
	);

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
		countExpired: (head, asOf) =>
			Number(countExpired.get(head.shard, asOf, markOf(head))?.found),
		countUserMonthsBefore: (shard, month) =>
			Number(countMonths.get(shard, month)?.found),
		countUsageBefore: (day) => Number(countDays.get(day)?.found),
	};
}

function bindDeleteExpired(
	database: Database,
): (head: ShardHead, asOf: number, limit: number) => number {
	const selectExpired = database.prepare(`
		SELECT id
		FROM counted_by_expiry AS counted CROSS JOIN events USING (seq, shard, expire_at)
		WHERE shard = ? AND expire_at < ? AND seq <= ? ORDER BY expire_at, seq LIMIT ?`);
	const removeEvents = bindRemoveEvents(database);
	return (head, asOf, limit) => {
		const expired = selectExpired.all(head.shard, asOf, markOf(head), limit);
		removeEvents(expired.map(({ id }) => String(id)));
		return expired.length;
	};
}

import type {
	AnalyticsStore,
	CommitOutcome,
	Month,
	PageCommit,
	ShardHead,
	UserMonth,
	UserRecord,
} from "@ffmpeg-analytics/core";
import type { Database } from "./database";
import type { VersionedRecord } from "./record-cache";
import { bindRemoveEvents } from "./remove-events";
import { bindUserRecords } from "./user-records";

/** The methods of the port that read and write a shard's state, synchronous as SQLite is. */
export interface ShardQueries {
	/** See {@link AnalyticsStore.readShard}. */
	readShard(shard: number): ShardHead;
	/** See {@link AnalyticsStore.readUsers}. */
	readUsers(userIds: readonly string[]): Map<string, UserRecord>;
	/** See {@link AnalyticsStore.readUserMonths}. */
	readUserMonths(
		keys: readonly { userId: string; month: Month }[],
	): { userId: string; month: UserMonth }[];
	/** See {@link AnalyticsStore.commitPage}; SQLite finds nothing too large. */
	commitPage(commit: PageCommit): CommitOutcome;
}

/** Prepares the statements. */
export function bindShards(database: Database): ShardQueries {
	const selectShard = database.prepare(
		"SELECT version, mark, purged_before FROM shards WHERE shard = ?",
	);
	const putShard = database.prepare(`
		INSERT INTO shards (shard, version, mark, purged_before) VALUES (?, ?, ?, ?)
		ON CONFLICT (shard) DO UPDATE SET version = excluded.version, mark = excluded.mark,
			purged_before = excluded.purged_before`);
	const users = bindUserRecords(database);
	const selectMonth = database.prepare(
		"SELECT body FROM user_months WHERE user_id = ? AND month = ?",
	);
	const putMonth = database.prepare(`
		INSERT INTO user_months (user_id, month, shard, body) VALUES (?, ?, ?, ?)
		ON CONFLICT (user_id, month) DO UPDATE SET body = excluded.body`);
	const listByTrace = database.prepare(`
		INSERT INTO counted_by_trace (shard, hash, ended_at, seq)
		SELECT shard, trace_hash, timestamp, seq FROM events WHERE shard = ? AND seq > ? AND seq <= ?
		ORDER BY trace_hash, timestamp, seq`);
	const listByExpiry = database.prepare(`
		INSERT INTO counted_by_expiry (shard, expire_at, seq)
		SELECT shard, expire_at, seq FROM events WHERE shard = ? AND seq > ? AND seq <= ?
		ORDER BY expire_at, seq`);
	const removeMonth = database.prepare(
		"DELETE FROM user_months WHERE user_id = ? AND month = ?",
	);
	const removeEvents = bindRemoveEvents(database);
	const addDelta = database.prepare("INSERT INTO deltas (body) VALUES (?)");

	function readShard(shard: number): ShardHead {
		const row = selectShard.get(shard);
		if (row === undefined) return { shard, version: "0", purgedBefore: 0 };
		return {
			shard,
			version: String(row.version),
			...(row.mark === null ? {} : { mark: String(row.mark) }),
			purgedBefore: Number(row.purged_before),
		};
	}

	/** The records as they were written; undefined if the shard has another version. */
	function write(commit: PageCommit): VersionedRecord[] | undefined {
		const { shard } = commit.head;
		const head = readShard(shard);
		if (head.version !== commit.head.version) return undefined;
		// Before they would be noted as counted.
		removeEvents(commit.erasedEventIds ?? []);
		const mark = commit.mark ?? head.mark;
		const passed = [shard, Number(head.mark ?? 0), Number(mark ?? 0)];
		listByTrace.run(...passed);
		listByExpiry.run(...passed);
		const version = Number(head.version) + 1;
		putShard.run(
			shard,
			version,
			mark === undefined ? null : Number(mark),
			commit.purgedBefore ?? head.purgedBefore,
		);
		const written = commit.users.map((user) =>
			users.write(user, shard, version),
		);
		for (const { userId, month } of commit.userMonths)
			putMonth.run(userId, month.month, shard, JSON.stringify(month));
		for (const { userId, month } of commit.removedUserMonths ?? [])
			removeMonth.run(userId, month);
		for (const delta of commit.deltas) addDelta.run(JSON.stringify(delta));
		return written;
	}

	return {
		readShard,
		readUsers: users.read,
		readUserMonths: (keys) =>
			keys.flatMap(({ userId, month }) => {
				const row = selectMonth.get(userId, month);
				return row === undefined
					? []
					: [{ userId, month: JSON.parse(String(row.body)) as UserMonth }];
			}),
		commitPage(commit) {
			const written = database.transaction(() => write(commit));
			if (written === undefined) return "conflict";
			users.keep(written);
			return "committed";
		},
	};
}

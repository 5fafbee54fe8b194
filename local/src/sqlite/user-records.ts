import type { AnalyticsStore, UserRecord } from "@ffmpeg-analytics/core";
import type { Database } from "./database";
import { RecordCache, type VersionedRecord } from "./record-cache";

/** Characters of the records that are held in memory: those of some thousand active users. */
const CACHED_LENGTH = 16_000_000;

/** The rows of users, of which those that were written last are held in memory. */
export interface UserRecords {
	/** See {@link AnalyticsStore.readUsers}. */
	read(userIds: readonly string[]): Map<string, UserRecord>;
	/** Writes a row under the shard's new version, inside the caller's transaction. */
	write(record: UserRecord, shard: number, version: number): VersionedRecord;
	/** Takes over what was written; to be called once the transaction is committed. */
	keep(written: readonly VersionedRecord[]): void;
}

/** Prepares the statements. */
export function bindUserRecords(database: Database): UserRecords {
	const selectVersions = database.prepare(
		"SELECT user_id, version FROM users WHERE user_id IN (SELECT value FROM json_each(?))",
	);
	const selectBodies = database.prepare(
		"SELECT user_id, body FROM users WHERE user_id IN (SELECT value FROM json_each(?))",
	);
	const put = database.prepare(`
		INSERT INTO users (user_id, shard, month, version, body) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (user_id) DO UPDATE
		SET month = excluded.month, version = excluded.version, body = excluded.body`);
	const cache = new RecordCache(CACHED_LENGTH);

	return {
		read(userIds) {
			const records = new Map<string, UserRecord>();
			const unknown: string[] = [];
			for (const row of selectVersions.all(JSON.stringify(userIds))) {
				const userId = String(row.user_id);
				const cached = cache.take(userId, Number(row.version));
				if (cached === undefined) unknown.push(userId);
				else records.set(userId, cached);
			}
			if (unknown.length === 0) return records;
			for (const { user_id, body } of selectBodies.all(JSON.stringify(unknown)))
				records.set(String(user_id), JSON.parse(String(body)) as UserRecord);
			return records;
		},
		write(record, shard, version) {
			const body = JSON.stringify(record);
			put.run(record.userId, shard, record.current.month, version, body);
			return { record, version, length: body.length };
		},
		keep(written) {
			for (const each of written) cache.put(each);
		},
	};
}

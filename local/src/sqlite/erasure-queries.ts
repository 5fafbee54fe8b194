import type {
	AnalyticsStore,
	Erasure,
	ErasureQuery,
	Page,
} from "@ffmpeg-analytics/core";
import type { Database, Value } from "./database";

/** The methods of the port that keep tombstones, synchronous as SQLite is. */
export interface ErasureQueries {
	/** See {@link AnalyticsStore.writeErasure}. */
	writeErasure(erasure: Omit<Erasure, "finished">): Erasure;
	/** See {@link AnalyticsStore.finishErasure}. */
	finishErasure(erasure: Erasure): void;
	/** See {@link AnalyticsStore.removeErasure}. */
	removeErasure(erasure: Erasure): void;
	/** See {@link AnalyticsStore.listErasures}. */
	listErasures(query: ErasureQuery): Page<Erasure>;
}

/** Prepares the statements. */
export function bindErasures(database: Database): ErasureQueries {
	const put = database.prepare(`
		INSERT INTO erasures (user_id, through, written_at, expire_at, finished)
		VALUES (?, ?, ?, ?, 0)
		ON CONFLICT (user_id) DO UPDATE SET through = max(through, excluded.through),
			written_at = excluded.written_at, expire_at = max(expire_at, excluded.expire_at),
			finished = 0
		RETURNING *`);
	const finish = database.prepare(
		"UPDATE erasures SET finished = 1 WHERE user_id = ? AND through = ?",
	);
	const remove = database.prepare(
		"DELETE FROM erasures WHERE user_id = ? AND through = ?",
	);
	const list = database.prepare(`
		SELECT * FROM erasures WHERE written_at >= ? AND (written_at, user_id) > (?, ?)
		ORDER BY written_at, user_id LIMIT ?`);

	return {
		writeErasure({ userId, through, writtenAt, expireAt }) {
			const row = database.transaction(() =>
				put.get(userId, through, writtenAt, expireAt),
			);
			if (row === undefined) throw new Error("a tombstone was not written");
			return erasureOf(row);
		},
		finishErasure({ userId, through }) {
			database.transaction(() => finish.run(userId, through));
		},
		removeErasure({ userId, through }) {
			database.transaction(() => remove.run(userId, through));
		},
		listErasures({ since, after, limit }) {
			const [writtenAt = "0", userId = ""] = after?.split("/") ?? [];
			const items = list
				.all(since, Number(writtenAt), userId, limit)
				.map(erasureOf);
			const last = items.at(-1);
			return items.length < limit || last === undefined
				? { items }
				: { items, next: `${last.writtenAt}/${last.userId}` };
		},
	};
}

function erasureOf(row: Record<string, Value>): Erasure {
	return {
		userId: String(row.user_id),
		through: Number(row.through),
		writtenAt: Number(row.written_at),
		expireAt: Number(row.expire_at),
		finished: row.finished === 1,
	};
}

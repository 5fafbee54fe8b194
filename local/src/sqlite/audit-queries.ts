import { setImmediate } from "node:timers/promises";
import {
	type AuditReads,
	BadPageTokenError,
	type UserMonth,
	type UserRecord,
} from "@ffmpeg-analytics/core";
import type { Database } from "./database";
import { markOf } from "./event-queries";
import { EVENT_COLUMNS, eventOf } from "./event-row";

/**
 * Rows of a shard looked at before others get their turn. Events have no index by time: every insert
 * would pay for what is asked once a day, and so a shard's events are walked.
 */
const SLICE_ROWS = 10_000;

/** Prepares the statements of the audit. */
export function bindAuditReads(
	database: Database,
	sliceRows: number = SLICE_ROWS,
): AuditReads {
	const endOfSlice = database.prepare(`
		SELECT MAX(seq) AS seq, COUNT(*) AS rows FROM (
			SELECT seq FROM events WHERE shard = ? AND seq > ? AND seq <= ? ORDER BY seq LIMIT ?)`);
	const countInSlice = database.prepare(`
		SELECT COUNT(*) AS count FROM events
		WHERE shard = ? AND seq > ? AND seq <= ? AND timestamp >= ? AND timestamp < ?`);
	const inSlice = database.prepare(`
		SELECT seq, ${EVENT_COLUMNS} FROM events
		WHERE shard = ? AND seq > ? AND seq <= ? AND timestamp >= ? AND timestamp < ?
		ORDER BY seq LIMIT ?`);
	const filed = database.prepare(`
		SELECT rowid AS at, user_id, body FROM user_months
		WHERE shard = ? AND month = ? AND rowid > ? ORDER BY rowid LIMIT ?`);
	const current = database.prepare(`
		SELECT rowid AS at, user_id, body FROM users
		WHERE shard = ? AND month = ? AND rowid > ? ORDER BY rowid LIMIT ?`);

	/** The last row number of the slice after `after`; undefined if there is none up to `last`. */
	const sliceAfter = (shard: number, after: number, last: number) => {
		const row = endOfSlice.get(shard, after, last, sliceRows);
		if (row === undefined || row.seq === null) return undefined;
		return { end: Number(row.seq), isLast: Number(row.rows) < sliceRows };
	};

	return {
		async countEnded(shard, { from, to }) {
			let count = 0;
			for (let after = 0; ; ) {
				await setImmediate();
				const slice = sliceAfter(shard, after, Number.MAX_SAFE_INTEGER);
				if (slice === undefined) return count;
				const row = countInSlice.get(shard, after, slice.end, from, to);
				count += Number(row?.count);
				if (slice.isLast) return count;
				after = slice.end;
			}
		},

		async readEnded(head, { from, to }, { limit, after }) {
			await setImmediate();
			const start = after === undefined ? 0 : rowIn(after);
			const slice = sliceAfter(head.shard, start, markOf(head));
			if (slice === undefined) return { items: [] };
			const rows = inSlice.all(head.shard, start, slice.end, from, to, limit);
			const items = rows.map(eventOf);
			if (rows.length === limit)
				return { items, next: String(rows.at(-1)?.seq) };
			return slice.isLast ? { items } : { items, next: String(slice.end) };
		},

		async listUserMonths(shard, month, { limit, after }) {
			await setImmediate();
			const [table = "", at = ""] = (after ?? "filed:0").split(":");
			const isFiled = table === "filed";
			const rows = (isFiled ? filed : current).all(
				shard,
				month,
				rowIn(at),
				limit,
			);
			const items = rows.map(({ user_id, body }) => {
				const stored: unknown = JSON.parse(String(body));
				return {
					userId: String(user_id),
					month: isFiled
						? (stored as UserMonth)
						: (stored as UserRecord).current,
				};
			});
			const last = rows.at(-1);
			if (rows.length === limit && last !== undefined)
				return { items, next: `${table}:${last.at}` };
			return isFiled ? { items, next: "current:0" } : { items };
		},
	};
}

function rowIn(token: string): number {
	if (!/^[0-9]{1,16}$/.test(token))
		throw new BadPageTokenError("not a page token of this store");
	return Number(token);
}

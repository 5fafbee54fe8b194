import {
	type AnalyticsStore,
	BadPageTokenError,
	type EventWalk,
	type Page,
	type StoredEvent,
} from "@ffmpeg-analytics/core";
import type { Database } from "./database";
import { EVENT_COLUMNS, eventOf } from "./event-row";

/** Row numbers looked at by one page: bounds how long it holds up everything else. */
const SLICE_ROWS = 10_000;

/**
 * Prepares {@link AnalyticsStore.walkEvents}. Goes by the row number, and so in the order of arrival:
 * events have no index by time, because every insert would pay for what is asked now and then. What is
 * stored after a walk began is not in it, so that it ends however fast events come.
 */
export function bindWalkEvents(
	database: Database,
	sliceRows: number = SLICE_ROWS,
): (query: EventWalk) => Page<StoredEvent> {
	const selectLast = database.prepare("SELECT max(seq) AS seq FROM events");
	const selectNext = database.prepare(
		"SELECT seq FROM events WHERE seq > ? ORDER BY seq LIMIT 1",
	);
	const selectSlice = database.prepare(`
		SELECT seq, ${EVENT_COLUMNS} FROM events
		WHERE seq > ? AND seq <= ? AND timestamp >= ? AND timestamp < ?
		ORDER BY seq LIMIT ?`);

	return ({ limit, after, from = MIN_TIME, to = MAX_TIME }) => {
		const place =
			after === undefined
				? { seq: 0, last: Number(selectLast.get()?.seq ?? 0) }
				: placeOf(after);
		const next = selectNext.get(place.seq);
		if (next === undefined) return { items: [] };
		const end = Math.min(place.last, Number(next.seq) - 1 + sliceRows);
		const rows = selectSlice.all(place.seq, end, from, to, limit);
		const isCut = rows.length === limit;
		const seq = isCut ? Number(rows.at(-1)?.seq) : end;
		return {
			items: rows.map(eventOf),
			...(seq < place.last ? { next: `${seq}.${place.last}` } : {}),
		};
	};
}

/** Beyond every timestamp. */
const MIN_TIME = Number.MIN_SAFE_INTEGER;
const MAX_TIME = Number.MAX_SAFE_INTEGER;

interface Place {
	/** The last row number that was looked at. */
	readonly seq: number;
	/** The last one of the walk. */
	readonly last: number;
}

function placeOf(token: string): Place {
	const [, seq, last] = /^([0-9]{1,15})\.([0-9]{1,15})$/.exec(token) ?? [];
	if (seq === undefined)
		throw new BadPageTokenError("not a page token of this store");
	return { seq: Number(seq), last: Number(last) };
}

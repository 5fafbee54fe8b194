import {
	type AppendOutcome,
	type StoredEvent,
	StoreUnavailableError,
} from "@ffmpeg-analytics/core";
import type { Database } from "./database";
import { EVENT_COLUMNS, type EventRow, rowOf } from "./event-row";

/** One commit, and so one flush of the disk, takes at most about this many events. */
const MAX_EVENTS_PER_COMMIT = 5_000;

/** Appends events in groups: the calls of one turn of the event loop share one commit. */
export interface IngestQueue {
	/** As the port has it. Resolves after the commit. */
	append(events: readonly StoredEvent[]): Promise<AppendOutcome[]>;
	/** Resolves when everything that was appended before has been committed or refused. */
	drain(): Promise<void>;
}

interface Call {
	readonly rows: readonly EventRow[];
	readonly resolve: (outcomes: AppendOutcome[]) => void;
	readonly reject: (error: unknown) => void;
}

/** A queue over the events table. */
export function createIngestQueue(database: Database): IngestQueue {
	const insert = database.prepare(`
		INSERT INTO events (${EVENT_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO NOTHING`);
	const selectExisting = database.prepare(
		"SELECT content_hash, sanitizer_version FROM events WHERE id = ?",
	);
	let queued: Call[] = [];

	function appendRow(row: EventRow): AppendOutcome {
		if (insert.run(...row) === 1) return { status: "stored" };
		const existing = selectExisting.get(row[0]);
		return {
			status: "exists",
			contentHash: String(existing?.content_hash),
			sanitizerVersion: Number(existing?.sanitizer_version),
		};
	}

	/** Writes the calls in one commit; where that fails, whatever is not to blame still goes in. */
	function commit(calls: readonly Call[]): void {
		try {
			const outcomes = database.transaction(() =>
				calls.map((call) => call.rows.map(appendRow)),
			);
			calls.forEach((call, index) => {
				call.resolve(outcomes[index] ?? []);
			});
		} catch (error) {
			if (calls.length === 1 || error instanceof StoreUnavailableError)
				for (const call of calls) call.reject(error);
			else for (const call of calls) commit([call]);
		}
	}

	function flush(): void {
		const calls = queued;
		queued = [];
		let group: Call[] = [];
		let size = 0;
		for (const call of calls) {
			group.push(call);
			size += call.rows.length;
			if (size < MAX_EVENTS_PER_COMMIT) continue;
			commit(group);
			group = [];
			size = 0;
		}
		if (group.length > 0) commit(group);
	}

	return {
		async append(events) {
			const rows = events.map(rowOf);
			return new Promise((resolve, reject) => {
				// After the poll phase: every request that has arrived by then is in the same commit.
				if (queued.length === 0) setImmediate(flush);
				queued.push({ rows, resolve, reject });
			});
		},
		async drain() {
			if (queued.length > 0) flush();
		},
	};
}

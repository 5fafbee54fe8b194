import {
	type AppendOutcome,
	type StoredEvent,
	StoreUnavailableError,
} from "@ffmpeg-analytics/core";
import type { InsertResult } from "./event-inserts";
import { type EventRow, rowOf } from "./event-row";
import type { EventWriter } from "./event-writer";
import type { WriteLock } from "./write-lock";

/** One commit, and so one flush of the disk, takes at most about this many events. */
const MAX_EVENTS_PER_COMMIT = 5_000;

/**
 * Appends events in groups: the calls of one turn of the event loop share one commit, and so do those
 * that come while the commit before is under way.
 */
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

/** A queue in front of a writer, which writes only while it holds the lock. */
export function createIngestQueue(
	writer: EventWriter,
	lock: WriteLock,
): IngestQueue {
	const queued: Call[] = [];
	let writing: Promise<void> | undefined;

	async function writeAll(): Promise<void> {
		// After the poll phase: every request that has arrived by then is in the same commit.
		await new Promise((resolve) => setImmediate(resolve));
		while (queued.length > 0) await lock(() => writeGroup(takeGroup(queued)));
		writing = undefined;
	}

	async function writeGroup(calls: readonly Call[]): Promise<void> {
		try {
			const results = await writer.write(calls.map(({ rows }) => rows));
			calls.forEach((call, index) => {
				settle(call, results[index]);
			});
		} catch (error) {
			for (const call of calls) call.reject(error);
		}
	}

	return {
		async append(events) {
			const rows = events.map(rowOf);
			return new Promise((resolve, reject) => {
				queued.push({ rows, resolve, reject });
				writing ??= writeAll();
			});
		},
		async drain() {
			await writing;
		},
	};
}

/** Takes as many calls out of the queue as go into one commit, at least one. */
function takeGroup(queued: Call[]): Call[] {
	let size = 0;
	const end = queued.findIndex(({ rows }) => {
		const isFull = size >= MAX_EVENTS_PER_COMMIT;
		size += rows.length;
		return isFull;
	});
	return queued.splice(0, end === -1 ? queued.length : end);
}

function settle(call: Call, result: InsertResult | undefined): void {
	if (result?.kind === "committed") call.resolve(result.outcomes);
	else if (result?.unavailable === true)
		call.reject(new StoreUnavailableError(result.message));
	else call.reject(new Error(result?.message ?? "a call got no result"));
}

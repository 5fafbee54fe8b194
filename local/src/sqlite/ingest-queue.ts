import {
	type AppendOutcome,
	type StoredEvent,
	StoreUnavailableError,
} from "@ffmpeg-analytics/core";
import type { InsertResult } from "./event-inserts";
import { type EventRow, rowOf } from "./event-row";
import type { EventWriter } from "./event-writer";
import type { StoreObserver } from "./store-observer";
import type { WriteLock } from "./write-lock";

/**
 * So much goes to the writer at once, and not only when the turn of the event loop ends: a turn may
 * bring much more, and the writer would have nothing to do until all of it is here. Smaller groups
 * cost more commits than they save time.
 */
const GROUP = { calls: 16, rows: 1_000 } as const;

/**
 * After about so many rows, a call more at most, the queue lets others write, who have waited some
 * 100 ms by then. No commit has more either.
 */
const ROWS_PER_HOLD = 5_000;

/**
 * Appends events in groups: the calls of one turn of the event loop share a commit, or a few where
 * they are many.
 */
export interface IngestQueue {
	/** As the port has it. Resolves after the commit. */
	append(events: readonly StoredEvent[]): Promise<AppendOutcome[]>;
	/** Resolves when everything that was appended before has been committed or refused. */
	drain(): Promise<void>;
	/** What has been appended and is neither committed nor refused. */
	waiting(): Waiting;
}

/** What waits for a commit. */
export interface Waiting {
	readonly calls: number;
	readonly events: number;
}

/** A queue in front of a writer, which writes only while the queue holds the lock. */
export function createIngestQueue(
	writer: EventWriter,
	lock: WriteLock,
	observer: StoreObserver,
): IngestQueue {
	return new Queue(writer, lock, observer);
}

interface Call {
	readonly rows: readonly EventRow[];
	readonly resolve: (outcomes: AppendOutcome[]) => void;
	readonly reject: (error: unknown) => void;
}

class Queue implements IngestQueue {
	readonly #writer: EventWriter;
	readonly #lock: WriteLock;
	readonly #observer: StoreObserver;
	readonly #waiting = { calls: 0, events: 0 };
	readonly #calls: Call[] = [];
	#rows = 0;
	/** Rows that may go to the writer before the lock is let go; 0 while it is not held. */
	#allowance = 0;
	readonly #underWay = new Set<Promise<void>>();
	#running: Promise<void> | undefined;

	constructor(writer: EventWriter, lock: WriteLock, observer: StoreObserver) {
		this.#writer = writer;
		this.#lock = lock;
		this.#observer = observer;
	}

	waiting(): Waiting {
		return { ...this.#waiting };
	}

	async append(events: readonly StoredEvent[]): Promise<AppendOutcome[]> {
		const rows = events.map(rowOf);
		return new Promise((resolve, reject) => {
			this.#calls.push({ rows, resolve, reject });
			this.#rows += rows.length;
			this.#waiting.calls += 1;
			this.#waiting.events += rows.length;
			const isFull =
				this.#calls.length >= GROUP.calls || this.#rows >= GROUP.rows;
			if (isFull && this.#allowance > 0) this.#write();
			this.#running ??= this.#run();
		});
	}

	async drain(): Promise<void> {
		await this.#running;
	}

	async #run(): Promise<void> {
		while (this.#calls.length > 0) await this.#lock(() => this.#writeTurn());
		this.#running = undefined;
	}

	/** Writes what is there, and what this turn of the event loop and the time of the commits bring. */
	async #writeTurn(): Promise<void> {
		this.#allowance = ROWS_PER_HOLD;
		// After the poll phase: every request that has arrived by then is in.
		await new Promise((resolve) => setImmediate(resolve));
		while (this.#calls.length > 0 && this.#allowance > 0) this.#write();
		while (this.#underWay.size > 0) await Promise.all(this.#underWay);
		this.#allowance = 0;
	}

	/** Hands what is queued and allowed to the writer, which takes one group after the other. */
	#write(): void {
		let end = 0;
		for (; end < this.#calls.length && this.#allowance > 0; end++) {
			const { length } = this.#calls[end]?.rows ?? [];
			this.#allowance = Math.max(0, this.#allowance - length);
			this.#rows -= length;
		}
		const calls = this.#calls.splice(0, end);
		const written = this.#writeGroup(calls).finally(() =>
			this.#underWay.delete(written),
		);
		this.#underWay.add(written);
	}

	async #writeGroup(calls: readonly Call[]): Promise<void> {
		const startedAt = performance.now();
		try {
			const results = await this.#writer.write(calls.map(({ rows }) => rows));
			calls.forEach((call, index) => {
				settle(call, results[index]);
			});
		} catch (error) {
			for (const call of calls) call.reject(error);
		} finally {
			this.#observer.wrote(performance.now() - startedAt);
			this.#waiting.calls -= calls.length;
			for (const { rows } of calls) this.#waiting.events -= rows.length;
		}
	}
}

function settle(call: Call, result: InsertResult | undefined): void {
	if (result?.kind === "committed") call.resolve(result.outcomes);
	else if (result?.unavailable === true)
		call.reject(new StoreUnavailableError(result.message));
	else call.reject(new Error(result?.message ?? "a call got no result"));
}

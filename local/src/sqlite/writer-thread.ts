import { Worker } from "node:worker_threads";
import { StoreUnavailableError } from "@ffmpeg-analytics/core";
import type { InsertResult } from "./event-inserts";
import type { EventRow } from "./event-row";
import type { EventWriter } from "./event-writer";
import type { StoreObserver } from "./store-observer";

/** What the thread is told when it starts. */
export interface WriterThreadData {
	readonly file: string;
	readonly shardCount: number;
}

/** Asks the thread to close its connection and end. */
export const CLOSE_WRITER = "close";

/**
 * A writer that runs `program` (the bundle of `event-writer-thread.ts`) in a thread with a connection
 * of its own, so that the thread that serves requests never waits for the disk. It is started at
 * once: a program that cannot run, or is replaced while this process runs, should not be found with
 * the first event. A thread that has died is replaced with the next write; what it had in hand was
 * committed or was not.
 */
export function createWriterThread(
	program: string,
	data: WriterThreadData,
	observer: StoreObserver,
): EventWriter {
	let thread = new WriterThread(program, data, observer);
	let closed = false;
	return {
		async write(calls) {
			if (closed) throw new StoreUnavailableError("the writer is closed");
			if (thread.hasEnded) thread = new WriterThread(program, data, observer);
			return thread.write(calls);
		},
		async close() {
			closed = true;
			await thread.close();
		},
	};
}

interface Waiting {
	readonly resolve: (results: InsertResult[]) => void;
	readonly reject: (error: unknown) => void;
}

class WriterThread {
	hasEnded = false;
	#isClosing = false;
	readonly #worker: Worker;
	readonly #observer: StoreObserver;
	/** The thread answers in the order in which it was asked. */
	readonly #waiting: Waiting[] = [];

	constructor(
		program: string,
		workerData: WriterThreadData,
		observer: StoreObserver,
	) {
		this.#observer = observer;
		this.#worker = new Worker(program, { workerData })
			.on("message", (results: InsertResult[]) => {
				// One failure of SQLite's refuses all calls of a group.
				const failed = results.find(({ kind }) => kind === "failed");
				if (failed?.kind === "failed") observer.failed(failed.failure);
				this.#waiting.shift()?.resolve(results);
			})
			.on("error", (error) => this.#end(String(error).split("\n")[0], error))
			.on("exit", (code) => this.#end(`exit code ${code}`));
	}

	write(calls: readonly (readonly EventRow[])[]): Promise<InsertResult[]> {
		return new Promise((resolve, reject) => {
			this.#waiting.push({ resolve, reject });
			this.#worker.postMessage(calls);
		});
	}

	async close(): Promise<void> {
		if (this.hasEnded) return;
		this.#isClosing = true;
		await new Promise<void>((resolve) => {
			// Comes after an error too.
			this.#worker.once("exit", () => resolve());
			this.#worker.postMessage(CLOSE_WRITER);
		});
	}

	#end(why: string | undefined, cause?: unknown): void {
		if (!this.hasEnded && !this.#isClosing)
			this.#observer.failed("writer_ended");
		this.hasEnded = true;
		const message = `the thread that writes events ended: ${why}`;
		for (const { reject } of this.#waiting.splice(0))
			reject(new StoreUnavailableError(message, { cause }));
	}
}

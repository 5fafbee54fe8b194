import { Worker } from "node:worker_threads";
import { StoreUnavailableError } from "@ffmpeg-analytics/core";
import type { InsertResult } from "./event-inserts";
import type { EventWriter } from "./event-writer";

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
): EventWriter {
	let worker: Worker | undefined = startWorker();
	let closed = false;

	function startWorker(): Worker {
		const started = new Worker(program, { workerData: data });
		const forget = () => {
			if (worker === started) worker = undefined;
		};
		started.on("exit", forget).on("error", forget);
		return started;
	}

	return {
		async write(calls) {
			if (closed) throw new StoreUnavailableError("the writer is closed");
			worker ??= startWorker();
			return answerOf(worker, calls);
		},
		async close() {
			closed = true;
			const closing = worker;
			if (closing === undefined) return;
			await new Promise<void>((resolve) => {
				// Comes after an error too.
				closing.once("exit", () => resolve());
				closing.postMessage(CLOSE_WRITER);
			});
		},
	};
}

function answerOf(worker: Worker, message: unknown): Promise<InsertResult[]> {
	return new Promise((resolve, reject) => {
		const settle = () => {
			worker.off("message", answer).off("error", fail).off("exit", fail);
		};
		const answer = (results: InsertResult[]) => {
			settle();
			resolve(results);
		};
		const fail = (cause: unknown) => {
			settle();
			const [line] = String(cause).split("\n");
			const why = typeof cause === "number" ? `exit code ${cause}` : line;
			const message = `the thread that writes events ended: ${why}`;
			reject(new StoreUnavailableError(message, { cause }));
		};
		worker.on("message", answer).on("error", fail).on("exit", fail);
		worker.postMessage(message);
	});
}

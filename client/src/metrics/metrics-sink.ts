import type { CounterValues } from "../counters.ts";
import type { ReadyEvent, Sink } from "../sinks/sink.ts";
import { metricsLine } from "./metrics-line.ts";
import { appendLinesNow, openForLines, writeLines } from "./rotating-file.ts";

/** Where lines of metrics go, and how much of them is kept. */
export interface MetricsSinkOptions {
	/** The current file; older ones are `path.1`, `path.2`, ... Its folder is made if it is absent. */
	readonly path: string;
	/**
	 * The current file's size at which it becomes `path.1`, bytes; more by what processes that share it
	 * write while one of them rotates.
	 */
	readonly maxBytes: number;
	/** Files kept beside the current one. */
	readonly maxFiles: number;
	/** `written` and `droppedFromQueue` are counted here. */
	readonly counters: CounterValues;
	/** Tells a person, once for each distinct message. Never throws. */
	readonly say: (message: string) => void;
}

/** Characters of lines that may wait for a disk that is slow. */
const MAX_WAITING_LENGTH = 4 * 1024 * 1024;

/**
 * Appends a line of metrics for each event to a rotating file, which several processes may share: lines
 * go whole, those of one `accept` in one write. One write is under way at a time. Lines that cannot be
 * written are dropped, which is said once and counted; the next ones try again.
 */
export function createMetricsSink(options: MetricsSinkOptions): Sink {
	const { path, counters, say } = options;
	const waiting: string[] = [];
	let waitingLength = 0;
	let round: Promise<void> | undefined;
	let isClosed = false;
	/** Whether the process ends: lines wait for the next `closeNow`. */
	let isEnding = false;
	/** Whether a write broke off within a line, so that the next one must end it. */
	let isTorn = false;

	function takeWaiting(): string[] {
		waitingLength = 0;
		return waiting.splice(0);
	}

	function dropWaiting(): void {
		counters.droppedFromQueue += takeWaiting().length;
	}

	function makeRoom(): void {
		let dropped = 0;
		while (waitingLength > MAX_WAITING_LENGTH) {
			waitingLength -= waiting[dropped]?.length ?? 0;
			dropped++;
		}
		if (dropped === 0) return;
		waiting.splice(0, dropped);
		counters.droppedFromQueue += dropped;
	}

	function sayBroken(error: unknown): void {
		const { code = String(error) } = error as NodeJS.ErrnoException;
		say(
			`cannot write the metrics file ${path} (${code}); its lines are dropped until it can be written`,
		);
	}

	/** Writes what waits; what comes meanwhile is for the next round. Never rejects. */
	async function writeRound(): Promise<void> {
		try {
			const file = await openForLines(options, waitingLength);
			try {
				// Taken only now, right before they are handed to the operating system, so that `closeNow` finds
				// in `waiting` exactly what was not: a write under way is finished even by a process that exits.
				const lines = takeWaiting();
				const { written, error, endsTorn } = await writeLines(
					file,
					lines,
					isTorn,
				);
				isTorn = endsTorn;
				counters.written += written;
				counters.droppedFromQueue += lines.length - written;
				if (error !== undefined) sayBroken(error);
			} finally {
				await file.close();
			}
		} catch (error) {
			dropWaiting();
			sayBroken(error);
		}
		round = waiting.length > 0 ? writeRound() : undefined;
	}

	async function flush(): Promise<void> {
		await round;
		// What waited during that round.
		await round;
	}

	return {
		accept(events) {
			if (isClosed) {
				counters.droppedFromQueue += events.length;
				return;
			}
			for (const event of events) addLine(event);
			makeRoom();
			if (waiting.length > 0 && !isEnding) round ??= writeRound();
		},
		flush,
		async close(deadlineMs) {
			isClosed = true;
			await withinMs(deadlineMs, flush());
			dropWaiting();
		},
		closeNow() {
			isEnding = true;
			const lines = takeWaiting();
			if (lines.length === 0) return;
			try {
				appendLinesNow(path, lines, isTorn);
				counters.written += lines.length;
			} catch (error) {
				counters.droppedFromQueue += lines.length;
				sayBroken(error);
			}
		},
	};

	function addLine({ wire }: ReadyEvent): void {
		const line = metricsLine(wire);
		waiting.push(line);
		waitingLength += line.length;
	}
}

/** Resolves with the work, or at the deadline without it. The timer keeps no process alive. */
async function withinMs(
	deadlineMs: number,
	work: Promise<void>,
): Promise<void> {
	let timer: NodeJS.Timeout | undefined;
	const deadline = new Promise<void>((resolve) => {
		timer = setTimeout(resolve, deadlineMs);
		timer.unref();
	});
	await Promise.race([work, deadline]);
	clearTimeout(timer);
}

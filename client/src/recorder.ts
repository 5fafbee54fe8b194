import { captureOperation } from "./capture/capture-operation.ts";
import { CaptureRing } from "./capture/capture-ring.ts";
import { atExit } from "./host/at-exit.ts";
import { nextSequence } from "./host/event-ids.ts";
import { Drain, type DrainParts } from "./pipeline/drain.ts";
import type { TrackedOperation, WorkflowContext } from "./tracked-operation.ts";

/** How long a first capture waits for more, ms: a stream then needs no turn of its own for each. */
const DELAY_MS = 2;

/** How long events are made at a stretch, ms. */
const SLICE_MS = 3;

/** The same while more than this waits: a host that tracks faster than that would fill the memory. */
const MANY = 2_000;
const LONG_SLICE_MS = 5;

/**
 * Between the calls that track and the sinks. A call only captures; events are made and handed on in slices of
 * a few milliseconds, with the host's own work between them. Nothing here keeps the process alive, and what is
 * still captured when it ends is handed on then.
 */
export class Recorder {
	readonly #parts: DrainParts;
	readonly #ring = new CaptureRing();
	readonly #drain: Drain;
	#timer: NodeJS.Timeout | undefined;
	#isSlicing = false;
	#closing: Promise<void> | undefined;
	#hasEnded = false;
	#leaveExit: (() => void) | undefined;
	#waiting: { readonly until: number; readonly done: () => void }[] = [];

	constructor(parts: DrainParts) {
		this.#parts = parts;
		this.#drain = new Drain(this.#ring, parts);
	}

	/** Captures the operation as it is now; `context` counts instead of its own. Never throws. */
	track(operation: TrackedOperation, context?: WorkflowContext): void {
		const { counters } = this.#parts;
		counters.tracked++;
		if (this.#closing !== undefined) {
			counters.droppedFromQueue++;
			return;
		}
		try {
			const captured = captureOperation(
				operation,
				nextSequence(),
				Date.now(),
				context,
			);
			if (typeof captured === "string") {
				this.#refuse(captured);
				return;
			}
			counters.droppedFromQueue += this.#ring.put(captured);
		} catch {
			this.#refuse("its properties cannot be read");
			return;
		}
		if (this.#hasEnded) this.#end();
		else if (this.#timer === undefined && !this.#isSlicing) this.#wake();
	}

	/** Opens the sinks soon though nothing was tracked: what an earlier process left is to be delivered. */
	resume(): void {
		if (this.#timer === undefined && !this.#isSlicing) this.#wake();
	}

	/** Resolves once everything tracked before this call is as the sinks' `flush` leaves it. */
	async flush(deadlineMs?: number): Promise<void> {
		await this.#drained();
		await Promise.all(this.#drain.sinks.map((sink) => sink.flush(deadlineMs)));
	}

	/** As the sinks' `close`, after everything tracked before; what is tracked afterwards is dropped. */
	close(deadlineMs: number): Promise<void> {
		this.#closing ??= this.#closeOnce(performance.now() + deadlineMs);
		return this.#closing;
	}

	async #closeOnce(deadline: number): Promise<void> {
		await this.#drained();
		const leftMs = Math.max(deadline - performance.now(), 0);
		await Promise.all(this.#drain.sinks.map((sink) => sink.close(leftMs)));
		this.#leaveExit?.();
	}

	#refuse(reason: string): void {
		this.#parts.counters.invalid++;
		this.#parts.say(`an operation was left out: ${reason}`);
	}

	/** After a burst its own caller goes on first, and so do the host's timers that were due meanwhile. */
	#wake(): void {
		this.#leaveExit ??= atExit(() => this.#end());
		const beginUnlessBegun = () => {
			if (this.#timer !== undefined) this.#begin();
		};
		this.#timer = setTimeout(() => setImmediate(beginUnlessBegun), DELAY_MS);
		this.#timer.unref();
	}

	#begin(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		this.#isSlicing = true;
		this.#drain.open();
		setImmediate(this.#slice);
	}

	readonly #slice = (): void => {
		const waiting = this.#ring.captured - this.#ring.gone;
		this.#drain.run(waiting > MANY ? LONG_SLICE_MS : SLICE_MS);
		this.#isSlicing = this.#ring.gone < this.#ring.captured;
		if (this.#isSlicing) setImmediate(this.#slice);
		const { gone } = this.#ring;
		this.#waiting = this.#waiting.filter(({ until, done }) => {
			if (gone < until) return true;
			done();
			return false;
		});
	};

	/** Resolves once everything captured before this call was handed on. */
	#drained(): Promise<void> {
		const until = this.#ring.captured;
		if (this.#timer !== undefined) this.#begin();
		if (this.#ring.gone >= until) return Promise.resolve();
		if (!this.#isSlicing) this.#begin();
		return new Promise((done) => this.#waiting.push({ until, done }));
	}

	/** The process ends: nothing can be awaited any more, and what is still tracked is handed on at once. */
	#end(): void {
		// A hook that tracks for each event would never come to an end.
		this.#hasEnded = false;
		this.#drain.run(Number.POSITIVE_INFINITY);
		while (this.#ring.take() !== undefined)
			this.#parts.counters.droppedFromQueue++;
		for (const sink of this.#drain.sinks) sink.closeNow();
		this.#hasEnded = true;
	}
}

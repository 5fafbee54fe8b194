import { EVENT_LIMITS } from "@ffmpeg-analytics/core/event-bounds";
import type { CounterValues } from "../counters.ts";
import type { DeliveryOptions } from "../options.ts";
import type { ReadyEvent, Sink } from "../sinks/sink.ts";
import { Leftovers } from "../spool/leftovers.ts";
import { Spool } from "../spool/spool.ts";
import {
	type Batch,
	type BatchBounds,
	joinRecords,
	splitRecords,
} from "./batch.ts";
import { BatchMemory, SLAB_BYTES } from "./batch-memory.ts";
import { Dispatcher } from "./dispatcher.ts";
import { ingestUrl, Wire } from "./exchange.ts";
import { Outbox } from "./outbox.ts";
import { Pacing } from "./pacing.ts";
import { Packer } from "./packer.ts";

/** What {@link createHttpSink} needs. */
export interface HttpSinkOptions {
	/** `http:` or `https:`, with or without `/logOperation` at the end. */
	readonly endpoint: string;
	readonly ingestKey: string | undefined;
	readonly delivery: Required<DeliveryOptions>;
	/** On a disk of this machine; other processes may use it too. Undefined: what waits is in memory only. */
	readonly spoolFolder: string | undefined;
	readonly counters: CounterValues;
	/** Says something to the host's operator; the same message again is to be ignored there. */
	readonly say: (message: string) => void;
}

/**
 * Delivers events to a home, each exactly once as far as the home's store is concerned: whatever has not got
 * an answer is sent again, and ids make that harmless.
 *
 * With a spool, everything is on disk when `accept` returns; `flush` then tries to deliver, and resolves at
 * the first failure. Without one, `flush` resolves once everything is delivered or dropped, or the endpoint
 * does not want us (401, 403, 404, a redirect): it waits as long as the endpoint is down.
 *
 * @throws {TypeError} if the endpoint is no URL
 */
export function createHttpSink(options: HttpSinkOptions): Sink {
	return new HttpSink(options);
}

interface PendingFlush {
	/** The last batch that it is about. */
	readonly mark: number;
	/** Ms of the monotonic clock. */
	readonly startedAt: number;
	readonly resolve: () => void;
}

class HttpSink implements Sink {
	readonly #counters: CounterValues;
	readonly #say: (message: string) => void;
	readonly #spool: Spool | undefined;
	readonly #packer: Packer;
	readonly #outbox: Outbox;
	readonly #pacing: Pacing;
	readonly #dispatcher: Dispatcher;
	readonly #flushes = new Set<PendingFlush>();
	#closing: Promise<void> | undefined;
	#isClosed = false;
	/** The last batch that was left to the next start. */
	#kept = -1;
	#onChange: (() => void) | undefined;
	/** Keeps the process alive while somebody awaits us. */
	#hold: NodeJS.Timeout | undefined;
	#holders = 0;

	constructor(options: HttpSinkOptions) {
		const { delivery, spoolFolder, counters, say, ingestKey } = options;
		const url = ingestUrl(options.endpoint);
		const { requestTimeoutMs, queueBytes } = delivery;
		const batch = batchBounds(delivery);
		const onDropped = (events: number) => {
			counters.droppedFromQueue += events;
		};
		this.#counters = counters;
		this.#say = say;
		this.#spool =
			spoolFolder === undefined ? undefined : new Spool(spoolFolder, say);
		const memory = new BatchMemory();
		this.#packer = new Packer(memory, (packed) =>
			this.#outbox.repacked(packed),
		);
		this.#pacing = new Pacing(delivery.maxBackoffMs);
		this.#outbox = new Outbox({
			batch,
			batchDelayMs: delivery.batchDelayMs,
			onDropped,
			maxEvents: delivery.queueEvents,
			maxBytes: queueBytes,
			memory,
			packer: this.#packer,
			spool: this.#spool,
		});
		this.#dispatcher = new Dispatcher({
			outbox: this.#outbox,
			packer: this.#packer,
			pacing: this.#pacing,
			spool: this.#spool,
			leftovers: this.#spool && new Leftovers(this.#spool, batch, say),
			openWire: () => Wire.open({ url, ingestKey, requestTimeoutMs }),
			maxBytes: queueBytes,
			counters,
			say,
			onChange: () => this.#changed(),
		});
		// What an earlier process left is delivered even if this one tracks nothing.
		if (spoolFolder !== undefined)
			setImmediate(() => this.#dispatcher.wake()).unref();
	}

	accept(events: readonly ReadyEvent[]): void {
		const isTooLate = this.#isClosed && this.#spool === undefined;
		if (this.#closing !== undefined || isTooLate) {
			this.#counters.droppedFromQueue += events.length;
			return;
		}
		this.#outbox.add(events, performance.now());
		this.#dispatcher.wake();
	}

	async flush(deadlineMs?: number): Promise<void> {
		if (this.#isClosed || this.#outbox.isEmpty) return;
		const mark = this.#outbox.mark();
		const startedAt = performance.now();
		let deadline: NodeJS.Timeout | undefined;
		await this.#held(
			new Promise((resolve) => {
				const flush = { mark, startedAt, resolve };
				this.#flushes.add(flush);
				if (deadlineMs !== undefined)
					deadline = setTimeout(
						() => this.#resolveFlushes((other) => other === flush),
						deadlineMs,
					);
				this.#pacing.wake();
				this.#dispatcher.wake();
			}),
		);
		clearTimeout(deadline);
	}

	close(deadlineMs: number): Promise<void> {
		this.#closing ??= this.#held(this.#close(deadlineMs));
		return this.#closing;
	}

	closeNow(): void {
		this.#isClosed = true;
		this.#dispatcher.stop();
		try {
			const kept = this.#kept;
			if (this.#spool !== undefined) this.#kept = this.#outbox.mark();
			for (const batch of [...this.#outbox.remaining()])
				if (batch.order > kept) this.#leave(batch);
			this.#spool?.handOver();
		} catch (error) {
			this.#say(`what was not delivered could not be kept: ${String(error)}`);
		}
		this.#resolveFlushes(() => true);
	}

	async #close(givenMs: number): Promise<void> {
		const deadlineMs = Math.min(givenMs, LONGEST_TIMER_MS);
		const deadlineAt = performance.now() + deadlineMs;
		this.#outbox.mark();
		this.#dispatcher.hurry();
		await new Promise<void>((resolve) => {
			const deadline = setTimeout(resolve, deadlineMs);
			this.#onChange = () => {
				if (!this.#isClosed && !this.#isDrained(deadlineAt)) return;
				clearTimeout(deadline);
				resolve();
			};
			this.#onChange();
		});
		this.#onChange = undefined;
		this.closeNow();
	}

	/** Whether nothing is left, or nothing more can be done until the deadline. */
	#isDrained(deadlineAt: number): boolean {
		if (this.#dispatcher.isIdle) return true;
		const now = performance.now();
		if (this.#dispatcher.isBusy || !this.#pacing.isDown) return false;
		// What others have left is as safe as it was, and does not hold up the host.
		return (
			now + this.#pacing.waitMs(now) >= deadlineAt ||
			[...this.#outbox.remaining()].every(({ isLeftover }) => isLeftover)
		);
	}

	/** A batch that will not be delivered by this process. */
	#leave(batch: Batch): void {
		if (batch.disk !== "whole" && this.#spool !== undefined) {
			const content = this.#packer.unpackNow(batch);
			if (content !== undefined)
				this.#spool.store(batch, joinRecords(splitRecords(content)));
		}
		if (batch.disk !== "whole") this.#counters.droppedFromQueue += batch.events;
		else if (!batch.isLeftover) this.#counters.spooled += batch.events;
	}

	#changed(): void {
		this.#onChange?.();
		if (this.#flushes.size > 0)
			this.#resolveFlushes((flush) => this.#isFlushed(flush));
	}

	#resolveFlushes(isDone: (flush: PendingFlush) => boolean): void {
		for (const flush of this.#flushes)
			if (isDone(flush)) {
				this.#flushes.delete(flush);
				flush.resolve();
			}
	}

	#isFlushed({ mark, startedAt }: PendingFlush): boolean {
		const pacing = this.#pacing;
		const hasFailed =
			pacing.isDown &&
			(pacing.lastFailureAt >= startedAt ||
				pacing.waitMs(performance.now()) > 0);
		for (const { order, isLeftover, disk } of this.#outbox.remaining()) {
			if (order > mark || isLeftover) continue;
			const isSafe = disk === "whole" && hasFailed;
			if (!isSafe && !pacing.isRefused) return false;
		}
		return true;
	}

	async #held(work: Promise<void>): Promise<void> {
		this.#holders += 1;
		this.#hold ??= setInterval(() => undefined, 60_000);
		await work;
		this.#holders -= 1;
		if (this.#holders > 0) return;
		clearInterval(this.#hold);
		this.#hold = undefined;
	}
}

/** A timer that is set for longer fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** A queue makes room by whole batches: so many of them fill it at least. */
const BATCHES_OF_QUEUE = 16;

function batchBounds(delivery: Required<DeliveryOptions>): BatchBounds {
	const { batchEvents, queueEvents, queueBytes } = delivery;
	const part = (whole: number) =>
		Math.max(1, Math.floor(whole / BATCHES_OF_QUEUE));
	return {
		events: Math.min(
			EVENT_LIMITS.eventsPerBatch,
			Math.max(1, batchEvents),
			part(queueEvents),
		),
		bytes: Math.min(SLAB_BYTES, part(queueBytes)),
	};
}

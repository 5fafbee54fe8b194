import type { ReadyEvent } from "../sinks/sink.ts";
import type { Spool } from "../spool/spool.ts";
import {
	addChunk,
	type Batch,
	type BatchBounds,
	emptyBatch,
	encodeRecords,
	joinRecords,
} from "./batch.ts";
import type { Packer } from "./packer.ts";

/** What {@link Outbox} needs. */
export interface OutboxOptions {
	readonly batch: BatchBounds;
	readonly batchDelayMs: number;
	/** Of everything that is neither delivered nor given up. */
	readonly maxEvents: number;
	readonly maxBytes: number;
	readonly packer: Packer;
	readonly spool: Spool | undefined;
	/** Hears of events that had to make room. */
	readonly onDropped: (events: number) => void;
}

/**
 * Without a spool, so much may wait to be compressed; above it, compressing happens at once, so that a host
 * that tracks faster than its spare threads compress cannot fill the memory.
 */
const MAX_UNPACKED_BYTES = 3 * 1024 * 1024;

/**
 * Everything that was accepted and is neither delivered nor given up, as batches: the open one, which still
 * grows, those that wait, and those that are under way. Bounded: the oldest that is not under way makes room.
 *
 * With a spool each batch is on disk before `add` returns, and memory holds where. Without one it is
 * compressed.
 */
export class Outbox {
	readonly #options: OutboxOptions;
	#open: Batch | undefined;
	#openSince = 0;
	/** The oldest first. */
	readonly #waiting: Batch[] = [];
	readonly #underWay = new Set<Batch>();
	#orders = 0;
	#events = 0;
	#bytes = 0;
	/** May be less than the option where other processes share the spool. */
	#maxBytes: number;

	constructor(options: OutboxOptions) {
		this.#options = options;
		this.#maxBytes = options.maxBytes;
	}

	get bytes(): number {
		return this.#bytes;
	}

	get isEmpty(): boolean {
		return this.#events === 0;
	}

	/** Takes events in; `now` in ms of a monotonic clock. */
	add(events: readonly ReadyEvent[], now: number): void {
		const { batch: bounds } = this.#options;
		for (let start = 0; start < events.length; ) {
			const room = bounds.events - (this.#open?.events ?? 0);
			const some = events.slice(start, start + room);
			start += some.length;
			this.#addSome(some, now);
		}
	}

	/** Closes the open batch: what is accepted later goes into another. */
	seal(): void {
		const batch = this.#open;
		if (batch === undefined) return;
		this.#open = undefined;
		batch.state = "waiting";
		this.#waiting.push(batch);
		const { spool, packer } = this.#options;
		spool?.seal();
		if (batch.disk === "whole") return;
		if (this.#unpackedBytes() > this.#maxUnpackedBytes()) packer.packNow(batch);
		// What goes wrong here goes wrong again, and is dealt with, when the batch is sent.
		else packer.pack(batch).catch(() => undefined);
	}

	/** The number of the last batch that holds what was accepted up to now; seals it. */
	mark(): number {
		this.seal();
		return this.#orders;
	}

	/** The oldest batch that may be sent, now under way; an open one only once it is due. */
	take(now: number): Batch | undefined {
		if (this.#waiting.length === 0 && this.dueInMs(now) === 0) this.seal();
		const batch = this.#waiting.shift();
		if (batch === undefined) return undefined;
		batch.state = "underWay";
		this.#underWay.add(batch);
		return batch;
	}

	/** When the open batch is to be sent even though it is not full; undefined if there is none. */
	dueInMs(now: number): number | undefined {
		if (this.#open === undefined) return undefined;
		return Math.max(0, this.#openSince + this.#options.batchDelayMs - now);
	}

	/** A batch under way has to wait again. */
	putBack(batch: Batch): void {
		if (batch.state !== "underWay") return;
		this.#underWay.delete(batch);
		batch.state = "waiting";
		this.#putFirst(batch);
		this.#makeRoom();
	}

	/** A batch, wherever it is, is done with; deletes its files. */
	settle(batch: Batch): void {
		this.#remove(batch);
		this.#options.spool?.remove(batch);
	}

	/** Replaces a batch by some of its records, in groups, each a batch of its own. */
	replace(batch: Batch, groups: readonly (readonly Buffer[])[]): void {
		this.#remove(batch);
		const parts = groups.map((records) =>
			this.#batchOf(records, batch.order, batch.isLeftover),
		);
		for (const part of parts) part.attempts = batch.attempts;
		for (const part of parts.reverse()) this.#putFirst(part);
		// Until the parts are as safe as the whole was, the whole stays: its ids do no harm.
		if (batch.disk !== "whole" || parts.every(({ disk }) => disk === "whole"))
			this.#options.spool?.remove(batch);
	}

	/** Takes in what another process has left: files of this process now, with these records. */
	adopt(
		files: readonly string[],
		groups: readonly (readonly Buffer[])[],
	): void {
		const batch = emptyBatch(0, true);
		batch.files.push(...files);
		batch.disk = "whole";
		const [records, ...more] = groups;
		if (records === undefined) this.#options.spool?.remove(batch);
		else if (more.length > 0) this.replace(batch, groups);
		else {
			const content = joinRecords(records);
			addChunk(batch, content, records.length);
			this.#join(batch);
			this.#putFirst(batch);
		}
	}

	/** Forgets what of waiting batches is on disk anyway. */
	release(): void {
		for (const batch of this.#waiting)
			if (batch.disk === "whole") batch.chunks = undefined;
	}

	/** Notes that a batch takes less than before. */
	repacked(batch: Batch): void {
		if (batch.packed === undefined || batch.disk === "whole") return;
		if (batch.state !== "settled")
			this.#bytes += batch.packed.length - batch.bytes;
		batch.bytes = batch.packed.length;
	}

	/** Bounds what waits to fewer bytes, or to as many as before. */
	limitBytes(maxBytes: number): void {
		this.#maxBytes = Math.min(this.#options.maxBytes, maxBytes);
		this.#makeRoom();
	}

	/** All that is left, the oldest first. */
	*remaining(): Generator<Batch> {
		yield* this.#underWay;
		yield* this.#waiting;
		if (this.#open !== undefined) yield this.#open;
	}

	#addSome(events: readonly ReadyEvent[], now: number): void {
		const { batch: bounds, spool } = this.#options;
		const chunk = encodeRecords(events);
		if (chunk.length > bounds.bytes && events.length > 1) {
			const half = Math.ceil(events.length / 2);
			this.#addSome(events.slice(0, half), now);
			this.#addSome(events.slice(half), now);
			return;
		}
		const open = this.#open;
		if (
			open !== undefined &&
			(open.events + events.length > bounds.events ||
				open.bytes + chunk.length > bounds.bytes)
		)
			this.seal();
		const batch = this.#openBatch(now);
		addChunk(batch, chunk, events.length);
		this.#events += events.length;
		this.#bytes += chunk.length;
		spool?.append(batch);
		if (batch.events >= bounds.events || batch.bytes >= bounds.bytes)
			this.seal();
		this.#makeRoom();
	}

	#openBatch(now: number): Batch {
		if (this.#open === undefined) {
			this.#orders += 1;
			this.#open = emptyBatch(this.#orders);
			this.#openSince = now;
		}
		return this.#open;
	}

	#batchOf(
		records: readonly Buffer[],
		order: number,
		isLeftover: boolean,
	): Batch {
		const batch = emptyBatch(order, isLeftover);
		const content = joinRecords(records);
		addChunk(batch, content, records.length);
		this.#options.spool?.store(batch, content);
		this.#join(batch);
		return batch;
	}

	#join(batch: Batch): void {
		batch.state = "waiting";
		this.#events += batch.events;
		this.#bytes += batch.bytes;
	}

	#putFirst(batch: Batch): void {
		const place = this.#waiting.findIndex(({ order }) => order >= batch.order);
		this.#waiting.splice(place === -1 ? this.#waiting.length : place, 0, batch);
	}

	#remove(batch: Batch): void {
		if (batch.state === "settled") return;
		this.#underWay.delete(batch);
		const place = this.#waiting.indexOf(batch);
		if (place !== -1) this.#waiting.splice(place, 1);
		if (batch === this.#open) this.#open = undefined;
		batch.state = "settled";
		this.#events -= batch.events;
		this.#bytes -= batch.bytes;
	}

	#makeRoom(): void {
		const { maxEvents, onDropped } = this.#options;
		while (this.#events > maxEvents || this.#bytes > this.#maxBytes) {
			const oldest = this.#waiting[0];
			if (oldest === undefined) return;
			this.settle(oldest);
			onDropped(oldest.events);
		}
	}

	#unpackedBytes(): number {
		let bytes = 0;
		for (const { chunks, disk, bytes: size } of this.#waiting)
			if (chunks !== undefined && disk !== "whole") bytes += size;
		return bytes;
	}

	#maxUnpackedBytes(): number {
		return Math.min(MAX_UNPACKED_BYTES, this.#options.maxBytes / 4);
	}
}

import type { ReadyEvent } from "../sinks/sink.ts";
import type { Leftover } from "../spool/leftovers.ts";
import type { Spool } from "../spool/spool.ts";
import {
	appendRecord,
	type Batch,
	type BatchBounds,
	bytesOf,
	emptyBatch,
	joinRecords,
	MAX_RECORD_BYTES,
	mostBytesOf,
} from "./batch.ts";
import type { BatchMemory, Slab } from "./batch-memory.ts";
import type { Packer } from "./packer.ts";

/** What {@link Outbox} needs. */
export interface OutboxOptions {
	readonly batch: BatchBounds;
	readonly batchDelayMs: number;
	/** Of everything that is neither delivered nor given up. */
	readonly maxEvents: number;
	readonly maxBytes: number;
	readonly memory: BatchMemory;
	readonly packer: Packer;
	readonly spool: Spool | undefined;
	/** Hears of events that had to make room. */
	readonly onDropped: (events: number) => void;
}

/** Batches that are packed before their turn. */
const PREPARED = 2;

/**
 * So much may wait to be compressed. Above it, compressing happens at once where there is no spool, so that a
 * host that tracks faster than its spare threads compress cannot fill the memory.
 */
const MAX_UNPACKED_BYTES = 2 * 1024 * 1024;

/**
 * Everything that was accepted and is neither delivered nor given up, as batches: the open one, which still
 * grows, those that wait, and those that are under way. Bounded: the oldest that is not under way makes room.
 *
 * With a spool each batch is on disk before `add` returns, and memory holds where. Without one it is
 * compressed.
 */
export class Outbox {
	readonly #options: OutboxOptions;
	#open: (Batch & { readonly slab: Slab }) | undefined;
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

	/** Whether a batch that is ready waits. */
	get hasWaiting(): boolean {
		return this.#waiting.length > 0;
	}

	get isEmpty(): boolean {
		return this.#events === 0;
	}

	/** Takes events in; `now` in ms of a monotonic clock. */
	add(events: readonly ReadyEvent[], now: number): void {
		const { batch: bounds, spool, onDropped } = this.#options;
		for (const { json } of events) {
			if (json.length > MAX_RECORD_BYTES / 3) {
				onDropped(1);
				continue;
			}
			if (this.#open !== undefined && !this.#hasRoomFor(this.#open, json))
				this.seal();
			const batch = this.#openBatch(now);
			const bytes = appendRecord(batch.slab, json);
			batch.events += 1;
			batch.bytes += bytes;
			this.#events += 1;
			this.#bytes += bytes;
			if (batch.events >= bounds.events) this.seal();
		}
		if (this.#open !== undefined) spool?.append(this.#open);
		this.#makeRoom();
	}

	/** Closes the open batch: what is accepted later goes into another. */
	seal(): void {
		const batch = this.#open;
		if (batch === undefined) return;
		this.#open = undefined;
		batch.state = "waiting";
		this.#waiting.push(batch);
		const { spool, packer } = this.#options;
		spool?.append(batch);
		spool?.seal();
		this.#makeRoom();
		if (batch.disk === "whole" || batch.state !== "waiting") return;
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

	/** Takes in what another process has left: files that are this process's now. */
	adopt({ files, groups, isWhole }: Leftover): void {
		const batch = emptyBatch(0, true);
		batch.files.push(...files);
		batch.disk = "whole";
		const [records] = groups;
		if (records === undefined || !isWhole || groups.length > 1)
			this.replace(batch, groups);
		else {
			this.#join(batch, records.length, joinRecords(records).length);
			this.#putFirst(batch);
		}
	}

	/** Packs the batches that are next, and keeps some more in memory, for when their turn comes. */
	prepare(): void {
		for (const batch of this.#waiting.slice(0, PREPARED))
			this.#options.packer.pack(batch).catch(() => undefined);
		this.#release(MAX_UNPACKED_BYTES);
	}

	/** Forgets what of waiting batches is on disk anyway. */
	release(): void {
		this.#release(0);
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

	#release(keptBytes: number): void {
		let bytes = 0;
		for (const batch of this.#waiting) {
			if (batch.slab === undefined || batch.disk !== "whole") continue;
			bytes += batch.bytes;
			if (bytes > keptBytes) this.#options.memory.dropSlab(batch);
		}
	}

	#hasRoomFor(batch: Batch, json: string): boolean {
		const room = this.#options.batch.bytes - batch.bytes;
		return mostBytesOf(json) <= room || bytesOf(json) <= room;
	}

	#openBatch(now: number): Batch & { readonly slab: Slab } {
		if (this.#open === undefined) {
			this.#orders += 1;
			const slab = this.#options.memory.takeSlab();
			this.#open = Object.assign(emptyBatch(this.#orders), { slab });
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
		batch.slab = this.#options.memory.takeSlab();
		batch.slab.length = content.copy(batch.slab.bytes);
		this.#options.spool?.store(batch, content);
		this.#join(batch, records.length, content.length);
		return batch;
	}

	#join(batch: Batch, events: number, bytes: number): void {
		batch.state = "waiting";
		batch.events = events;
		batch.bytes = bytes;
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
		this.#options.memory.drop(batch);
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
		for (const { slab, disk, bytes: size } of this.#waiting)
			if (slab !== undefined && disk !== "whole") bytes += size;
		return bytes;
	}

	#maxUnpackedBytes(): number {
		return Math.min(MAX_UNPACKED_BYTES, this.#options.maxBytes / 4);
	}
}

import type { Batch } from "./batch.ts";

/** Room for one batch's records as they come. */
export interface Slab {
	readonly bytes: Buffer;
	/** How much of it is used. */
	length: number;
}

/** Packed bytes, in blocks of {@link BatchMemory}. */
export interface Packed {
	readonly blocks: readonly number[];
	readonly length: number;
}

/** Also the most that a batch may hold: a body may have 1 MiB, and a smaller one is parsed sooner. */
export const SLAB_BYTES = 512 * 1024;

/** Slabs that are kept for the next batches. */
const SPARE_SLABS = 12;

const BLOCK_BYTES = 4 * 1024;
const BLOCKS_OF_REGION = 64;

/**
 * Memory for batches, outside the JavaScript heap and used again and again. Buffers of changing sizes, made
 * and dropped by the thousand while an endpoint is down, would leave the process many times larger than what
 * they hold.
 */
export class BatchMemory {
	readonly #spareSlabs: Slab[] = [];
	readonly #regions: Buffer[] = [];
	readonly #freeBlocks: number[] = [];

	/** An empty slab. */
	takeSlab(): Slab {
		return (
			this.#spareSlabs.pop() ?? {
				bytes: Buffer.allocUnsafeSlow(SLAB_BYTES),
				length: 0,
			}
		);
	}

	/** Gives the batch's slab back, unless it is being packed: then that does it. */
	dropSlab(batch: Batch): void {
		const { slab } = batch;
		if (slab === undefined || batch.packing !== undefined) return;
		batch.slab = undefined;
		slab.length = 0;
		if (this.#spareSlabs.length < SPARE_SLABS) this.#spareSlabs.push(slab);
	}

	/** Gives back all that a batch holds. */
	drop(batch: Batch): void {
		this.dropSlab(batch);
		if (batch.packed === undefined) return;
		this.#freeBlocks.push(...batch.packed.blocks);
		batch.packed = undefined;
	}

	/** Copies packed bytes in. */
	keep(parts: readonly Buffer[]): Packed {
		const blocks: number[] = [];
		let length = 0;
		for (const part of parts)
			for (let start = 0; start < part.length; ) {
				const at = length % BLOCK_BYTES;
				if (at === 0) blocks.push(this.#takeBlock());
				const block = this.#bytesOf(blocks.at(-1) ?? 0);
				const copied = part.copy(block, at, start);
				start += copied;
				length += copied;
			}
		return { blocks, length };
	}

	/** A copy of packed bytes, between others. */
	copy(packed: Packed, before: Buffer, after: Buffer): Buffer {
		const length = before.length + packed.length;
		const result = Buffer.allocUnsafe(length + after.length);
		before.copy(result);
		let at = before.length;
		for (const block of packed.blocks) {
			const size = Math.min(BLOCK_BYTES, length - at);
			this.#bytesOf(block).copy(result, at, 0, size);
			at += size;
		}
		after.copy(result, length);
		return result;
	}

	#takeBlock(): number {
		if (this.#freeBlocks.length === 0) {
			const first = this.#regions.length * BLOCKS_OF_REGION;
			this.#regions.push(
				Buffer.allocUnsafeSlow(BLOCK_BYTES * BLOCKS_OF_REGION),
			);
			for (let block = first + BLOCKS_OF_REGION - 1; block >= first; block--)
				this.#freeBlocks.push(block);
		}
		return this.#freeBlocks.pop() ?? 0;
	}

	#bytesOf(block: number): Buffer {
		const region = this.#regions[Math.floor(block / BLOCKS_OF_REGION)];
		const start = (block % BLOCKS_OF_REGION) * BLOCK_BYTES;
		return (region ?? EMPTY).subarray(start, start + BLOCK_BYTES);
	}
}

const EMPTY = Buffer.alloc(0);

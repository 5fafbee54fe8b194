import { promises as files } from "node:fs";
import { type Batch, withoutLastSeparator } from "./batch.ts";
import type { BatchMemory, Slab } from "./batch-memory.ts";
import { Compressor } from "./compressor.ts";

/**
 * Compresses batches, each once. What is left of an event is some 30 bytes; every attempt sends the same
 * bytes, with a new `sentAt` in a gzip member in front of them.
 */
export class Packer {
	readonly #memory: BatchMemory;
	readonly #onPacked: (batch: Batch) => void;
	#compressor: Compressor | undefined;
	/** Of every body. */
	#tail: Buffer | undefined;

	/** `onPacked` hears of every batch that is packed. */
	constructor(memory: BatchMemory, onPacked: (batch: Batch) => void) {
		this.#memory = memory;
		this.#onPacked = onPacked;
	}

	/**
	 * Resolves once the batch is packed, or settled by others.
	 *
	 * @throws {Error} if its files cannot be read
	 */
	pack(batch: Batch): Promise<void> {
		if (batch.packed !== undefined) return Promise.resolve();
		batch.packing ??= this.#pack(batch).finally(() => {
			batch.packing = undefined;
			if (batch.state === "settled") this.#memory.drop(batch);
			else if (batch.packed !== undefined) this.#memory.dropSlab(batch);
		});
		return batch.packing;
	}

	/** Packs a batch that is held in memory on the event loop; does nothing where zlib is not loaded yet. */
	packNow(batch: Batch): void {
		const { slab, packing } = batch;
		if (slab === undefined || packing !== undefined) return;
		if (this.#compressor === undefined) return;
		this.#keep(batch, [this.#compressor.gzipNow(contentOf(slab))]);
		this.#memory.dropSlab(batch);
	}

	/**
	 * A copy of the batch's records, wherever they are.
	 *
	 * @throws {Error} if its files cannot be read
	 */
	async unpack(batch: Batch): Promise<Buffer> {
		const { packed, slab } = batch;
		if (slab !== undefined) return Buffer.from(contentOf(slab));
		if (packed === undefined) {
			const contents = batch.files.map((file) => files.readFile(file));
			return Buffer.concat(await Promise.all(contents));
		}
		const copy = this.#memory.copy(packed, NOTHING, NOTHING);
		return (await this.#load()).gunzip(copy);
	}

	/** As {@link unpack} without waiting, for a batch that is held in memory. */
	unpackNow({ packed, slab }: Batch): Buffer | undefined {
		if (slab !== undefined) return contentOf(slab);
		if (packed === undefined) return undefined;
		const copy = this.#memory.copy(packed, NOTHING, NOTHING);
		return this.#compressor?.gunzipNow(copy);
	}

	/** A request's body around a packed batch: gzip members that follow each other are one gzip stream. */
	bodyOf({ packed }: Batch, sentAt: number): Buffer | undefined {
		const compressor = this.#compressor;
		if (packed === undefined || compressor === undefined) return undefined;
		this.#tail ??= compressor.gzipSmall("]}");
		return this.#memory.copy(
			packed,
			compressor.gzipSmall(`{"sentAt":${sentAt},"events":[`),
			this.#tail,
		);
	}

	async #pack(batch: Batch): Promise<void> {
		const compressor = await this.#load();
		batch.slab ??= await this.#read(batch);
		const { slab } = batch;
		await compressor.gzip(
			() => contentOf(slab),
			(parts) => this.#keep(batch, parts),
		);
	}

	/** Reads the batch's files, one behind the other. */
	async #read({ files: paths, bytes }: Batch): Promise<Slab> {
		const slab = this.#memory.takeSlab();
		for (const path of paths) {
			const file = await files.open(path);
			try {
				for (;;) {
					const room = slab.bytes.length - slab.length;
					const { bytesRead } = await file.read(slab.bytes, slab.length, room);
					slab.length += bytesRead;
					if (bytesRead === 0) break;
				}
			} finally {
				await file.close();
			}
		}
		if (slab.length !== bytes) throw new Error("its length has changed");
		return slab;
	}

	#keep(batch: Batch, parts: readonly Buffer[]): void {
		if (batch.state === "settled") return;
		batch.packed = this.#memory.keep(parts);
		this.#onPacked(batch);
	}

	async #load(): Promise<Compressor> {
		this.#compressor ??= await Compressor.load();
		return this.#compressor;
	}
}

const NOTHING = Buffer.alloc(0);

function contentOf({ bytes, length }: Slab): Buffer {
	return withoutLastSeparator(bytes.subarray(0, length));
}

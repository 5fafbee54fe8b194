import { promises as files } from "node:fs";
import { type Batch, withoutLastSeparator } from "./batch.ts";

type Zlib = typeof import("node:zlib");

/**
 * Level 6: of the levels measured on batches of 500 events, 4 and 5 are not much faster and write a third
 * more, 9 takes half as long again for a tenth less.
 */
const GZIP = { level: 6, chunkSize: 32 * 1024 } as const;

/** The threads that compress are the host's too. */
const MAX_AT_ONCE = 2;

/**
 * Compresses batches, each once, off the event loop. What is left of an event is some 30 bytes outside the
 * heap; every attempt sends the same bytes, with a new `sentAt` in a gzip member in front of them.
 */
export class Packer {
	readonly #onPacked: (batch: Batch) => void;
	#zlib: Zlib | undefined;
	#atOnce = 0;
	readonly #queue: (() => void)[] = [];

	/** `onPacked` hears of every batch whose size has changed. */
	constructor(onPacked: (batch: Batch) => void) {
		this.#onPacked = onPacked;
	}

	/**
	 * The batch's records as a gzip member.
	 *
	 * @throws {Error} if its files cannot be read
	 */
	pack(batch: Batch): Promise<Buffer> {
		if (batch.packed !== undefined) return Promise.resolve(batch.packed);
		batch.packing ??= this.#pack(batch).finally(() => {
			batch.packing = undefined;
		});
		return batch.packing;
	}

	/** Packs a batch that is held in memory at once, on the event loop; where zlib is not loaded yet, later. */
	packNow(batch: Batch): void {
		if (this.#zlib === undefined || batch.chunks === undefined) return;
		const content = withoutLastSeparator(Buffer.concat(batch.chunks));
		this.#keep(batch, this.#zlib.gzipSync(content, GZIP));
	}

	/**
	 * The batch's records, wherever they are.
	 *
	 * @throws {Error} if its files cannot be read
	 */
	async unpack(batch: Batch): Promise<Buffer> {
		if (batch.chunks !== undefined) return Buffer.concat(batch.chunks);
		const { packed } = batch;
		if (packed === undefined) return readAll(batch.files);
		const zlib = await this.#load();
		return new Promise((resolve, reject) => {
			zlib.gunzip(packed, (error, content) =>
				error === null ? resolve(content) : reject(error),
			);
		});
	}

	/** As {@link unpack} without waiting, for a batch that is held in memory. */
	unpackNow(batch: Batch): Buffer | undefined {
		if (batch.chunks !== undefined) return Buffer.concat(batch.chunks);
		return batch.packed && this.#zlib?.gunzipSync(batch.packed);
	}

	/** A request's body around packed records: gzip members that follow each other are one gzip stream. */
	async bodyOf(packed: Buffer, sentAt: number): Promise<Buffer> {
		const zlib = await this.#load();
		const member = (text: string) => zlib.gzipSync(text, SMALL);
		return Buffer.concat([
			member(`{"sentAt":${sentAt},"events":[`),
			packed,
			member("]}"),
		]);
	}

	async #pack(batch: Batch): Promise<Buffer> {
		const zlib = await this.#load();
		await this.#turn();
		try {
			if (batch.packed !== undefined) return batch.packed;
			const content = withoutLastSeparator(await this.unpack(batch));
			const packed = await new Promise<Buffer>((resolve, reject) => {
				zlib.gzip(content, GZIP, (error, result) =>
					error === null ? resolve(result) : reject(error),
				);
			});
			return batch.packed ?? this.#keep(batch, packed);
		} finally {
			this.#atOnce -= 1;
			this.#queue.shift()?.();
		}
	}

	/** Resolves when a thread may be taken, and takes it. */
	async #turn(): Promise<void> {
		while (this.#atOnce >= MAX_AT_ONCE)
			await new Promise<void>((resolve) => this.#queue.push(resolve));
		this.#atOnce += 1;
	}

	#keep(batch: Batch, packed: Buffer): Buffer {
		// A small result must not hold on to the large buffer that it was written to.
		batch.packed =
			packed.length < packed.buffer.byteLength ? Buffer.from(packed) : packed;
		batch.chunks = undefined;
		this.#onPacked(batch);
		return batch.packed;
	}

	async #load(): Promise<Zlib> {
		this.#zlib ??= await import("node:zlib");
		return this.#zlib;
	}
}

/** A few bytes need no large window. */
const SMALL = { level: 1, memLevel: 1, windowBits: 9 } as const;

async function readAll(paths: readonly string[]): Promise<Buffer> {
	const contents: Buffer[] = [];
	for (const path of paths) contents.push(await files.readFile(path));
	return Buffer.concat(contents);
}

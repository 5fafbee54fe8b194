import type { CapturedOperation } from "./captured-operation.ts";
import { CHUNK_BYTES, Chunk, textOf } from "./chunk.ts";

/** What may wait for the recorder, bytes: some 25,000 operations. */
export const MAX_CAPTURE_BYTES: number = 8 * 1024 * 1024;

const MAX_CHUNKS = Math.floor(MAX_CAPTURE_BYTES / CHUNK_BYTES);

/**
 * Chunks that are kept where nothing waits: as many as a busy host fills between two slices of the recorder, so
 * that none is made and dropped again and again, and few enough to keep.
 */
const KEPT_CHUNKS = 16;

/**
 * Captures between the calls that track and the recorder, within {@link MAX_CAPTURE_BYTES}: the oldest go
 * first, a chunk at a time.
 */
export class CaptureRing {
	/** The oldest first; the last is written to. */
	readonly #chunks: Chunk[] = [];
	/** Read to their ends, and used again while others are filled: new ones would be garbage soon. */
	readonly #spare: Chunk[] = [];

	/** Captures that were put in, ever. */
	captured = 0;
	/** Of these, not there any more: taken, or pushed out. */
	gone = 0;

	/** Returns how many older captures it has pushed out. */
	put(captured: CapturedOperation): number {
		const text = textOf(captured);
		let chunk = this.#chunks[this.#chunks.length - 1];
		let dropped = 0;
		if (!chunk?.hasRoom(text.length)) {
			if (this.#chunks.length >= MAX_CHUNKS) dropped = this.#dropOldest();
			chunk = this.#spare.pop() ?? new Chunk();
			this.#chunks.push(chunk);
		}
		chunk.put(captured, text);
		this.captured++;
		return dropped;
	}

	/** Takes out the oldest capture. */
	take(): CapturedOperation | undefined {
		const chunk = this.#chunks[0];
		if (chunk === undefined) return undefined;
		const captured = chunk.take();
		this.gone++;
		if (chunk.waiting === 0) this.#recycle();
		return captured;
	}

	#dropOldest(): number {
		const dropped = this.#chunks[0]?.waiting ?? 0;
		this.gone += dropped;
		this.#recycle();
		return dropped;
	}

	/** Nothing in the oldest chunk is needed any more. */
	#recycle(): void {
		const chunk = this.#chunks.shift();
		if (chunk === undefined) return;
		chunk.clear();
		this.#spare.push(chunk);
		if (this.#chunks.length === 0 && this.#spare.length > KEPT_CHUNKS)
			this.#spare.length = KEPT_CHUNKS;
	}
}

import type { Gzip } from "node:zlib";

type Zlib = typeof import("node:zlib");

/** Node's types leave out what its documentation has, and where in its buffer the next output goes. */
type Reusable = Gzip & { reset(): void; _outOffset: number };

/**
 * Level 6: measured on batches of 500 events, 4 takes three quarters of the time and writes a quarter more,
 * 9 takes half as long again and writes a tenth less.
 */
const GZIP = { level: 6, chunkSize: 64 * 1024 } as const;
/** With half of the usual memory; on the same batches it takes a third of the time and writes a seventh more. */
const FAST = {
	level: 1,
	windowBits: 14,
	memLevel: 7,
	chunkSize: 32 * 1024,
} as const;
/** A few bytes need no large window. */
const SMALL = { level: 1, memLevel: 1, windowBits: 9 } as const;

/** The threads that compress are the host's too. */
const MAX_AT_ONCE = 3;

/** Compresses to gzip members, off the event loop, with compressors that it uses again and again. */
export class Compressor {
	readonly #zlib: Zlib;
	readonly #idle: Reusable[] = [];
	readonly #queue: (() => void)[] = [];
	#atOnce = 0;

	/** Loads zlib at this point and not before. */
	static async load(): Promise<Compressor> {
		return new Compressor(await import("node:zlib"));
	}

	private constructor(zlib: Zlib) {
		this.#zlib = zlib;
	}

	/**
	 * Hands the parts of one gzip member to `take`, which must copy what it keeps, and resolves. Until then
	 * `content` must not change; asked for when its turn has come.
	 */
	async gzip(
		content: () => Buffer,
		take: (parts: readonly Buffer[]) => void,
	): Promise<void> {
		if (this.#atOnce >= MAX_AT_ONCE)
			await new Promise<void>((resolve) => this.#queue.push(resolve));
		else this.#atOnce += 1;
		try {
			const gzip = this.#idle.pop() ?? this.#create();
			take(await compress(gzip, content()));
			// A full buffer of output is replaced by a new one; what was copied may be written over.
			gzip._outOffset = 0;
			this.#idle.push(gzip);
		} finally {
			const next = this.#queue.shift();
			if (next === undefined) this.#atOnce -= 1;
			else next();
		}
	}

	#create(): Reusable {
		// Every write ends the member, and not the stream: one trip to a thread, and none to build it up.
		const flush = this.#zlib.constants.Z_FINISH;
		return this.#zlib.createGzip({ ...GZIP, flush }) as Reusable;
	}

	/** As {@link gzip}, at once, and less tightly. */
	gzipNow(content: Buffer): Buffer {
		return this.#zlib.gzipSync(content, FAST);
	}

	/** A gzip member of a few bytes. */
	gzipSmall(text: string): Buffer {
		return this.#zlib.gzipSync(text, SMALL);
	}

	/** Resolves to what a gzip stream holds. */
	gunzip(packed: Buffer): Promise<Buffer> {
		return new Promise((resolve, reject) => {
			this.#zlib.gunzip(packed, (error, content) =>
				error === null ? resolve(content) : reject(error),
			);
		});
	}

	/** As {@link gunzip}, at once. */
	gunzipNow(packed: Buffer): Buffer {
		return this.#zlib.gunzipSync(packed);
	}
}

function compress(gzip: Reusable, content: Buffer): Promise<Buffer[]> {
	return new Promise((resolve, reject) => {
		const parts: Buffer[] = [];
		const take = (part: Buffer) => void parts.push(part);
		gzip.on("data", take);
		gzip.once("error", reject);
		gzip.write(content, () => {
			gzip.off("data", take);
			gzip.off("error", reject);
			gzip.reset();
			resolve(parts);
		});
	});
}

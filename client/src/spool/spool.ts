import {
	closeSync,
	mkdirSync,
	openSync,
	readdirSync,
	renameSync,
	rmdirSync,
	unlinkSync,
	utimesSync,
	writeSync,
} from "node:fs";
import { join } from "node:path";
import type { Batch } from "../delivery/batch.ts";
import {
	BEAT_MS,
	freeName,
	heldName,
	type Owner,
	thisProcess,
} from "./owner.ts";
import { MOST_FOLDERS, thinOut } from "./thin-out.ts";

/**
 * Batches on disk: written when their events are accepted, deleted when they are delivered. What is still
 * there when the process ends, however it ends, is delivered by the next one that uses the same folder.
 *
 * Every process writes to a folder of its own within the spool, one file a batch, and no other process
 * touches that folder as long as this one lives (see {@link Owner}). The spool must be on a disk of this
 * machine. Files are written without `fsync`: they survive the process, not the loss of power.
 */
export class Spool {
	readonly root: string;
	readonly owner: Owner = thisProcess();
	readonly #say: (message: string) => void;
	/** Where this process writes; made with the first file. */
	#folder: string | undefined;
	/** Taken over from processes that are gone. */
	readonly #claimed = new Set<string>();
	#files = 0;
	#open: OpenFile | undefined;
	#beatAt = 0;

	constructor(root: string, say: (message: string) => void) {
		this.root = root;
		this.#say = say;
	}

	/** Whether the folder is this process's. */
	holds(folder: string): boolean {
		return folder === this.#folder || this.#claimed.has(folder);
	}

	/**
	 * Writes what has been added to the batch since the last time. If the disk does not take it, the batch
	 * stays in memory, and so does what is added to it later.
	 */
	append(batch: Batch): void {
		if (batch.disk === "failed") return;
		try {
			// After a long sleep of this process, others may have taken it for dead.
			if (Date.now() - this.#beatAt > BEAT_MS) this.beat();
			if (this.#open?.batch !== batch) {
				this.seal();
				// What an earlier folder held went with it.
				batch.files.length = 0;
				this.#open = { batch, descriptor: this.#create(batch), written: 0 };
			}
			const { bytes, length } = batch.slab ?? NOTHING;
			const { descriptor, written } = this.#open;
			writeAll(descriptor, bytes.subarray(written, length));
			this.#open.written = length;
			batch.disk = "whole";
		} catch (error) {
			this.#fail(batch, error);
		}
	}

	/** Writes a batch that is held in memory to a file of its own. */
	store(batch: Batch, content: Buffer): void {
		try {
			const descriptor = this.#create(batch);
			try {
				writeAll(descriptor, content);
			} finally {
				closeSync(descriptor);
			}
			batch.disk = "whole";
		} catch (error) {
			this.#fail(batch, error);
		}
	}

	/** Nothing more is appended to the batch that was appended to last. */
	seal(): void {
		const open = this.#open;
		this.#open = undefined;
		if (open !== undefined) quietly(() => closeSync(open.descriptor));
	}

	/** Deletes a batch's files. */
	remove(batch: Batch): void {
		if (this.#open?.batch === batch) this.seal();
		for (const file of batch.files.splice(0)) quietly(() => unlinkSync(file));
	}

	/** Takes a folder over from a process that is gone; undefined if another one was faster. */
	claim(folder: string): string | undefined {
		const claimed = join(this.root, heldName(this.owner));
		try {
			renameSync(folder, claimed);
			touch(claimed);
		} catch {
			return undefined;
		}
		this.#claimed.add(claimed);
		return claimed;
	}

	/** Gives the sign of life; lets go of a folder that is no longer there. */
	beat(): void {
		this.#beatAt = Date.now();
		for (const folder of this.#held()) {
			try {
				touch(folder);
			} catch {
				this.#claimed.delete(folder);
				if (folder !== this.#folder) continue;
				this.seal();
				this.#folder = undefined;
			}
		}
	}

	/** Deletes folders taken over from others that have become empty. */
	tidy(): void {
		for (const folder of this.#claimed)
			if (quietly(() => rmdirSync(folder))) this.#claimed.delete(folder);
	}

	/** Lets go of everything: what is in it is there for the next process, or for another one now. */
	handOver(): void {
		this.seal();
		for (const folder of this.#held()) {
			if (quietly(() => rmdirSync(folder))) continue;
			quietly(() => renameSync(folder, join(this.root, freeName())));
		}
		this.#claimed.clear();
		this.#folder = undefined;
	}

	#held(): string[] {
		return this.#folder === undefined
			? [...this.#claimed]
			: [this.#folder, ...this.#claimed];
	}

	#create(batch: Batch): number {
		this.#folder ??= this.#makeFolder();
		this.#files += 1;
		const file = join(this.#folder, fileName(this.#files));
		const descriptor = openSync(file, "wx", 0o600);
		batch.files.push(file);
		return descriptor;
	}

	#makeFolder(): string {
		mkdirSync(this.root, { recursive: true, mode: 0o700 });
		quietly(() => {
			if (thinOut(this.root, this.owner) > 0)
				this.#say(
					`the spool ${this.root} holds what ${MOST_FOLDERS} processes have left; the oldest is deleted`,
				);
		});
		const folder = join(this.root, heldName(this.owner));
		mkdirSync(folder, { mode: 0o700 });
		this.#beatAt = Date.now();
		return folder;
	}

	#fail(batch: Batch, error: unknown): void {
		batch.disk = "failed";
		if (this.#open?.batch === batch) this.seal();
		const { code = String(error) } = error as NodeJS.ErrnoException;
		this.#say(
			`the spool ${this.root} cannot be written (${code}): events wait in memory`,
		);
		// The whole folder may have been deleted; the next batch makes a new one.
		if (code === "ENOENT") this.#folder = undefined;
	}
}

interface OpenFile {
	readonly batch: Batch;
	readonly descriptor: number;
	/** Bytes. */
	written: number;
}

const NOTHING = { bytes: Buffer.alloc(0), length: 0 };

/** Whether there is anything in a folder that may be a spool. Never throws. */
export function holdsAnything(folder: string): boolean {
	try {
		return readdirSync(folder).length > 0;
	} catch {
		return false;
	}
}

/** Of the files of batches; they sort by age. */
export const BATCH_FILE = /^\d{8,}\.ndjson$/;

function fileName(number: number): string {
	return `${String(number).padStart(8, "0")}.ndjson`;
}

function writeAll(descriptor: number, content: Buffer): void {
	for (let written = 0; written < content.length; )
		written += writeSync(descriptor, content, written);
}

function touch(folder: string): void {
	const now = new Date();
	utimesSync(folder, now, now);
}

/** Whether it could be done. */
function quietly(action: () => void): boolean {
	try {
		action();
		return true;
	} catch {
		return false;
	}
}

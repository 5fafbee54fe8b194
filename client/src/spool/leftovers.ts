import { promises as files } from "node:fs";
import { join } from "node:path";
import {
	type BatchBounds,
	endsWithSeparator,
	groupRecords,
	isWholeRecord,
	splitRecords,
} from "../delivery/batch.ts";
import { BEAT_MS, isLeftBehind, isSpoolFolder } from "./owner.ts";
import { BATCH_FILE, type Spool } from "./spool.ts";

/** How often the spool is looked through for what other processes have left, ms. */
const SURVEY_MS = 2 * BEAT_MS;

/** No file of ours is larger. */
const MAX_FILE_BYTES = 16 * 1024 * 1024;

/** What other processes have left, as much as goes into one batch. */
export interface Leftover {
	/** Whole files: once their records are delivered, they can be deleted. */
	readonly files: readonly string[];
	/** Records of these files, in groups that fit a batch each: one, unless a file is larger than a batch. */
	readonly groups: readonly (readonly Buffer[])[];
	/** Whether the files hold nothing else, so that they can be sent as they are. */
	readonly isWhole: boolean;
}

/** What the spool holds beside what this process has written. */
export interface Survey {
	/** Live processes that hold something. */
	readonly siblings: number;
	/** What they hold. */
	readonly siblingBytes: number;
}

interface File {
	readonly path: string;
	readonly bytes: number;
}

interface Folder {
	readonly path: string;
	readonly touchedAt: number;
	readonly files: readonly File[];
	readonly bytes: number;
	readonly isLeftBehind: boolean;
}

/** Finds what processes that are gone have left in the spool, and takes it over, one folder at a time. */
export class Leftovers {
	readonly #spool: Spool;
	readonly #bounds: BatchBounds;
	readonly #say: (message: string) => void;
	/** Of folders taken over, not yet read. */
	#files: File[] = [];
	/** Known to be left behind, the oldest first. */
	#folders: Folder[] = [];
	#surveyedAt = Number.NEGATIVE_INFINITY;

	constructor(
		spool: Spool,
		bounds: BatchBounds,
		say: (message: string) => void,
	) {
		this.#spool = spool;
		this.#bounds = bounds;
		this.#say = say;
	}

	/** Whether {@link next} may find something; `now` in ms of a monotonic clock. */
	mayHaveMore(now: number): boolean {
		return (
			this.#files.length + this.#folders.length > 0 || this.isSurveyDue(now)
		);
	}

	/** Whether it is time to look again. */
	isSurveyDue(now: number): boolean {
		return now - this.#surveyedAt >= SURVEY_MS;
	}

	/**
	 * Looks through the spool. What is left behind is cut down to `maxBytes` beside what live processes hold:
	 * the oldest goes, and `onDropped` hears how many events that were.
	 */
	async survey(
		now: number,
		ownBytes: number,
		maxBytes: number,
		onDropped: (events: number) => void,
	): Promise<Survey> {
		this.#surveyedAt = now;
		const found: Folder[] = [];
		for (const name of await namesIn(this.#spool.root)) {
			const path = join(this.#spool.root, name);
			if (!isSpoolFolder(name) || this.#spool.holds(path)) continue;
			const folder = await this.#look(path, name);
			if (folder !== undefined) found.push(folder);
		}
		const live = found.filter((folder) => !folder.isLeftBehind);
		const siblingBytes = bytesOf(live);
		this.#folders = found
			.filter((folder) => folder.isLeftBehind && folder.files.length > 0)
			.sort((one, other) => one.touchedAt - other.touchedAt);
		await this.#cutDown(maxBytes - siblingBytes - ownBytes, onDropped);
		const siblings = live.filter(({ bytes }) => bytes > 0).length;
		return { siblings, siblingBytes };
	}

	/** Takes over as much as goes into one batch; undefined if there is nothing. */
	async next(): Promise<Leftover | undefined> {
		const taken: File[] = [];
		const records: Buffer[] = [];
		let bytes = 0;
		let isWhole = true;
		for (;;) {
			const file = this.#files[0] ?? (await this.#claimNext());
			if (file === undefined) break;
			if (taken.length > 0 && bytes + file.bytes > this.#bounds.bytes) break;
			const found = await this.#read(file);
			if (found === undefined) {
				this.#files.shift();
				continue;
			}
			if (
				taken.length > 0 &&
				records.length + found.records.length > this.#bounds.events
			)
				break;
			this.#files.shift();
			taken.push(file);
			records.push(...found.records);
			isWhole &&= found.isWhole;
			bytes += file.bytes;
		}
		if (taken.length === 0) {
			this.#spool.tidy();
			return undefined;
		}
		const groups = groupRecords(records, this.#bounds);
		return { files: taken.map(({ path }) => path), groups, isWhole };
	}

	async #claimNext(): Promise<File | undefined> {
		for (;;) {
			const folder = this.#folders.shift();
			if (folder === undefined) return undefined;
			const claimed = this.#spool.claim(folder.path);
			if (claimed === undefined) continue;
			// Its owner may have written between the survey and its end.
			this.#files = await filesIn(claimed);
			const [first] = this.#files;
			if (first !== undefined) return first;
		}
	}

	/** Undefined if it cannot be read: then it stays where it is. */
	async #read({
		path,
	}: File): Promise<{ records: Buffer[]; isWhole: boolean } | undefined> {
		const content = await files.readFile(path).catch(() => undefined);
		if (content === undefined) return undefined;
		const records = splitRecords(content);
		const whole = records.filter(isWholeRecord);
		if (whole.length < records.length)
			this.#say(
				"a file of the spool holds what is no event (a process was cut off while it wrote, or the disk is at fault); the rest of it is sent",
			);
		const isWhole =
			whole.length === records.length && endsWithSeparator(content);
		return { records: whole, isWhole };
	}

	async #look(path: string, name: string): Promise<Folder | undefined> {
		const stats = await files.stat(path).catch(() => undefined);
		if (stats?.isDirectory() !== true) return undefined;
		const touchedAt = stats.mtimeMs;
		const isFree = isLeftBehind(
			name,
			Date.now() - touchedAt,
			this.#spool.owner,
		);
		const held = await filesIn(path);
		// Deleted unless there is something in it.
		if (isFree && held.length === 0)
			await files.rmdir(path).catch(() => undefined);
		return {
			path,
			touchedAt,
			files: held,
			isLeftBehind: isFree,
			bytes: bytesOf(held),
		};
	}

	/** Deletes the oldest files that are left behind until the rest has room. */
	async #cutDown(
		maxBytes: number,
		onDropped: (events: number) => void,
	): Promise<void> {
		const bytes = bytesOf(this.#files) + bytesOf(this.#folders);
		let excess = bytes - Math.max(0, maxBytes);
		while (excess > 0) {
			const file = this.#files[0] ?? (await this.#claimNext());
			if (file === undefined) return;
			this.#files.shift();
			const content = await files.readFile(file.path).catch(() => undefined);
			onDropped(splitRecords(content ?? Buffer.alloc(0)).length);
			await files.unlink(file.path).catch(() => undefined);
			excess -= file.bytes;
		}
	}
}

function bytesOf(items: readonly { readonly bytes: number }[]): number {
	return items.reduce((sum, { bytes }) => sum + bytes, 0);
}

async function namesIn(folder: string): Promise<string[]> {
	return files.readdir(folder).catch(() => []);
}

/** Files of batches, the oldest first. */
async function filesIn(folder: string): Promise<File[]> {
	const found: File[] = [];
	for (const name of (await namesIn(folder)).sort()) {
		if (!BATCH_FILE.test(name)) continue;
		const path = join(folder, name);
		const stats = await files.stat(path).catch(() => undefined);
		if (stats?.isFile() === true && stats.size <= MAX_FILE_BYTES)
			found.push({ path, bytes: stats.size });
	}
	return found;
}

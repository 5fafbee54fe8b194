import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { dirname } from "node:path";

/** Which file, and how much of it is kept. */
export interface RotatingFile {
	readonly path: string;
	/** The size at which the file becomes `path.1`, bytes. */
	readonly maxBytes: number;
	/** Files kept beside the current one. */
	readonly maxFiles: number;
}

/** What became of a write. */
export interface WriteOutcome {
	/** Lines that are in the file as a whole. */
	readonly written: number;
	/** Whether the file now ends within a line. */
	readonly endsTorn: boolean;
	/** What it broke off by. */
	readonly error?: unknown;
}

/** Lines may tell what people did, if not who they are: they are for the host's own account. */
const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

/** A process that rotates needs milliseconds; a lock so old was left by one that died. */
const STALE_LOCK_MS = 10_000;

/**
 * Opens the file to append so many bytes, and rotates it before if they have no room in it. It is opened
 * anew for every write: another process may have rotated it, or a person removed it.
 *
 * @throws {NodeJS.ErrnoException} if it cannot be opened, or is full and cannot be rotated
 */
export async function openForLines(
	{ path, maxBytes, maxFiles }: RotatingFile,
	bytes: number,
): Promise<FileHandle> {
	const { mkdir, open } = await import("node:fs/promises");
	const openFile = () => open(path, "a", FILE_MODE);
	const file = await openFile().catch(async (error: NodeJS.ErrnoException) => {
		if (error.code !== "ENOENT") throw error;
		await mkdir(dirname(path), { recursive: true, mode: FOLDER_MODE });
		return openFile();
	});
	try {
		const { size } = await file.stat();
		if (size === 0 || size + bytes <= maxBytes) return file;
		await rotate(path, size, maxFiles);
	} catch (error) {
		await file.close();
		throw error;
	}
	await file.close();
	return openFile();
}

/** Appends lines by one write; if the disk takes only a part of it, by as many as that needs. */
export async function writeLines(
	file: FileHandle,
	lines: readonly string[],
	isTorn: boolean,
): Promise<WriteOutcome> {
	const bytes = Buffer.from(textOf(lines, isTorn));
	let written = 0;
	try {
		while (written < bytes.length)
			written += (await file.write(bytes, written)).bytesWritten;
		return { written: lines.length, endsTorn: false };
	} catch (error) {
		const last = written > 0 ? bytes[written - 1] : undefined;
		return {
			written: lineFeedsIn(bytes.subarray(isTorn ? 1 : 0, written)),
			endsTorn: last === undefined ? isTorn : last !== LINE_FEED,
			error,
		};
	}
}

/**
 * Appends lines before it returns. It does not rotate: a process that ends has few.
 *
 * @throws {NodeJS.ErrnoException} if not all of them could be written
 */
export function appendLinesNow(
	path: string,
	lines: readonly string[],
	isTorn: boolean,
): void {
	mkdirSync(dirname(path), { recursive: true, mode: FOLDER_MODE });
	const file = openSync(path, "a", FILE_MODE);
	try {
		const bytes = Buffer.from(textOf(lines, isTorn));
		let written = 0;
		while (written < bytes.length) written += writeSync(file, bytes, written);
	} finally {
		closeSync(file);
	}
}

const LINE_FEED = 0x0a;

function textOf(lines: readonly string[], isTorn: boolean): string {
	const text = lines.join("");
	return isTorn ? `\n${text}` : text;
}

function lineFeedsIn(bytes: Uint8Array): number {
	let count = 0;
	for (const byte of bytes) if (byte === LINE_FEED) count++;
	return count;
}

/**
 * Moves the file on if it still has such a size. If another process is at it, this one appends to the
 * file as it is.
 */
async function rotate(
	path: string,
	size: number,
	maxFiles: number,
): Promise<void> {
	const { open, rename, rm, stat } = await import("node:fs/promises");
	const lock = `${path}.lock`;
	try {
		await (await open(lock, "wx", FILE_MODE)).close();
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
		const { mtimeMs } = await stat(lock).catch(() => ({ mtimeMs: Date.now() }));
		if (Date.now() - mtimeMs > STALE_LOCK_MS) await rm(lock, { force: true });
		return;
	}
	try {
		const current = await stat(path).catch(ignoreAbsent);
		// Another process moved it while this one waited for the disk.
		if (current === undefined || current.size < size) return;
		for (let number = maxFiles - 1; number > 0; number--)
			await rename(`${path}.${number}`, `${path}.${number + 1}`).catch(
				ignoreAbsent,
			);
		if (maxFiles > 0) await rename(path, `${path}.1`);
		else await rm(path, { force: true });
	} finally {
		await rm(lock, { force: true });
	}
}

function ignoreAbsent(error: NodeJS.ErrnoException): undefined {
	if (error.code !== "ENOENT") throw error;
	return undefined;
}

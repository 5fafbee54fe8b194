import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { Readable } from "node:stream";
import { inLines, type Line } from "@ffmpeg-analytics/api";
import type { CommandContext } from "./command";
import { unreadable } from "./file-error";
import type { ImportSubject } from "./import-bookmark";
import { UsageError } from "./read-options";
import { PART_BOUNDS } from "./send-part";

/** What is read. */
export interface ImportInput {
	/** As it was named. */
	readonly name: string;
	readonly stream: Readable;
	/** How much of it has been read, 0 to 1; undefined where its end is not known. */
	readonly share: () => number | undefined;
	/** Absent for standard input and other pipes. */
	readonly file?: Omit<ImportSubject, "home">;
}

/**
 * Opens a file, or standard input for `-`.
 *
 * @throws {CommandError} if it cannot be read
 */
export async function openInput(
	name: string,
	{ stdin }: Pick<CommandContext, "stdin">,
): Promise<ImportInput> {
	if (name === "-") return { name, stream: stdin, share: () => undefined };
	try {
		const stats = await stat(name);
		if (stats.isDirectory())
			throw Object.assign(new Error(), { code: "EISDIR" });
		const { size, mtimeMs } = stats;
		const stream = createReadStream(name);
		// A pipe has a name, but neither an end that is known nor a beginning to come back to.
		if (!stats.isFile()) return { name, stream, share: () => undefined };
		return {
			name,
			stream,
			share: () => stream.bytesRead / Math.max(1, size),
			file: { file: resolve(name), size, mtimeMs },
		};
	} catch (error) {
		throw unreadable(name, error);
	}
}

/**
 * The lines from `firstLine` on, in parts as they are sent.
 *
 * @throws {UsageError} if it is an array, of which no line holds an event
 */
export async function* partsOf(
	{ name, stream }: ImportInput,
	firstLine: number,
): AsyncGenerator<Line[]> {
	for await (const part of inLines(stream, PART_BOUNDS)) {
		const [line] = part;
		if (line?.number === 1 && line.bytes?.toString("latin1").trim() === "[")
			throw new UsageError(
				`${name} is a JSON array: export without --format json, a line for each event`,
			);
		const wanted = part.filter(({ number }) => number >= firstLine);
		if (wanted.length > 0) yield wanted;
	}
}

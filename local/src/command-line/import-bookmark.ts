import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { type ImportAnswer, type Line, parseLine } from "@ffmpeg-analytics/api";
import { PART_BOUNDS } from "./send-part";

/** How far an import of a file has come. */
export interface ImportPlace {
	/** The first line that is not in. */
	readonly nextLine: number;
	/** What became of the lines before it. */
	readonly answer: ImportAnswer;
	/** One of them, which the home has: one that does not know it is another home by the same name. */
	readonly witness: string;
}

/** What is imported where; a place in another file, or another home, means nothing. */
export interface ImportSubject {
	readonly file: string;
	readonly size: number;
	readonly mtimeMs: number;
	/** The home's URL, or the whole path of its database. */
	readonly home: string;
}

/** Beside the file, while its import is under way, and after one that was cut off. */
const SUFFIX = ".import-progress";

/** Where the next import of a file goes on, should this one be cut off, even by a kill. */
export class ImportBookmark {
	readonly #subject: ImportSubject;
	readonly #path: string;
	#witness: string | undefined;
	#isKept = false;

	constructor(subject: ImportSubject) {
		this.#subject = subject;
		this.#path = subject.file + SUFFIX;
	}

	/** Whether the next import will find the latest place: there is no noting it in a folder of others. */
	get isKept(): boolean {
		return this.#isKept;
	}

	/** The place that an earlier import of the same file into the same home has left, if any. */
	async recall(): Promise<ImportPlace | undefined> {
		try {
			const { place, ...subject } = JSON.parse(
				await readFile(this.#path, "utf8"),
			) as ImportSubject & { place: ImportPlace };
			const isSame = JSON.stringify(subject) === JSON.stringify(this.#subject);
			if (!isSame || !Number.isSafeInteger(place.nextLine)) return undefined;
			this.#witness = place.witness;
			this.#isKept = true;
			return place;
		} catch {
			// None, or one that a crash has left in half: the import begins at the beginning, which harms nothing.
			return undefined;
		}
	}

	/**
	 * Notes that the lines up to the end of `part` are in; `answer` is what became of all, `ofPart` of
	 * these.
	 */
	async keep(
		part: readonly Line[],
		ofPart: ImportAnswer,
		answer: ImportAnswer,
	): Promise<void> {
		this.#witness = witnessOf(part, ofPart) ?? this.#witness;
		if (this.#witness === undefined) return;
		const place: ImportPlace = {
			nextLine: (part.at(-1)?.number ?? 0) + 1,
			answer,
			witness: this.#witness,
		};
		const written = `${this.#path}.${process.pid}`;
		try {
			// At once, so that a kill leaves the place before, or this one.
			await writeFile(written, JSON.stringify({ ...this.#subject, place }), {
				mode: 0o600,
			});
			await rename(written, this.#path);
			this.#isKept = true;
		} catch {
			this.#isKept = false;
			await rm(written, { force: true }).catch(() => undefined);
		}
	}

	/** When all lines are in. */
	async remove(): Promise<void> {
		await rm(this.#path, { force: true }).catch(() => undefined);
	}
}

/** The last line of the part that the home has taken; undefined if it cannot be told. */
function witnessOf(
	part: readonly Line[],
	{ rejected, errors }: ImportAnswer,
): string | undefined {
	if (rejected > errors.length) return undefined;
	const refused = new Set(errors.map(({ line }) => line));
	return part
		.findLast(
			(line) =>
				!refused.has(line.number) &&
				parseLine(line, PART_BOUNDS.maxLineBytes).kind === "value",
		)
		?.bytes?.toString();
}

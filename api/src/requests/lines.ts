import { decodeUtf8 } from "./json-body";

/** A line of a text of many, such as NDJSON. */
export interface Line {
	/** From 1; blank lines count. */
	readonly number: number;
	/** Without its end; undefined if it is too long. */
	readonly bytes: Buffer | undefined;
}

/** What batches of lines are bounded by. */
export interface LineBounds {
	/** Of a line that is read. */
	readonly maxLineBytes: number;
	/** Of a batch. */
	readonly maxLines: number;
	/** Of a batch, about: the line that reaches it is the last. */
	readonly maxBytes: number;
}

/**
 * Cuts chunks into lines, and hands them on in batches. Of a line that is too long nothing is kept, so
 * that memory holds a batch and a line at most.
 */
export async function* inLines(
	chunks: AsyncIterable<Buffer>,
	{ maxLineBytes, maxLines, maxBytes }: LineBounds,
): AsyncGenerator<Line[]> {
	const splitter = new LineSplitter(maxLineBytes);
	let batch: Line[] = [];
	let bytes = 0;
	for await (const chunk of chunks)
		for (const line of splitter.push(chunk)) {
			batch.push(line);
			bytes += line.bytes?.length ?? 0;
			if (batch.length < maxLines && bytes < maxBytes) continue;
			yield batch;
			batch = [];
			bytes = 0;
		}
	batch.push(...splitter.end());
	if (batch.length > 0) yield batch;
}

/** The JSON value in a line, what is wrong with it in words, or nothing. */
export type ParsedLine =
	| { readonly kind: "value"; readonly value: unknown }
	| { readonly kind: "wrong"; readonly message: string }
	| { readonly kind: "blank" };

/** Reads a line that must hold JSON, unless it is blank. */
export function parseLine({ bytes }: Line, maxLineBytes: number): ParsedLine {
	if (bytes === undefined)
		return wrong(`must have at most ${maxLineBytes} bytes`);
	const text = decodeUtf8(bytes);
	if (text === undefined) return wrong("is not valid UTF-8");
	if (text.trim() === "") return { kind: "blank" };
	try {
		return { kind: "value", value: JSON.parse(text) };
	} catch (error) {
		// The parser's message names the place and quotes the caller's own text.
		const reason = error instanceof SyntaxError ? `: ${error.message}` : "";
		return wrong(`is not valid JSON${reason}`);
	}
}

function wrong(message: string): ParsedLine {
	return { kind: "wrong", message };
}

const NEWLINE = 0x0a;

class LineSplitter {
	readonly #maxLineBytes: number;
	/** What has come of the current line. */
	#pieces: Buffer[] = [];
	#length = 0;
	#number = 0;

	constructor(maxLineBytes: number) {
		this.#maxLineBytes = maxLineBytes;
	}

	/** The lines that end in the chunk. */
	*push(chunk: Buffer): Generator<Line> {
		let start = 0;
		for (;;) {
			const end = chunk.indexOf(NEWLINE, start);
			this.#add(chunk.subarray(start, end === -1 ? undefined : end));
			if (end === -1) return;
			yield this.#take();
			start = end + 1;
		}
	}

	/** The last line, if it has no end. */
	*end(): Generator<Line> {
		if (this.#length > 0) yield this.#take();
	}

	#add(piece: Buffer): void {
		this.#length += piece.length;
		if (this.#length > this.#maxLineBytes) this.#pieces = [];
		else if (piece.length > 0) this.#pieces.push(piece);
	}

	#take(): Line {
		const [first = Buffer.alloc(0), ...more] = this.#pieces;
		const bytes =
			this.#length > this.#maxLineBytes
				? undefined
				: more.length === 0
					? first
					: Buffer.concat(this.#pieces);
		this.#pieces = [];
		this.#length = 0;
		this.#number++;
		return { number: this.#number, bytes };
	}
}

import type { CapturedOperation } from "./captured-operation.ts";

/** Of one chunk: bytes of texts, more than one capture has at most, and captures. */
const CHUNK_TEXT_BYTES = 64 * 1024;
const CHUNK_CAPTURES = 256;

/** Numbers of a capture, 8 bytes each, and texts whose lengths are noted, 2 bytes each. */
const NUMBERS = 8;
const LENGTHS = 7;

/** What a full chunk takes, bytes. */
export const CHUNK_BYTES: number =
	CHUNK_TEXT_BYTES + CHUNK_CAPTURES * (8 * NUMBERS + 2 * LENGTHS);

/**
 * Captures in memory outside of the heap, which no garbage collection has to look at. The texts of a capture
 * are one piece of UTF-8, so that one call into the runtime writes them, and one reads them.
 */
export class Chunk {
	readonly #texts: Buffer = Buffer.allocUnsafeSlow(CHUNK_TEXT_BYTES);
	readonly #numbers = new Float64Array(CHUNK_CAPTURES * NUMBERS);
	readonly #lengths = new Uint16Array(CHUNK_CAPTURES * LENGTHS);
	#written = 0;
	#read = 0;
	/** Where the next texts go, and where the next ones to read are. */
	#end = 0;
	#start = 0;

	/** Captures that wait to be taken. */
	get waiting(): number {
		return this.#written - this.#read;
	}

	/** Whether there is room for one more capture, with texts of so many UTF-16 units in all. */
	hasRoom(units: number): boolean {
		return (
			this.#written < CHUNK_CAPTURES &&
			this.#end + 3 * units <= CHUNK_TEXT_BYTES
		);
	}

	/** Writes a capture, for which there must be room; `text` is its {@link textOf}. */
	put(captured: CapturedOperation, text: string): void {
		const numbers = this.#numbers;
		const lengths = this.#lengths;
		const written = this.#written;
		const bytes = this.#texts.write(text, this.#end);
		this.#end += bytes;
		let at = written * NUMBERS;
		// Where bytes and UTF-16 units agree, all is ASCII, which is faster to read.
		numbers[at] = bytes === text.length ? bytes : -bytes;
		numbers[++at] = captured.success ? captured.sequence : -captured.sequence;
		numbers[++at] = captured.timestamp;
		numbers[++at] = captured.processingTime;
		numbers[++at] = captured.fileSize;
		numbers[++at] = captured.memoryUsage;
		numbers[++at] = captured.sequencePosition;
		numbers[++at] = captured.batchSize;
		at = written * LENGTHS;
		lengths[at] = captured.userId.length;
		lengths[++at] = captured.operationType.length;
		lengths[++at] = captured.inputFormat.length;
		lengths[++at] = captured.outputFormat.length;
		lengths[++at] = captured.workflowType.length;
		lengths[++at] = captured.sessionId.length;
		lengths[++at] = captured.errorMessage.length;
		this.#written = written + 1;
	}

	/** Takes out the oldest capture, of which there must be one. */
	take(): CapturedOperation {
		const numbers = this.#numbers;
		const at = this.#read * NUMBERS;
		const bytes = numbers[at] as number;
		const sequence = numbers[at + 1] as number;
		const end = this.#start + Math.abs(bytes);
		const encoding = bytes < 0 ? "utf8" : "latin1";
		const text = this.#texts.toString(encoding, this.#start, end);
		// Where each text begins, but for the first. A function for this would be made anew for every capture.
		const lengths = this.#lengths;
		let place = this.#read * LENGTHS;
		const type = lengths[place++] as number;
		const input = type + (lengths[place++] as number);
		const output = input + (lengths[place++] as number);
		const workflow = output + (lengths[place++] as number);
		const session = workflow + (lengths[place++] as number);
		const message = session + (lengths[place++] as number);
		const parameters = message + (lengths[place] as number);
		this.#start = end;
		this.#read++;
		return {
			sequence: Math.abs(sequence),
			timestamp: numbers[at + 2] as number,
			success: sequence > 0,
			processingTime: numbers[at + 3] as number,
			fileSize: numbers[at + 4] as number,
			memoryUsage: numbers[at + 5] as number,
			sequencePosition: numbers[at + 6] as number,
			batchSize: numbers[at + 7] as number,
			userId: text.slice(0, type),
			operationType: text.slice(type, input),
			inputFormat: text.slice(input, output),
			outputFormat: text.slice(output, workflow),
			workflowType: text.slice(workflow, session),
			sessionId: text.slice(session, message),
			errorMessage: text.slice(message, parameters),
			parameters: text.slice(parameters),
		};
	}

	/** Forgets what it holds. */
	clear(): void {
		this.#written = 0;
		this.#read = 0;
		this.#end = 0;
		this.#start = 0;
	}
}

/** All texts of a capture, one after the other. */
export function textOf(captured: CapturedOperation): string {
	return (
		captured.userId +
		captured.operationType +
		captured.inputFormat +
		captured.outputFormat +
		captured.workflowType +
		captured.sessionId +
		captured.errorMessage +
		captured.parameters
	);
}

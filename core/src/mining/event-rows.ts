/** Bytes of an event's row: half a cache line, so that reading one costs one access to memory. */
const ROW_BYTES = 32;
const NUMBERS = ROW_BYTES / Float64Array.BYTES_PER_ELEMENT;
const INTEGERS = ROW_BYTES / Int32Array.BYTES_PER_ELEMENT;

/** Places of 64-bit numbers in a row; the second place is taken by integers 2 and 3. */
const NUMBER = { timestamp: 0, sequencePosition: 2 } as const;
/** Places of 32-bit integers in a row. */
const INTEGER = { processingTimeMs: 2, type: 3, trace: 6, labels: 7 } as const;

/** Stands for an absent sequence position. */
const NO_POSITION = -1;

/** Rows that there is room for at first; doubled whenever it is filled. */
const FIRST_ROWS = 4_096;

/** An event in numbers, as {@link EventRows} holds it. */
export interface EventRow {
	/** The number of its trace. */
	readonly trace: number;
	/** When it ended, epoch ms. */
	readonly timestamp: number;
	/** At most 7 days. */
	readonly processingTimeMs: number;
	/** The number of its operation type. */
	readonly type: number;
	readonly success: boolean;
	/** The number of its workflow type, below 2^30; 0 where it has none. */
	readonly workflowType: number;
	readonly sequencePosition: number | undefined;
}

/**
 * Events as rows of numbers in one block of memory: millions of them without an object each. Their
 * ids stay as they came, for the rare case that two events of a trace ended in the same millisecond.
 */
export class EventRows {
	#numbers = new Float64Array(FIRST_ROWS * NUMBERS);
	#integers = new Int32Array(this.#numbers.buffer);
	readonly #ids: string[] = [];

	get count(): number {
		return this.#ids.length;
	}

	add(id: string, event: EventRow): void {
		const row = this.#ids.push(id) - 1;
		if ((row + 1) * NUMBERS > this.#numbers.length) this.#grow();
		const numbers = row * NUMBERS;
		this.#numbers[numbers + NUMBER.timestamp] = event.timestamp;
		this.#numbers[numbers + NUMBER.sequencePosition] =
			event.sequencePosition ?? NO_POSITION;
		const integers = row * INTEGERS;
		this.#integers[integers + INTEGER.processingTimeMs] =
			event.processingTimeMs;
		this.#integers[integers + INTEGER.type] = event.type;
		this.#integers[integers + INTEGER.trace] = event.trace;
		this.#integers[integers + INTEGER.labels] =
			event.workflowType * 2 + (event.success ? 1 : 0);
	}

	timestampOf(row: number): number {
		return this.#numbers[row * NUMBERS + NUMBER.timestamp] as number;
	}

	/** Negative where the event has none. */
	positionOf(row: number): number {
		return this.#numbers[row * NUMBERS + NUMBER.sequencePosition] as number;
	}

	processingTimeOf(row: number): number {
		return this.#integers[row * INTEGERS + INTEGER.processingTimeMs] as number;
	}

	typeOf(row: number): number {
		return this.#integers[row * INTEGERS + INTEGER.type] as number;
	}

	traceOf(row: number): number {
		return this.#integers[row * INTEGERS + INTEGER.trace] as number;
	}

	succeeded(row: number): boolean {
		const labels = this.#integers[row * INTEGERS + INTEGER.labels] as number;
		return (labels & 1) === 1;
	}

	workflowTypeOf(row: number): number {
		const labels = this.#integers[row * INTEGERS + INTEGER.labels] as number;
		return labels >> 1;
	}

	/** Orders rows by (timestamp, id); ids by ASCII. */
	compareByTime(a: number, b: number): number {
		const byTime = this.timestampOf(a) - this.timestampOf(b);
		if (byTime !== 0) return byTime;
		const [idA = "", idB = ""] = [this.#ids[a], this.#ids[b]];
		return idA < idB ? -1 : idA > idB ? 1 : 0;
	}

	#grow(): void {
		const numbers = new Float64Array(this.#numbers.length * 2);
		numbers.set(this.#numbers);
		this.#numbers = numbers;
		this.#integers = new Int32Array(numbers.buffer);
	}
}

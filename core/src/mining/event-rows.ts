import type { WireEvent } from "../event/wire-event";

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

/** What an event's row takes from the event as it is. */
export type RowedEvent = Pick<WireEvent, "timestamp"> & {
	readonly metrics: Pick<WireEvent["metrics"], "success" | "processingTime">;
	readonly context: Pick<WireEvent["context"], "sequencePosition">;
};

/** Events as rows of numbers in one block of memory: millions of them without an object each. */
export class EventRows {
	#numbers = new Float64Array(FIRST_ROWS * NUMBERS);
	#integers = new Int32Array(this.#numbers.buffer);
	#count = 0;

	get count(): number {
		return this.#count;
	}

	/**
	 * Adds an event by the numbers of its trace, of its operation type and of its workflow type, which
	 * is below 2^30. It allocates nothing: garbage would have to be collected among all the events that
	 * are at hand.
	 */
	add(
		event: RowedEvent,
		trace: number,
		type: number,
		workflowType: number,
	): void {
		const row = this.#count++;
		if (this.#count * NUMBERS > this.#numbers.length) this.#grow();
		const { success, processingTime } = event.metrics;
		const numbers = row * NUMBERS;
		this.#numbers[numbers + NUMBER.timestamp] = event.timestamp;
		this.#numbers[numbers + NUMBER.sequencePosition] =
			event.context.sequencePosition ?? NO_POSITION;
		const integers = row * INTEGERS;
		this.#integers[integers + INTEGER.processingTimeMs] = processingTime;
		this.#integers[integers + INTEGER.type] = type;
		this.#integers[integers + INTEGER.trace] = trace;
		this.#integers[integers + INTEGER.labels] =
			workflowType * 2 + (success ? 1 : 0);
	}

	/** Holds, in place of what it held, rows of others: those that the numbers name, in this order. */
	copy(others: EventRows, numbers: Int32Array): void {
		this.#count = numbers.length;
		while (this.#count * INTEGERS > this.#integers.length) this.#grow();
		const [from, to] = [others.#integers, this.#integers];
		// As integers: as numbers, some bits would come out as another NaN.
		for (let row = 0; row < numbers.length; row++) {
			const source = (numbers[row] as number) * INTEGERS;
			const target = row * INTEGERS;
			for (let at = 0; at < INTEGERS; at++)
				to[target + at] = from[source + at] as number;
		}
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

	#grow(): void {
		const numbers = new Float64Array(this.#numbers.length * 2);
		numbers.set(this.#numbers);
		this.#numbers = numbers;
		this.#integers = new Int32Array(numbers.buffer);
	}
}

import { EventRows } from "./event-rows";

/** Rows that are at hand at once, about: few enough for the processor's cache. */
const BLOCK_ROWS = 2_048;

/**
 * Events trace by trace, some traces at a time: their rows are copied together before anything is
 * done with them, since going here and there in a large block of memory takes longer than all the rest.
 */
export class TraceRows {
	/** Of the traces at hand, trace by trace; those of one trace in order of arrival. */
	readonly rows = new EventRows();
	/** The rows at hand in the order in which they are to be read; sorted within a trace. */
	order = new Int32Array(BLOCK_ROWS);

	readonly #events: EventRows;
	readonly #ids: readonly string[];
	/** The numbers of the events in order of arrival, trace by trace. */
	readonly #arrivals: Int32Array;
	/** By place of a trace: where among these its events end, and those of the next one start. */
	readonly #ends: Int32Array;
	/** The first of these that is at hand. */
	#base = 0;

	/**
	 * Groups events by a counting sort. `traces` has every trace once, in the order that is wanted;
	 * `ids` has those of the events.
	 */
	constructor(events: EventRows, ids: readonly string[], traces: Int32Array) {
		this.#events = events;
		this.#ids = ids;
		const next = new Int32Array(traces.length);
		for (let event = 0; event < events.count; event++)
			(next[events.traceOf(event)] as number) += 1;
		this.#ends = new Int32Array(traces.length);
		let end = 0;
		for (const [place, trace] of traces.entries()) {
			const start = end;
			end += next[trace] as number;
			next[trace] = start;
			this.#ends[place] = end;
		}
		this.#arrivals = new Int32Array(events.count);
		for (let event = 0; event < events.count; event++) {
			const trace = events.traceOf(event);
			const at = next[trace] as number;
			this.#arrivals[at] = event;
			next[trace] = at + 1;
		}
	}

	/** Takes traces at hand, whole ones, from a place on; returns the place of the next one. */
	take(place: number): number {
		this.#base = this.#startOf(place);
		let next = place + 1;
		while (
			next < this.#ends.length &&
			(this.#ends[next] as number) - this.#base <= BLOCK_ROWS
		)
			next++;
		const numbers = this.#arrivals.subarray(this.#base, this.#startOf(next));
		this.rows.copy(this.#events, numbers);
		if (numbers.length > this.order.length)
			this.order = new Int32Array(numbers.length * 2);
		for (let row = 0; row < numbers.length; row++) this.order[row] = row;
		return next;
	}

	/** The first row of a trace at hand; and, by the next place, the end of its rows. */
	startOf(place: number): number {
		return this.#startOf(place) - this.#base;
	}

	/**
	 * Sorts a trace by (timestamp, id). Most arrive in order, so that they are looked through before
	 * they are sorted.
	 */
	sortByTime(start: number, end: number): void {
		for (let row = start + 1; row < end; row++) {
			if (this.#compareByTime(row - 1, row) <= 0) continue;
			this.order.subarray(start, end).sort((a, b) => this.#compareByTime(a, b));
			return;
		}
	}

	/**
	 * Sorts a session by sequence position, if every event of it has one. The sort is stable: equal
	 * ones stay in order of time.
	 */
	sortByPosition(start: number, end: number): void {
		const { rows, order } = this;
		let previous = 0;
		let isSorted = true;
		for (let place = start; place < end; place++) {
			const position = rows.positionOf(order[place] as number);
			if (position < 0) return;
			if (position < previous) isSorted = false;
			previous = position;
		}
		if (isSorted) return;
		order
			.subarray(start, end)
			.sort((a, b) => rows.positionOf(a) - rows.positionOf(b));
	}

	#startOf(place: number): number {
		return place === 0 ? 0 : (this.#ends[place - 1] as number);
	}

	/** Ids by ASCII. */
	#compareByTime(a: number, b: number): number {
		const byTime = this.rows.timestampOf(a) - this.rows.timestampOf(b);
		if (byTime !== 0) return byTime;
		const [idA, idB] = [this.#idOf(a), this.#idOf(b)];
		return idA < idB ? -1 : idA > idB ? 1 : 0;
	}

	#idOf(row: number): string {
		return this.#ids[this.#arrivals[this.#base + row] as number] ?? "";
	}
}

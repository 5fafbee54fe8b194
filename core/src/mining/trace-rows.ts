import type { EventRows } from "./event-rows";

/**
 * Events trace by trace: the rows of a trace stand together, in memory too, since reading rows here
 * and there in a large block takes longer than all that is done with them.
 */
export class TraceRows {
	/** In the order of the traces; those of one trace in order of arrival. */
	readonly rows: EventRows;
	/** The rows in the order in which they are to be read; sorted within a trace. */
	readonly order: Int32Array;
	/** By place of a trace: where its rows end, and those of the next one start. */
	readonly ends: Int32Array;
	/** By row: the event, by its number in order of arrival. */
	readonly #arrivals: Int32Array;
	readonly #ids: readonly string[];

	/**
	 * Groups events by a counting sort. `traces` has every trace once, in the order that is wanted;
	 * `ids` has those of the events.
	 */
	constructor(events: EventRows, ids: readonly string[], traces: Int32Array) {
		const next = new Int32Array(traces.length);
		for (let event = 0; event < events.count; event++)
			(next[events.traceOf(event)] as number) += 1;
		this.ends = new Int32Array(traces.length);
		let end = 0;
		for (const [place, trace] of traces.entries()) {
			const start = end;
			end += next[trace] as number;
			next[trace] = start;
			this.ends[place] = end;
		}
		this.#arrivals = new Int32Array(events.count);
		for (let event = 0; event < events.count; event++) {
			const trace = events.traceOf(event);
			const row = next[trace] as number;
			this.#arrivals[row] = event;
			next[trace] = row + 1;
		}
		this.#ids = ids;
		this.rows = events.arranged(this.#arrivals);
		this.order = new Int32Array(events.count);
		for (let row = 0; row < events.count; row++) this.order[row] = row;
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

	/** Ids by ASCII. */
	#compareByTime(a: number, b: number): number {
		const byTime = this.rows.timestampOf(a) - this.rows.timestampOf(b);
		if (byTime !== 0) return byTime;
		const idA = this.#ids[this.#arrivals[a] as number] ?? "";
		const idB = this.#ids[this.#arrivals[b] as number] ?? "";
		return idA < idB ? -1 : idA > idB ? 1 : 0;
	}
}

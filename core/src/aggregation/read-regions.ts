import { monthEnd, monthStart } from "../calendar";
import type { StoredEvent } from "../event/stored-event";
import type { AnalyticsStore, ShardHead, TraceQuery } from "../ports/store";
import { compareByTime, idleMs, type Operation } from "../sessions/session";
import type { LateRegion } from "./fold-trace";
import type { TraceWork } from "./fold-user";
import { asOperation, hasSessionId } from "./month-book";

/** A run longer than this is not read again: its late events count in usage only. */
export const MAX_REGION_EVENTS = 20_000;

/** Stored events read at once. Runs are short, so that more would be paid for in vain. */
const READ_LIMIT = { run: 32, month: 1_000 } as const;

/** What reading around late events gave. */
export interface RegionReads {
	readonly regions: LateRegion[];
	/** Late operations that cannot be placed exactly. */
	readonly unplaced: Operation[];
	/** Stored events read. */
	readonly reads: number;
}

/**
 * Reads the counted events around the late operations of a trace: whole runs on both sides of each,
 * the whole month of a trace with a session id. An operation is left unplaced where its run may
 * have lost events (those that ended before `goneBefore`, epoch ms, may be deleted), or is longer
 * than {@link MAX_REGION_EVENTS}.
 */
export async function readRegions(
	store: AnalyticsStore,
	head: ShardHead,
	goneBefore: number,
	userId: string,
	trace: TraceWork,
): Promise<RegionReads> {
	if (trace.month.unplaced === "all")
		return { regions: [], unplaced: trace.late, reads: 0 };
	const reader = new RunReader(store, head, userId, trace);
	const regions: { stored: Operation[]; late: Operation[] }[] = [];
	const unplaced: Operation[] = [];
	for (const operation of trace.late) {
		const region = regions.at(-1);
		if (region !== undefined && isInside(operation, region.stored)) {
			region.late.push(operation);
			continue;
		}
		const stored = await reader.around(operation);
		if (
			stored === undefined ||
			mayHaveLostEvents(goneBefore, trace, [...stored, operation])
		) {
			unplaced.push(operation);
		} else if (region !== undefined && overlaps(region.stored, stored)) {
			const known = new Set(region.stored.map(({ id }) => id));
			region.stored.push(...stored.filter(({ id }) => !known.has(id)));
			region.late.push(operation);
		} else {
			regions.push({ stored, late: [operation] });
		}
	}
	return { regions, unplaced, reads: reader.reads };
}

/** Reads complete runs of one trace in one month. */
class RunReader {
	reads = 0;
	readonly #store: AnalyticsStore;
	readonly #trace: TraceWork;
	readonly #query: Pick<TraceQuery, "head" | "traceKey" | "from" | "to">;
	#wholeMonth: Operation[] | undefined;

	constructor(
		store: AnalyticsStore,
		head: ShardHead,
		userId: string,
		trace: TraceWork,
	) {
		this.#store = store;
		this.#trace = trace;
		this.#query = {
			head,
			traceKey: `${userId}:${trace.traceName}`,
			from: monthStart(trace.month.month),
			to: monthEnd(trace.month.month),
		};
	}

	/** The runs of the neighbours of an operation in time order; undefined if they are too long. */
	async around(operation: Operation): Promise<Operation[] | undefined> {
		if (hasSessionId(this.#trace.traceName)) {
			this.#wholeMonth ??= await this.#read("ascending", undefined);
			return this.#wholeMonth?.toSorted(compareByTime);
		}
		const before = await this.#read("descending", operation);
		const after = await this.#read("ascending", operation);
		if (before === undefined || after === undefined) return undefined;
		// A store may order ids at equal times in its own way.
		return [...before, ...after].sort(compareByTime);
	}

	/** Reads away from `from` until the first idle time over the gap, or the end of the month. */
	async #read(
		direction: TraceQuery["direction"],
		from: Operation | undefined,
	): Promise<Operation[] | undefined> {
		const limit = from === undefined ? READ_LIMIT.month : READ_LIMIT.run;
		const run: Operation[] = [];
		let beyond: TraceQuery["beyond"] = from;
		for (;;) {
			const events = await this.#store.readTrace({
				...this.#query,
				direction,
				limit,
				...(beyond === undefined
					? {}
					: { beyond: { timestamp: beyond.timestamp, id: beyond.id } }),
			});
			this.reads += events.length;
			for (const operation of this.#asOperations(events)) {
				const last = run.at(-1);
				if (last !== undefined && this.#isGap(last, operation)) return run;
				run.push(operation);
			}
			if (run.length > MAX_REGION_EVENTS) return undefined;
			beyond = events.at(-1);
			if (events.length < limit) return run;
		}
	}

	#isGap(a: Operation, b: Operation): boolean {
		const [earlier, later] = compareByTime(a, b) < 0 ? [a, b] : [b, a];
		return idleMs(earlier.timestamp, later) > this.#trace.gapMs;
	}

	#asOperations(events: readonly StoredEvent[]): Operation[] {
		return events.flatMap(
			(event) => asOperation(this.#trace.month, event) ?? [],
		);
	}
}

/**
 * True if an event that was purged may have been a neighbour of one of these: then what was counted
 * cannot be computed again.
 */
function mayHaveLostEvents(
	goneBefore: number,
	trace: TraceWork,
	operations: readonly Operation[],
): boolean {
	if (goneBefore <= monthStart(trace.month.month)) return false;
	return operations.some(
		(operation) => idleMs(goneBefore, operation) <= trace.gapMs,
	);
}

function isInside(operation: Operation, run: readonly Operation[]): boolean {
	const first = run[0];
	const last = run.at(-1);
	if (first === undefined || last === undefined) return false;
	return (
		compareByTime(first, operation) < 0 && compareByTime(operation, last) < 0
	);
}

function overlaps(a: readonly Operation[], b: readonly Operation[]): boolean {
	const ids = new Set(a.map(({ id }) => id));
	return b.some(({ id }) => ids.has(id));
}

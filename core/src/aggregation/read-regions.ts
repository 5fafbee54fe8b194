import { monthEnd, monthStart } from "../calendar";
import type { StoredEvent } from "../event/stored-event";
import type { AnalyticsStore, ShardHead, TraceQuery } from "../ports/store";
import { compareByTime, idleMs, type Operation } from "../sessions/session";
import { asOperation } from "./as-operation";
import type { LateRegion } from "./fold-trace";
import type { TraceWork } from "./fold-user";
import { hasSessionId } from "./trace-name";
import type { UserRecord } from "./user-record";

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
	user: Pick<UserRecord, "userId" | "erasedThrough">,
	trace: TraceWork,
): Promise<RegionReads> {
	const unplaced: Operation[] = [];
	if (trace.month.unplaced === "all")
		return { regions: [], unplaced: trace.late, reads: 0 };
	const reader = new RunReader(store, head, user, trace);
	const regions: Region[] = [];
	for (const [index, operation] of trace.late.entries()) {
		const region = regions.at(-1);
		if (region !== undefined && isCovered(operation, region)) {
			region.late.push(operation);
			continue;
		}
		const runs = await reader.around(operation);
		if (runs === undefined) {
			// The others may belong to the same run: do not read it again for each of them.
			unplaced.push(...trace.late.slice(index));
			break;
		}
		const known = new Set(region?.stored.map(({ id }) => id));
		if (region !== undefined && runs.stored.some(({ id }) => known.has(id))) {
			region.stored.push(...runs.stored.filter(({ id }) => !known.has(id)));
			region.late.push(operation);
			region.reachesEnd = runs.reachesEnd;
		} else {
			regions.push({ ...runs, late: [operation] });
		}
	}
	const [lost, whole] = partition(regions, ({ stored, late }) =>
		mayHaveLostEvents(goneBefore, trace, [...stored, ...late]),
	);
	unplaced.push(...lost.flatMap(({ late }) => late));
	return { regions: whole, unplaced, reads: reader.reads };
}

interface Runs {
	readonly stored: Operation[];
	/** No stored event of the month follows. */
	reachesEnd: boolean;
}

interface Region extends Runs {
	readonly late: Operation[];
}

/**
 * True if both neighbours of an operation, which comes after the region's late ones, have been read
 * with them.
 */
function isCovered(operation: Operation, region: Region): boolean {
	if (region.reachesEnd) return true;
	const last = region.stored.at(-1);
	return last !== undefined && compareByTime(operation, last) < 0;
}

/** Reads complete runs of one trace in one month. */
class RunReader {
	reads = 0;
	readonly #store: AnalyticsStore;
	readonly #trace: TraceWork;
	readonly #query: Pick<TraceQuery, "head" | "traceKey" | "from" | "to">;

	constructor(
		store: AnalyticsStore,
		head: ShardHead,
		{
			userId,
			erasedThrough = -1,
		}: Pick<UserRecord, "userId" | "erasedThrough">,
		trace: TraceWork,
	) {
		this.#store = store;
		this.#trace = trace;
		this.#query = {
			head,
			traceKey: `${userId}:${trace.traceName}`,
			// Erased events may still be there; they count for nothing.
			from: Math.max(monthStart(trace.month.month), erasedThrough + 1),
			to: monthEnd(trace.month.month),
		};
	}

	/** The runs of the neighbours of an operation in time order; undefined if they are too long. */
	async around(operation: Operation): Promise<Runs | undefined> {
		const isNamed = hasSessionId(this.#trace.traceName);
		const before = isNamed
			? undefined
			: await this.#read("descending", operation);
		const after = await this.#read(
			"ascending",
			isNamed ? undefined : operation,
		);
		const stored = [...(before?.stored ?? []), ...after.stored];
		if (stored.length > MAX_REGION_EVENTS) return undefined;
		// A store may order ids at equal times in its own way.
		stored.sort(compareByTime);
		return { stored, reachesEnd: after.reachesEnd };
	}

	/** Reads away from an operation until the first idle time over the gap, or the month's end. */
	async #read(
		direction: TraceQuery["direction"],
		from: Operation | undefined,
	): Promise<Runs> {
		const limit = from === undefined ? READ_LIMIT.month : READ_LIMIT.run;
		const stored: Operation[] = [];
		let beyond: TraceQuery["beyond"] = from;
		while (stored.length <= MAX_REGION_EVENTS) {
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
				const last = stored.at(-1);
				if (last !== undefined && this.#isGap(last, operation))
					return { stored, reachesEnd: false };
				stored.push(operation);
			}
			beyond = events.at(-1);
			if (events.length < limit) return { stored, reachesEnd: true };
		}
		return { stored, reachesEnd: false };
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

function partition<T>(
	items: readonly T[],
	isFirst: (item: T) => boolean,
): [T[], T[]] {
	const first: T[] = [];
	const second: T[] = [];
	for (const item of items) (isFirst(item) ? first : second).push(item);
	return [first, second];
}

import { UNSPECIFIED_WORKFLOW_TYPE, type WireEvent } from "../event/wire-event";
import { prevailing } from "../sessions/prevailing";
import { SessionCutter } from "../sessions/session";
import { PATTERN_STEPS, WindowCounter } from "../sessions/window-counter";
import { EventRows } from "./event-rows";
import { type PatternTotal, PatternTotals } from "./pattern-totals";
import { TraceTable } from "./trace-table";

/** What mining needs to know of an event: a wire event or a stored one. */
export type MinedEvent = Pick<
	WireEvent,
	"id" | "timestamp" | "userId" | "platform" | "context"
> & {
	readonly operation: Pick<WireEvent["operation"], "type">;
	readonly metrics: Pick<WireEvent["metrics"], "success" | "processingTime">;
};

/** What was found of a pattern. */
export interface MinedPattern extends PatternTotal {
	/** Sessions by workflow type; `unspecified` where hosts sent none. */
	readonly workflowTypes: { readonly [workflowType: string]: number };
}

export interface MiningOptions {
	/** A longer idle time ends a session, ms. */
	readonly sessionGapMs: number;
}

/**
 * The patterns of a set of events with distinct ids, in whatever order they come, by their names.
 * This is the batch that aggregation, which counts what is new, must always be equal to.
 */
export function minePatterns(
	events: Iterable<MinedEvent>,
	options: MiningOptions,
): Map<string, MinedPattern> {
	const miner = new PatternMiner(options);
	for (const event of events) miner.add(event);
	return miner.patterns();
}

/** The number of "no workflow type", which is the empty one. */
const NO_WORKFLOW_TYPE = 0;

/**
 * Mines events that are not all at hand at once. It holds 32 bytes and the id of each, and some 100
 * bytes of each trace: 10 million events take up to two gigabytes.
 */
export class PatternMiner {
	readonly #cutter = new SessionCutter();
	readonly #sessionGapMs: number;
	readonly #rows = new EventRows();
	readonly #traces = new TraceTable();
	readonly #windows = new WindowCounter();
	readonly #workflowTypes = [""];
	readonly #workflowTypeNumbers = new Map([
		["", NO_WORKFLOW_TYPE],
		[UNSPECIFIED_WORKFLOW_TYPE, NO_WORKFLOW_TYPE],
	]);

	constructor({ sessionGapMs }: MiningOptions) {
		this.#sessionGapMs = sessionGapMs;
	}

	/** Takes the next event. No two have the same id. */
	add(event: MinedEvent): void {
		const { operation, metrics, context } = event;
		this.#rows.add(event.id, {
			trace: this.#traces.traceOf(event),
			timestamp: event.timestamp,
			processingTimeMs: metrics.processingTime,
			type: this.#windows.dictionary.typeOf(operation.type),
			success: metrics.success,
			workflowType: this.#workflowTypeOf(context.workflowType),
			sequencePosition: context.sequencePosition,
		});
	}

	/** The patterns of the events taken so far. */
	patterns(): Map<string, MinedPattern> {
		const totals = new PatternTotals();
		const { order, ends } = this.#groupByTrace();
		for (const trace of this.#traces.byUser()) {
			const start = trace === 0 ? 0 : (ends[trace - 1] as number);
			const end = ends[trace] as number;
			this.#sortByTime(order, start, end);
			this.#cutTrace(trace, order, start, end, totals);
		}
		return this.#describe(totals);
	}

	#workflowTypeOf(workflowType = ""): number {
		const known = this.#workflowTypeNumbers.get(workflowType);
		if (known !== undefined) return known;
		const added = this.#workflowTypes.push(workflowType) - 1;
		this.#workflowTypeNumbers.set(workflowType, added);
		return added;
	}

	/** A counting sort: rows by trace, in order of arrival, and where each trace's rows end. */
	#groupByTrace(): { order: Int32Array; ends: Int32Array } {
		const rows = this.#rows;
		const ends = new Int32Array(this.#traces.count + 1);
		for (let row = 0; row < rows.count; row++)
			(ends[rows.traceOf(row) + 1] as number) += 1;
		for (let trace = 1; trace < ends.length; trace++)
			(ends[trace] as number) += ends[trace - 1] as number;
		const order = new Int32Array(rows.count);
		for (let row = 0; row < rows.count; row++) {
			const trace = rows.traceOf(row);
			const place = ends[trace] as number;
			order[place] = row;
			ends[trace] = place + 1;
		}
		return { order, ends };
	}

	/** Most traces arrive in order, so that they are looked through before they are sorted. */
	#sortByTime(order: Int32Array, start: number, end: number): void {
		const rows = this.#rows;
		for (let place = start + 1; place < end; place++) {
			const before = order[place - 1] as number;
			if (rows.compareByTime(before, order[place] as number) <= 0) continue;
			order.subarray(start, end).sort((a, b) => rows.compareByTime(a, b));
			return;
		}
	}

	#cutTrace(
		trace: number,
		order: Int32Array,
		start: number,
		end: number,
		totals: PatternTotals,
	): void {
		const rows = this.#rows;
		const hasSessionId = this.#traces.hasSessionId(trace);
		this.#cutter.begin(
			hasSessionId ? Number.POSITIVE_INFINITY : this.#sessionGapMs,
		);
		const user = this.#traces.userOf(trace);
		let first = start;
		for (let place = start; place < end; place++) {
			const row = order[place] as number;
			const startsNew = this.#cutter.startsNew(
				rows.timestampOf(row),
				rows.processingTimeOf(row),
			);
			if (!startsNew) continue;
			this.#countSession(order, first, place, hasSessionId, user, totals);
			first = place;
		}
		this.#countSession(order, first, end, hasSessionId, user, totals);
	}

	#countSession(
		order: Int32Array,
		start: number,
		end: number,
		hasSessionId: boolean,
		user: number,
		totals: PatternTotals,
	): void {
		if (end - start < PATTERN_STEPS.min) return;
		if (hasSessionId) this.#sortByPosition(order, start, end);
		const rows = this.#rows;
		for (let place = start; place < end; place++) {
			const row = order[place] as number;
			this.#windows.addOperation(
				rows.typeOf(row),
				rows.succeeded(row),
				rows.processingTimeOf(row),
				rows.timestampOf(row),
			);
		}
		const workflowType = this.#prevailingWorkflowType(order, start, end);
		this.#windows.count((pattern, figures) =>
			totals.add(pattern, figures, user, workflowType),
		);
	}

	/** Only where every event of the session has one. The sort is stable: equal ones go by time. */
	#sortByPosition(order: Int32Array, start: number, end: number): void {
		const rows = this.#rows;
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

	#prevailingWorkflowType(
		order: Int32Array,
		start: number,
		end: number,
	): number {
		const rows = this.#rows;
		const first = rows.workflowTypeOf(order[start] as number);
		let place = start + 1;
		while (place < end && rows.workflowTypeOf(order[place] as number) === first)
			place++;
		if (place === end) return first;
		const own = Array.from(
			order.subarray(start, end),
			(row) => this.#workflowTypes[rows.workflowTypeOf(row)] ?? "",
		);
		return this.#workflowTypeOf(prevailing(own));
	}

	#describe(totals: PatternTotals): Map<string, MinedPattern> {
		const workflowTypes = Map.groupBy(
			totals.byWorkflowType(),
			({ pattern }) => pattern,
		);
		const { dictionary } = this.#windows;
		const patterns = new Map<string, MinedPattern>();
		for (const [pattern, total] of totals) {
			const types = (workflowTypes.get(pattern) ?? []).map(
				({ workflowType, sessions }) => [
					this.#workflowTypes[workflowType] || UNSPECIFIED_WORKFLOW_TYPE,
					sessions,
				],
			);
			patterns.set(dictionary.nameOf(pattern), {
				...total,
				workflowTypes: Object.fromEntries(types),
			});
		}
		return patterns;
	}
}

import { UNSPECIFIED_WORKFLOW_TYPE, type WireEvent } from "../event/wire-event";
import { prevailing } from "../sessions/prevailing";
import { SessionCutter } from "../sessions/session";
import { PATTERN_STEPS, WindowCounter } from "../sessions/window-counter";
import { EventRows } from "./event-rows";
import {
	NO_WORKFLOW_TYPE,
	type PatternTotal,
	PatternTotals,
} from "./pattern-totals";
import { TraceRows } from "./trace-rows";
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
 * This is the batch that aggregation, which counts what is new, is equal to: tests hold both to the
 * definitions written down plainly.
 */
export function minePatterns(
	events: Iterable<MinedEvent>,
	options: MiningOptions,
): Map<string, MinedPattern> {
	const miner = new PatternMiner(options);
	for (const event of events) miner.add(event);
	return miner.patterns();
}

/**
 * Mines events that are not all at hand at once. It holds 32 bytes and the id of each, and some 100
 * bytes of each trace: 10 million events take up to two gigabytes.
 */
export class PatternMiner {
	readonly #cutter = new SessionCutter();
	readonly #sessionGapMs: number;
	readonly #rows = new EventRows();
	/** For the rare case that two events of a trace ended in the same millisecond. */
	readonly #ids: string[] = [];
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
		this.#ids.push(event.id);
		this.#rows.add(
			event,
			this.#traces.traceOf(event),
			this.#windows.dictionary.typeOf(event.operation.type),
			this.#workflowTypeOf(event.context.workflowType),
		);
	}

	/** The patterns of the events taken so far. */
	patterns(): Map<string, MinedPattern> {
		const totals = new PatternTotals();
		const traces = this.#traces.byUser();
		const grouped = new TraceRows(this.#rows, this.#ids, traces);
		let place = 0;
		while (place < traces.length) {
			const next = grouped.take(place);
			for (; place < next; place++) {
				const [start, end] = [
					grouped.startOf(place),
					grouped.startOf(place + 1),
				];
				grouped.sortByTime(start, end);
				const trace = traces[place] as number;
				this.#cutTrace(trace, grouped, start, end, totals);
			}
		}
		return this.#describe(totals);
	}

	#workflowTypeOf(workflowType: string | undefined): number {
		if (workflowType === undefined) return NO_WORKFLOW_TYPE;
		const known = this.#workflowTypeNumbers.get(workflowType);
		if (known !== undefined) return known;
		const added = this.#workflowTypes.push(workflowType) - 1;
		this.#workflowTypeNumbers.set(workflowType, added);
		return added;
	}

	#cutTrace(
		trace: number,
		grouped: TraceRows,
		start: number,
		end: number,
		totals: PatternTotals,
	): void {
		const { rows, order } = grouped;
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
			this.#countSession(grouped, first, place, hasSessionId, user, totals);
			first = place;
		}
		this.#countSession(grouped, first, end, hasSessionId, user, totals);
	}

	#countSession(
		grouped: TraceRows,
		start: number,
		end: number,
		hasSessionId: boolean,
		user: number,
		totals: PatternTotals,
	): void {
		if (end - start < PATTERN_STEPS.min) return;
		if (hasSessionId) grouped.sortByPosition(start, end);
		const { rows, order } = grouped;
		for (let place = start; place < end; place++) {
			const row = order[place] as number;
			this.#windows.addOperation(
				rows.typeOf(row),
				rows.succeeded(row),
				rows.processingTimeOf(row),
				rows.timestampOf(row),
			);
		}
		const workflowType = this.#prevailingWorkflowType(grouped, start, end);
		this.#windows.count((pattern, figures) =>
			totals.add(pattern, figures, user, workflowType),
		);
	}

	#prevailingWorkflowType(
		grouped: TraceRows,
		start: number,
		end: number,
	): number {
		const { rows, order } = grouped;
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
		const sessions: [string, number][][] = [];
		for (const typed of totals.byWorkflowType()) {
			const name = this.#workflowTypes[typed.workflowType] ?? "";
			const known = sessions[typed.pattern];
			if (known) known.push([name, typed.sessions]);
			else sessions[typed.pattern] = [[name, typed.sessions]];
		}
		const { dictionary } = this.#windows;
		const patterns = new Map<string, MinedPattern>();
		for (const [pattern, total] of totals) {
			const types = sessions[pattern] ?? [];
			let untyped = total.sessionCount;
			for (const [, count] of types) untyped -= count;
			if (untyped > 0) types.push([UNSPECIFIED_WORKFLOW_TYPE, untyped]);
			patterns.set(dictionary.nameOf(pattern), {
				...total,
				workflowTypes: Object.fromEntries(types),
			});
		}
		return patterns;
	}
}

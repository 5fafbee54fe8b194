import type { Day, Month } from "../calendar";
import {
	PATTERN_STEPS,
	type PatternCounts,
	parseSegmentKey,
	STEP_ARROW,
} from "../sessions/contribution";
import { declaredWorkflowType, ruleOfLabel } from "../sessions/workflow-label";
import type { WorkflowRule } from "../sessions/workflow-rules";
import {
	distinctSince,
	forgetPeriodsBefore,
	type ReturnCounts,
} from "../tally/return-counts";
import { increase } from "../tally/sums";
import { addTally, copyTally, isEmpty } from "../tally/tally";
import { emptyDelta, type PatternMonth, type TotalsDelta } from "./delta";
import { addPatternMonths } from "./pattern-months";
import { addSamples, changeSamples, type Samples } from "./samples";

/** Everything counted of one pattern. */
export interface PatternRecord {
	readonly pattern: string;
	readonly operations: readonly string[];
	/** Over the months kept; what listings sort by. */
	readonly frequency: number;
	readonly months: { readonly [month: Month]: PatternMonth };
	readonly firstSeen: Day;
	readonly lastSeen: Day;
	/** As of the last run of `flagTemplates`. */
	readonly closed: boolean;
	/** As of the last run of `flagTemplates`. */
	readonly templateCandidate: boolean;
	/** Where occurrences can be found again; absent where none is known. */
	readonly samples?: Samples;
	/** How often a user was forgotten as an example; absent before the first time. */
	readonly forgotten?: number;
}

/** What is known of the totals as a whole. */
export interface TotalsRecord {
	/** The first month that has not been dropped; absent before the first purge. */
	readonly liveFrom?: Month;
	/** The first month up to which a purge has removed every trace of dropped ones. */
	readonly purgedTo?: Month;
	/**
	 * The shortest retention time, ms, that a purge has known: events that were stored under it are
	 * deleted by it, also once the setting has been raised. Absent before the first purge.
	 */
	readonly shortestRetentionMs?: number;
	/** Users active in a month, by their previous active month. */
	readonly users: { readonly [month: Month]: ReturnCounts };
}

/** Sorts before every month. */
export const FIRST_MONTH: Month = "0000-00";

/** The types of a pattern's name. */
export function operationsOf(pattern: string): string[] {
	return pattern.split(STEP_ARROW);
}

/** Folds deltas, those of a shard in its order, into one. */
export function sumDeltas(deltas: readonly TotalsDelta[]): TotalsDelta {
	const sum = emptyDelta();
	for (const delta of deltas) {
		addTally(sum.usage, delta.usage);
		addTally(sum.users, delta.users);
		for (const [name, added] of Object.entries(delta.patterns)) {
			let own = sum.patterns[name];
			if (own === undefined) {
				own = { months: {} };
				sum.patterns[name] = own;
			}
			addTally(own.months, added.months);
			addSamples(own, added);
			const firstSeen = earlier(own.firstSeen, added.firstSeen);
			const lastSeen = later(own.lastSeen, added.lastSeen);
			if (firstSeen !== undefined) own.firstSeen = firstSeen;
			if (lastSeen !== undefined) own.lastSeen = lastSeen;
		}
	}
	return sum;
}

/**
 * The pattern after a change, without the months before `liveFrom`; undefined once its frequency
 * is 0. Does not change `record`.
 */
export function changePattern(
	pattern: string,
	record: PatternRecord | undefined,
	change: TotalsDelta["patterns"][string],
	liveFrom: Month,
): PatternRecord | undefined {
	const months: { [month: Month]: PatternMonth } = copyTally(
		record?.months ?? {},
	);
	addPatternMonths(months, change.months);
	dropMonths(months, liveFrom);
	let frequency = 0;
	for (const month of Object.values(months))
		for (const counts of Object.values(month.segments ?? {}))
			frequency += counts.frequency ?? 0;
	const isCounted = Object.values(months).some(
		(month) => month.segments !== undefined,
	);
	if (!isCounted) return undefined;
	const samples = changeSamples(record?.samples ?? {}, change, liveFrom);
	// Users of a dropped month are forgotten with it: nothing would tell of them later.
	const isDropping = Object.keys(record?.months ?? {}).some(
		(month) => month < liveFrom,
	);
	const forgotten =
		(record?.forgotten ?? 0) + (change.forgotten ?? 0) + (isDropping ? 1 : 0);
	return {
		pattern,
		operations: record?.operations ?? operationsOf(pattern),
		frequency,
		months,
		firstSeen: earlier(record?.firstSeen, change.firstSeen) ?? "",
		lastSeen: later(record?.lastSeen, change.lastSeen) ?? "",
		closed: record?.closed ?? false,
		templateCandidate: record?.templateCandidate ?? false,
		...(Object.keys(samples).length === 0 ? {} : { samples }),
		...(forgotten === 0 ? {} : { forgotten }),
	};
}

function dropMonths(
	months: { [month: Month]: PatternMonth },
	liveFrom: Month,
): void {
	for (const [month, counted] of Object.entries(months)) {
		const { users, segments } = counted;
		if (month < liveFrom) delete months[month];
		if (users === undefined) continue;
		forgetPeriodsBefore(users, liveFrom);
		if (!isEmpty(users)) continue;
		delete counted.users;
		if (segments === undefined) delete months[month];
	}
}

/** The users of the months kept after a change. Does not change `users`. */
export function changeUsers(
	users: TotalsRecord["users"],
	change: TotalsDelta["users"],
	liveFrom: Month,
): { [month: Month]: ReturnCounts } {
	const changed: { [month: Month]: ReturnCounts } = copyTally(users);
	addTally(changed, change);
	for (const [month, counts] of Object.entries(changed)) {
		forgetPeriodsBefore(counts, liveFrom);
		if (month < liveFrom || isEmpty(counts)) delete changed[month];
	}
	return changed;
}

/** Sums of a pattern over months and segments. */
export interface PatternFigures {
	readonly frequency: number;
	readonly sessionCount: number;
	readonly successes: number;
	readonly durationMs: number;
	/** Sessions by the workflow type that hosts sent; the empty type stands for none. */
	readonly workflowTypes: Map<string, number>;
	/** Of the sessions with none, those whose workflow type a rule infers. */
	readonly inferred: Map<WorkflowRule, number>;
}

/** Sums a pattern over the months and segments that the filters let through. */
export function sumPattern(
	record: Pick<PatternRecord, "months">,
	inMonth: (month: Month) => boolean,
	inSegment: (platform: string, workflowType: string) => boolean,
): PatternFigures {
	const sum: Required<PatternCounts> = {
		frequency: 0,
		sessions: 0,
		successes: 0,
		durationMs: 0,
	};
	const workflowTypes = new Map<string, number>();
	const inferred = new Map<WorkflowRule, number>();
	for (const [month, counted] of Object.entries(record.months)) {
		if (!inMonth(month)) continue;
		for (const [segment, counts] of Object.entries(counted.segments ?? {})) {
			const { platform, workflowLabel } = parseSegmentKey(segment);
			const workflowType = declaredWorkflowType(workflowLabel);
			if (!inSegment(platform, workflowType)) continue;
			sum.frequency += counts.frequency ?? 0;
			sum.sessions += counts.sessions ?? 0;
			sum.successes += counts.successes ?? 0;
			sum.durationMs += counts.durationMs ?? 0;
			const sessions = counts.sessions ?? 0;
			increase(workflowTypes, workflowType, sessions);
			const rule = ruleOfLabel(workflowLabel);
			if (rule !== undefined) increase(inferred, rule, sessions);
		}
	}
	return {
		frequency: sum.frequency,
		sessionCount: sum.sessions,
		successes: sum.successes,
		durationMs: sum.durationMs,
		workflowTypes,
		inferred,
	};
}

/** Distinct users of a pattern over its months at or after `liveFrom`; exact. */
export function usersOfPattern(
	record: Pick<PatternRecord, "months">,
	liveFrom: Month,
): number {
	return distinctSince(
		Object.entries(record.months)
			.filter(([month]) => month >= liveFrom)
			.map(([, month]) => month.users),
		liveFrom,
	);
}

/** Distinct users over the months at or after `liveFrom`; exact. */
export function usersOfTotals(totals: TotalsRecord, liveFrom: Month): number {
	return distinctSince(
		Object.entries(totals.users)
			.filter(([month]) => month >= liveFrom)
			.map(([, users]) => users),
		liveFrom,
	);
}

/** The two patterns one step shorter that a pattern contains; none for one of two steps. */
export function partsOf(operations: readonly string[]): string[] {
	if (operations.length <= PATTERN_STEPS.min) return [];
	return [
		operations.slice(0, -1).join(STEP_ARROW),
		operations.slice(1).join(STEP_ARROW),
	];
}

function earlier(a: Day | undefined, b: Day | undefined): Day | undefined {
	if (a === undefined || b === undefined) return a ?? b;
	return a < b ? a : b;
}

function later(a: Day | undefined, b: Day | undefined): Day | undefined {
	if (a === undefined || b === undefined) return a ?? b;
	return a > b ? a : b;
}

import {
	FIRST_MONTH,
	type PatternRecord,
	sumPattern,
	usersOfPattern,
	usersOfTotals,
} from "../aggregation/totals";
import type { AnalyticsStore, TotalsHead } from "../ports/store";
import type { WorkflowRule } from "../sessions/workflow-rules";
import { byValue, increase } from "../tally/sums";
import { ratio, shownWorkflowType } from "./figures";
import { describeFigures } from "./pattern-figures";
import type { OperationSequencePattern, SequencePage } from "./sequence-page";
import { wilsonLowerBound } from "./wilson";

export type { OperationSequencePattern, SequencePage } from "./sequence-page";

/** Which patterns to list. */
export interface SequenceQuery {
	/** At least 1. */
	readonly minFrequency: number;
	/** 0 to 1. */
	readonly minSuccessRate: number;
	/** Steps, 2 to 6. */
	readonly minLength: number;
	readonly maxLength: number;
	/** Closed ones only: with the two minima, the template candidates for any thresholds. */
	readonly candidates: boolean;
	/** At most 1,000. */
	readonly limit: number;
	/** The `nextPageToken` of the page before. */
	readonly pageToken?: string | undefined;
}

/** A page token that this service did not make. */
export class BadPageTokenError extends Error {
	override readonly name = "BadPageTokenError";
}

/** Patterns looked at for one answer, so that a rare filter cannot read the whole store. */
const MAX_SCAN = 5_000;
const SCAN_PAGE = 500;

/**
 * Lists patterns by frequency. An answer can hold fewer than `limit`, even none, and still have a
 * next page: so much was looked at that the rest is left to it.
 *
 * @throws {BadPageTokenError} if the token is not one that an answer held
 */
export async function listSequences(
	{ store }: { readonly store: AnalyticsStore },
	query: SequenceQuery,
): Promise<SequencePage> {
	const totals = await store.readTotals();
	const sequences: OperationSequencePattern[] = [];
	let after =
		query.pageToken === undefined ? undefined : parseToken(query.pageToken);
	for (let scanned = 0; scanned < MAX_SCAN; ) {
		const limit = Math.min(
			SCAN_PAGE,
			Math.max(query.limit - sequences.length, 50) + 1,
		);
		const records = await store.listPatterns({
			minFrequency: query.minFrequency,
			limit,
			...(after === undefined ? {} : { after }),
		});
		for (const record of records) {
			if (sequences.length === query.limit)
				return { sequences, ...tokenAfter(after) };
			const pattern = describePattern(record, totals);
			if (hasShape(record, query) && reaches(pattern, query))
				sequences.push(pattern);
			after = { frequency: record.frequency, pattern: record.pattern };
		}
		scanned += records.length;
		if (records.length < limit) return { sequences };
	}
	return { sequences, ...tokenAfter(after) };
}

/** A pattern's figures over the months that have not been dropped. */
export function describePattern(
	record: PatternRecord,
	totals: TotalsHead,
): OperationSequencePattern {
	const liveFrom = totals.liveFrom ?? FIRST_MONTH;
	const figures = sumPattern(
		record,
		(month) => month >= liveFrom,
		() => true,
	);
	const userCount = usersOfPattern(record, liveFrom);
	const workflowTypes = new Map<string, number>();
	for (const [type, sessions] of figures.workflowTypes)
		increase(workflowTypes, shownWorkflowType(type), sessions);
	return {
		...describeFigures(record, figures),
		successRateLowerBound: wilsonLowerBound(
			figures.successes,
			figures.frequency,
		),
		userCount,
		userShare: ratio(userCount, usersOfTotals(totals, liveFrom)),
		workflowTypes: Object.fromEntries(byValue(workflowTypes)),
		inferredWorkflowTypes: describeInferred(figures.inferred),
		templateCandidate: record.templateCandidate,
		firstSeen: record.firstSeen,
		lastSeen: record.lastSeen,
	};
}

function describeInferred(
	inferred: ReadonlyMap<WorkflowRule, number>,
): OperationSequencePattern["inferredWorkflowTypes"] {
	return [...inferred]
		.sort(([ruleA, a], [ruleB, b]) => b - a || (ruleA.id < ruleB.id ? -1 : 1))
		.map(([{ workflowType, reason }, sessions]) => ({
			workflowType,
			sessions,
			reason,
		}));
}

function hasShape(record: PatternRecord, query: SequenceQuery): boolean {
	const steps = record.operations.length;
	if (steps < query.minLength || steps > query.maxLength) return false;
	return record.closed || !query.candidates;
}

/**
 * By what is answered: a purge that is under way may have dropped months from the totals, but not
 * from the frequency by which the store lists.
 */
function reaches(
	{ frequency, successRate }: OperationSequencePattern,
	{ minFrequency, minSuccessRate }: SequenceQuery,
): boolean {
	return (
		frequency >= Math.max(1, minFrequency) && successRate >= minSuccessRate
	);
}

interface Position {
	readonly frequency: number;
	readonly pattern: string;
}

function tokenAfter(position: Position | undefined): {
	nextPageToken?: string;
} {
	return position === undefined
		? {}
		: { nextPageToken: `${position.frequency}.${position.pattern}` };
}

function parseToken(token: string): Position {
	const match = /^(\d{1,15})\.(.{1,400})$/.exec(token);
	if (match === null)
		throw new BadPageTokenError("pageToken is not one that an answer held");
	return { frequency: Number(match[1]), pattern: match[2] ?? "" };
}

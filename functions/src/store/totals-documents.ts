import {
	bytesOf,
	type Day,
	type Month,
	type PatternRecord,
	sumPattern,
	type UsageDay,
	usersOfPattern,
	wilsonLowerBound,
} from "@ffmpeg-analytics/core";
import type { Fields } from "./commit";

/** What a pattern's document shows beside the record, for people and rules. */
export const PATTERN_FIELDS = [
	"avgDuration",
	"closed",
	"firstSeen",
	"frequency",
	"lastSeen",
	"operations",
	"pattern",
	"sessionCount",
	"steps",
	"successRate",
	"successRateLowerBound",
	"templateCandidate",
	"userCount",
	"workflowTypes",
] as const;

/** What a day's document shows beside the record. */
export const USAGE_DAY_FIELDS = [
	"day",
	"inputBytes",
	"processingTime",
	"successes",
	"totalOperations",
	"uniqueUsers",
] as const;

/** The commonest workflow types that a pattern's document shows; its record has them all. */
const SHOWN_WORKFLOW_TYPES = 50;

/** The readable fields of a pattern's document, as of the commit that writes it. */
export function patternFields(
	record: PatternRecord,
	liveFrom: Month,
): Record<(typeof PATTERN_FIELDS)[number], unknown> {
	const sum = sumPattern(
		record,
		(month) => month >= liveFrom,
		() => true,
	);
	const occurrences = Math.max(1, sum.frequency);
	return {
		pattern: record.pattern,
		operations: [...record.operations],
		steps: record.operations.length,
		frequency: record.frequency,
		sessionCount: sum.sessionCount,
		avgDuration: sum.durationMs / occurrences,
		successRate: sum.successes / occurrences,
		successRateLowerBound: wilsonLowerBound(sum.successes, sum.frequency),
		userCount: usersOfPattern(record, liveFrom),
		workflowTypes: shownWorkflowTypes(sum.workflowTypes),
		templateCandidate: record.templateCandidate,
		closed: record.closed,
		firstSeen: record.firstSeen,
		lastSeen: record.lastSeen,
	};
}

/** The readable fields of a day's document: times in ms, sizes in bytes, summed. */
export function usageDayFields(
	day: Day,
	{ cells = {}, users = {} }: UsageDay,
): Record<(typeof USAGE_DAY_FIELDS)[number], unknown> & Fields {
	const sums = {
		totalOperations: 0,
		successes: 0,
		processingTime: 0,
		inputBytes: 0,
	};
	for (const cell of Object.values(cells)) {
		sums.totalOperations += cell.count ?? 0;
		sums.successes += cell.successes ?? 0;
		sums.processingTime += cell.durationMs ?? 0;
		sums.inputBytes += bytesOf(cell);
	}
	const everybody = Object.values(users["*|*"] ?? {});
	return {
		day,
		...sums,
		uniqueUsers: everybody.reduce((sum, count) => sum + count, 0),
	};
}

function shownWorkflowTypes(
	sessions: ReadonlyMap<string, number>,
): Record<string, number> {
	const commonest = [...sessions]
		.sort(([, a], [, b]) => b - a)
		.slice(0, SHOWN_WORKFLOW_TYPES);
	return Object.fromEntries(
		commonest.map(([type, count]) => [
			type === "" ? "unspecified" : type,
			count,
		]),
	);
}

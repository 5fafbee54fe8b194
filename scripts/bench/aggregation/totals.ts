import type {
	Analytics,
	OperationSequencePattern,
	UsageStatistics,
} from "@ffmpeg-analytics/core";
import type { Stream } from "./streams.ts";

/** Everything that is counted exactly, in a form that can be compared. */
export interface Totals {
	/** By name; each with its figures as text. */
	readonly patterns: Readonly<Record<string, string>>;
	readonly usage: string;
}

const DAY_MS = 86_400_000;
/** Late halves of sessions come a week late, but ended when they ended. */
const DAYS_BEYOND = 1;
const SEQUENCES_PAGE = 1_000;

/** The UTC days in which a stream's operations ended, the last one exclusive. */
export function rangeOf({ start, durationMs, weeks }: Stream): {
	start: string;
	end: string;
} {
	const last = start + (weeks - 1) * 7 * DAY_MS + durationMs;
	return { start: dayOf(start), end: dayOf(last + (1 + DAYS_BEYOND) * DAY_MS) };
}

/** What a home says. */
export async function totalsOf(
	analytics: Analytics,
	stream: Stream,
): Promise<Totals> {
	const patterns: Record<string, string> = {};
	let pageToken: string | undefined;
	do {
		const page = await analytics.sequences({
			minFrequency: 1,
			minSuccessRate: 0,
			minLength: 2,
			maxLength: 6,
			candidates: false,
			limit: SEQUENCES_PAGE,
			pageToken,
		});
		for (const sequence of page.sequences)
			patterns[sequence.pattern] = patternText(sequence);
		pageToken = page.nextPageToken;
	} while (pageToken !== undefined);
	const usage = await analytics.usage(rangeOf(stream));
	return {
		patterns,
		usage: usageText({
			...usage,
			byOperation: Object.fromEntries(
				usage.topOperations.map(({ operation, count, totalBytes }) => [
					operation,
					{ count, totalBytes },
				]),
			),
		}),
	};
}

/** Where two totals differ, in words; empty where they are equal. */
export function differencesOf(found: Totals, expected: Totals): string[] {
	const differences: string[] = [];
	const names = new Set([
		...Object.keys(found.patterns),
		...Object.keys(expected.patterns),
	]);
	for (const name of names) {
		const { [name]: own = "nothing" } = found.patterns;
		const { [name]: wanted = "nothing" } = expected.patterns;
		if (own !== wanted) differences.push(`${name}: ${own}, not ${wanted}`);
	}
	if (found.usage !== expected.usage)
		differences.push(`usage: ${found.usage}, not ${expected.usage}`);
	return differences;
}

/** What of a pattern both ways of counting tell. */
export type PatternFigures = Readonly<
	Pick<
		OperationSequencePattern,
		| "frequency"
		| "sessionCount"
		| "avgDuration"
		| "successRate"
		| "userCount"
		| "workflowTypes"
	>
>;

/** A pattern's figures as text. */
export function patternText({
	frequency,
	sessionCount,
	avgDuration,
	successRate,
	userCount,
	workflowTypes,
}: PatternFigures): string {
	return JSON.stringify([
		frequency,
		sessionCount,
		avgDuration,
		successRate,
		userCount,
		Object.entries(workflowTypes).sort(),
	]);
}

/** What of a report of usage both ways of counting tell. */
export interface UsageFigures
	extends Pick<
		UsageStatistics,
		"totalOperations" | "uniqueUsers" | "avgProcessingTime" | "successRate"
	> {
	readonly byOperation: Readonly<
		Record<string, { readonly count: number; readonly totalBytes: number }>
	>;
}

/** What of a report of usage is exact, as text. */
export function usageText({
	totalOperations,
	uniqueUsers,
	avgProcessingTime,
	successRate,
	byOperation,
}: UsageFigures): string {
	return JSON.stringify([
		totalOperations,
		uniqueUsers,
		avgProcessingTime,
		successRate,
		Object.entries(byOperation)
			.map(([type, { count, totalBytes }]) => [type, count, totalBytes])
			.sort(),
	]);
}

function dayOf(time: number): string {
	return new Date(time).toISOString().slice(0, 10);
}

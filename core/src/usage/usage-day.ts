import type { ReturnCounts, Tally } from "../aggregation/tally";
import { type Bins, binOf } from "./quantiles";

/** What is counted of one operation type in one segment on one UTC day. All integers. */
export interface OperationCounts extends Tally {
	count?: number;
	successes?: number;
	durationMs?: number;
	/** Summed input bytes. */
	bytes?: number;
	/** Operations with `batchSize` over 1. */
	batches?: number;
	durationBins?: Bins;
	/** Of the operations that reported memory. */
	memoryBins?: Bins;
	/** Failed operations by error category. */
	errors?: { [category: string]: number };
}

/** Counts by {@link usageCellKey}. */
export interface UsageCells extends Tally {
	[cell: string]: OperationCounts;
}

/** The roll-up of one UTC day. */
export interface UsageDay extends Tally {
	cells?: UsageCells;
	/** By {@link audienceKeys audience}: who was active on this day, by his previous active day. */
	users?: { [audience: string]: ReturnCounts };
}

/** What the roll-ups need to know of an event. */
export interface UsageFacts {
	readonly type: string;
	readonly platform: string;
	/** Empty where the host sent none. */
	readonly workflowType: string;
	readonly success: boolean;
	readonly processingTimeMs: number;
	readonly bytes: number;
	readonly memoryBytes?: number | undefined;
	readonly batch: boolean;
	readonly errorCategory?: string | undefined;
}

/** Platform, workflow type and operation type as one key; slugs hold no `|`. */
export function usageCellKey(
	facts: Pick<UsageFacts, "platform" | "workflowType" | "type">,
): string {
	return `${facts.platform}|${facts.workflowType}|${facts.type}`;
}

/** The inverse of {@link usageCellKey}. */
export function parseUsageCellKey(key: string): {
	platform: string;
	workflowType: string;
	type: string;
} {
	const [platform = "", workflowType = "", type = ""] = key.split("|");
	return { platform, workflowType, type };
}

/** Stands for "whichever" in an audience. */
export const ANY = "*";

/** The key of the users seen under a filter; {@link ANY} for a half that is not filtered. */
export function audienceKey(platform: string, workflowType: string): string {
	return `${platform}|${workflowType}`;
}

/** Every audience that an event's user belongs to: all, by platform, by workflow type, by both. */
export function audienceKeys(platform: string, workflowType: string): string[] {
	return [
		audienceKey(ANY, ANY),
		audienceKey(platform, ANY),
		audienceKey(ANY, workflowType),
		audienceKey(platform, workflowType),
	];
}

/** The counts of a single operation. */
export function countsOf(facts: UsageFacts): OperationCounts {
	const counts: OperationCounts = {
		count: 1,
		durationBins: { [binOf(facts.processingTimeMs)]: 1 },
	};
	if (facts.success) counts.successes = 1;
	if (facts.processingTimeMs > 0) counts.durationMs = facts.processingTimeMs;
	if (facts.bytes > 0) counts.bytes = facts.bytes;
	if (facts.batch) counts.batches = 1;
	if (facts.memoryBytes !== undefined)
		counts.memoryBins = { [binOf(facts.memoryBytes)]: 1 };
	if (facts.errorCategory !== undefined)
		counts.errors = { [facts.errorCategory]: 1 };
	return counts;
}

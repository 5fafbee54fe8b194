import { addTally, type ReturnCounts, type Tally } from "../aggregation/tally";
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
	/** 1 once {@link DAY_LIMITS}.cells was met: no further cell is admitted. */
	cellsFull?: number;
	/** 1 once {@link DAY_LIMITS}.audiences was met: no further audience is admitted. */
	audiencesFull?: number;
}

/** What one day holds at most, whatever hosts send, so that its document stays bounded. */
export const DAY_LIMITS = {
	/** Further ones count under the workflow type and the operation type `other`. */
	cells: 20_000,
	/** The users of further ones are not counted apart. */
	audiences: 5_000,
} as const;

/**
 * Adds a change into a day, in place, and answers how many of its cells counted as `other`. What was
 * refused once stays refused, so that what was added can be taken back.
 */
export function addUsage(
	day: UsageDay,
	{ cells = {}, users = {} }: UsageDay,
	limits: { readonly cells: number; readonly audiences: number } = DAY_LIMITS,
): number {
	let refused = 0;
	let held = Object.keys(day.cells ?? {}).length;
	for (const [key, counts] of Object.entries(cells)) {
		const isNew = day.cells?.[key] === undefined;
		if (isNew && held >= limits.cells) day.cellsFull = 1;
		const isRefused = isNew && day.cellsFull === 1;
		if (isRefused) refused++;
		else if (isNew) held++;
		addTally(day, { cells: { [isRefused ? otherCell(key) : key]: counts } });
	}
	held = Object.keys(day.users ?? {}).length;
	for (const [audience, visits] of Object.entries(users)) {
		const isNew = day.users?.[audience] === undefined;
		if (isNew && held >= limits.audiences) day.audiencesFull = 1;
		if (isNew && day.audiencesFull === 1) continue;
		if (isNew) held++;
		addTally(day, { users: { [audience]: visits } });
	}
	return refused;
}

/** True if the day counts nothing. */
export function isBlank(day: UsageDay): boolean {
	return day.cells === undefined && day.users === undefined;
}

function otherCell(key: string): string {
	const { platform } = parseUsageCellKey(key);
	return usageCellKey({ platform, workflowType: "other", type: "other" });
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

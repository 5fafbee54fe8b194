import type { ReturnCounts } from "../tally/return-counts";
import { addTally, addToLeaf, branchOf, type Tally } from "../tally/tally";
import { type Bins, coarseBin } from "./quantiles";

/** What is counted of one operation type in one segment on one UTC day. All integers. */
export interface OperationCounts extends Tally {
	count?: number;
	successes?: number;
	durationMs?: number;
	/** Summed input bytes, in whole mebibytes: a sum of bytes would soon be beyond 2^53. */
	mebibytes?: number;
	/** Summed input bytes beyond the whole mebibytes of each operation. */
	bytes?: number;
	/** Operations with `batchSize` over 1. */
	batches?: number;
	durationBins?: Bins;
	/** Of the operations that reported memory. */
	memoryBins?: Bins;
	/** Failed operations by error category. */
	errors?: { [category: string]: number };
}

const MEBIBYTE = 2 ** 20;

/** The summed input bytes; exact up to 2^53, and what was added can be taken back beyond it. */
export function bytesOf({ mebibytes = 0, bytes = 0 }: OperationCounts): number {
	return mebibytes * MEBIBYTE + bytes;
}

/** Counts by {@link usageCellKey}. */
export interface UsageCells extends Tally {
	[cell: string]: OperationCounts;
}

/** The roll-up of one UTC day. */
export interface UsageDay extends Tally {
	cells?: UsageCells;
	/** By {@link audienceKeys audience}: who was active on this day, by their previous active day. */
	users?: { [audience: string]: ReturnCounts };
	/** 1 once {@link DAY_LIMITS}.cells was met: no further cell is admitted. */
	cellsFull?: number;
	/** 1 once {@link DAY_LIMITS}.bins was met: values without a bin of their own go to coarse ones. */
	binsFull?: number;
	/** 1 once {@link DAY_LIMITS}.audiences was met: no further audience is admitted. */
	audiencesFull?: number;
}

/** What one day holds at most, whatever hosts send, so that its document stays bounded. */
export const DAY_LIMITS = {
	/** Further ones count under the workflow type and the operation type `other`. */
	cells: 10_000,
	/** Bins of durations and memory; then further values are counted within 15 %, not 1 %. */
	bins: 300_000,
	/** The users of further ones are not counted apart. */
	audiences: 500,
} as const;

/** The form of {@link DAY_LIMITS}. */
export type DayLimits = { readonly [Name in keyof typeof DAY_LIMITS]: number };

/**
 * Adds a change into a day, in place, and returns how many of its cells counted as `other`. What was
 * refused once stays refused, so that what was added can be taken back.
 */
export function addUsage(
	day: UsageDay,
	{ cells = {}, users = {} }: UsageDay,
	limits: DayLimits = DAY_LIMITS,
): number {
	let refused = 0;
	let held = Object.keys(day.cells ?? {}).length;
	for (const [key, counts] of Object.entries(cells)) {
		const isNew = day.cells?.[key] === undefined;
		if (isNew && held >= limits.cells) day.cellsFull = 1;
		const isRefused = isNew && day.cellsFull === 1;
		if (isRefused) refused++;
		else if (isNew) held++;
		const cell = isRefused ? otherCell(key) : key;
		const added =
			day.binsFull === 1 ? withBinsOf(day.cells?.[cell], counts) : counts;
		addTally(day, { cells: { [cell]: added } });
	}
	if (day.binsFull !== 1 && binsHeld(day) > limits.bins) day.binsFull = 1;
	addAudiences(day, users, limits.audiences);
	return refused;
}

function addAudiences(
	day: UsageDay,
	users: NonNullable<UsageDay["users"]>,
	limit: number,
): void {
	let held = Object.keys(day.users ?? {}).length;
	for (const [audience, visits] of Object.entries(users)) {
		const isNew = day.users?.[audience] === undefined;
		if (isNew && held >= limit) day.audiencesFull = 1;
		if (isNew && day.audiencesFull === 1) continue;
		if (isNew) held++;
		addTally(day, { users: { [audience]: visits } });
	}
}

/** The counts, with the values that have no bin in the cell in coarse ones. */
function withBinsOf(
	cell: OperationCounts | undefined,
	counts: OperationCounts,
): OperationCounts {
	const fitted = { ...counts };
	for (const kind of ["durationBins", "memoryBins"] as const) {
		const bins = counts[kind];
		if (bins === undefined) continue;
		const fittedBins: Bins = {};
		for (const [bin, count] of Object.entries(bins)) {
			const key =
				cell?.[kind]?.[bin] === undefined ? coarseBin(Number(bin)) : bin;
			fittedBins[key] = (fittedBins[key] ?? 0) + count;
		}
		fitted[kind] = fittedBins;
	}
	return fitted;
}

function binsHeld(day: UsageDay): number {
	let held = 0;
	for (const counts of Object.values(day.cells ?? {})) {
		for (const _ in counts.durationBins) held++;
		for (const _ in counts.memoryBins) held++;
	}
	return held;
}

/** True if the day counts nothing. */
export function isBlank(day: UsageDay): boolean {
	return day.cells === undefined && day.users === undefined;
}

function otherCell(key: string): string {
	const { platform } = parseUsageCellKey(key);
	return usageCellKey({ platform, workflowType: "other", type: "other" });
}

/** Which operations a cell counts. */
export interface UsageCell {
	readonly platform: string;
	/** Empty where the host sent none. */
	readonly workflowType: string;
	readonly type: string;
}

/** Platform, workflow type and operation type as one key; slugs hold no `|`. */
export function usageCellKey(cell: UsageCell): string {
	return `${cell.platform}|${cell.workflowType}|${cell.type}`;
}

/** The inverse of {@link usageCellKey}. */
export function parseUsageCellKey(key: string): UsageCell {
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

/** An operation as a cell counts it. */
export interface BinnedOperation {
	readonly success: boolean;
	readonly batch: boolean;
	readonly durationMs: number;
	/** Of its input. */
	readonly bytes: number;
	/** As `binOf` and `coarseBin` number them. */
	readonly durationBin: number;
	/** Undefined where the host did not say. */
	readonly memoryBin: number | undefined;
	readonly errorCategory: string | undefined;
}

/** Counts a single operation in its cell, in place. */
export function countOperation(
	cells: UsageCells,
	cellKey: string,
	operation: BinnedOperation,
): void {
	const { bytes, memoryBin, errorCategory } = operation;
	const cell = branchOf(cells, cellKey);
	addToLeaf(cell, "count", 1);
	addToLeaf(cell, "successes", operation.success ? 1 : 0);
	addToLeaf(cell, "durationMs", operation.durationMs);
	addToLeaf(cell, "mebibytes", Math.floor(bytes / MEBIBYTE));
	addToLeaf(cell, "bytes", bytes % MEBIBYTE);
	addToLeaf(cell, "batches", operation.batch ? 1 : 0);
	cell.durationBins ??= {};
	addToLeaf(cell.durationBins, String(operation.durationBin), 1);
	if (memoryBin !== undefined) {
		cell.memoryBins ??= {};
		addToLeaf(cell.memoryBins, String(memoryBin), 1);
	}
	if (errorCategory !== undefined) {
		cell.errors ??= {};
		addToLeaf(cell.errors, errorCategory, 1);
	}
}

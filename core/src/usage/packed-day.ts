import { type PackedBins, packBins, unpackBins } from "./packed-bins";
import {
	type OperationCounts,
	parseUsageCellKey,
	type UsageCell,
	type UsageCells,
	type UsageDay,
} from "./usage-day";

/**
 * A day's roll-up as stores keep it: rows instead of a tree, which take half the bytes, and of which a
 * report reads a year in the time that a month of trees would take.
 */
export interface PackedDay {
	readonly cells: readonly PackedCell[];
	readonly users?: UsageDay["users"];
	readonly full?: readonly FullMark[];
}

/** What a {@link UsageDay} says of the bounds that it met. */
type FullMark = "cellsFull" | "binsFull" | "audiencesFull";

const FULL_MARKS: readonly FullMark[] = [
	...(["cellsFull", "binsFull", "audiencesFull"] as const),
];

/** A key and what is counted under it, in the order of {@link OperationCounts}. */
export type PackedCell = readonly [
	key: string,
	count: number,
	successes: number,
	durationMs: number,
	mebibytes: number,
	bytes: number,
	batches: number,
	durationBins: PackedBins,
	memoryBins: PackedBins,
	errors?: OperationCounts["errors"],
];

/** What a report adds up of a cell; see {@link OperationCounts}. */
export interface CountedCell extends UsageCell {
	readonly count: number;
	readonly successes: number;
	readonly durationMs: number;
	readonly mebibytes: number;
	readonly bytes: number;
	readonly batches: number;
	readonly durationBins: PackedBins;
	readonly memoryBins: PackedBins;
	readonly errors: Readonly<NonNullable<OperationCounts["errors"]>>;
}

/** The day as rows. Shares parts of it. */
export function packDay(day: UsageDay): PackedDay {
	const full = FULL_MARKS.filter((mark) => day[mark] === 1);
	return {
		cells: Object.entries(day.cells ?? {}).map(([key, counts]) =>
			packCell(key, counts),
		),
		...(day.users === undefined ? {} : { users: day.users }),
		...(full.length === 0 ? {} : { full }),
	};
}

/** The inverse of {@link packDay}: a day that the caller may change. Shares parts of what it is given. */
export function unpackDay({ cells, users, full = [] }: PackedDay): UsageDay {
	const unpacked: UsageCells = {};
	for (const cell of cells) unpacked[cell[0]] = countsOf(readCell(cell));
	const day: UsageDay = {};
	if (cells.length > 0) day.cells = unpacked;
	if (users !== undefined) day.users = users;
	for (const mark of full) day[mark] = 1;
	return day;
}

/** A row by the names of its columns. Written out, as a report of a year reads 100,000. */
export function readCell(row: PackedCell): CountedCell {
	const { platform, workflowType, type } = parseUsageCellKey(row[0]);
	return {
		platform,
		workflowType,
		type,
		count: row[1],
		successes: row[2],
		durationMs: row[3],
		mebibytes: row[4],
		bytes: row[5],
		batches: row[6],
		durationBins: row[7],
		memoryBins: row[8],
		errors: row[9] ?? NO_ERRORS,
	};
}

const NO_ERRORS = {};

function packCell(key: string, counts: OperationCounts): PackedCell {
	const { count = 0, successes = 0, durationMs = 0 } = counts;
	const { mebibytes = 0, bytes = 0, batches = 0, errors } = counts;
	const row = [
		...([
			key,
			count,
			successes,
			durationMs,
			mebibytes,
			bytes,
			batches,
		] as const),
		packBins(counts.durationBins),
		packBins(counts.memoryBins),
	] as const;
	return errors === undefined ? row : [...row, errors];
}

/** What is zero is not there, as in every tally. */
function countsOf(cell: CountedCell): OperationCounts {
	const counts: OperationCounts = {};
	for (const name of SUMS) if (cell[name] !== 0) counts[name] = cell[name];
	for (const name of ["durationBins", "memoryBins"] as const)
		if (cell[name] !== "") counts[name] = unpackBins(cell[name]);
	if (Object.keys(cell.errors).length > 0) counts.errors = { ...cell.errors };
	return counts;
}

const SUMS = [
	...(["count", "successes", "durationMs"] as const),
	...(["mebibytes", "bytes", "batches"] as const),
] as const;

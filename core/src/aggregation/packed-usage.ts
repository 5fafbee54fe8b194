import {
	type BinnedOperation,
	countOperation,
	type OperationCounts,
	type UsageCells,
} from "../usage/usage-day";

/**
 * A user's usage of one day as text. A page adds a few operations to the days of many users: as text
 * that is to append a line, where cells full of bins would have to be made when the record is read,
 * held, and written again.
 */
export interface PackedUsage {
	/** {@link usageCellKey Keys} of the day's cells in order of arrival; the texts name them by place. */
	cells: string[];
	/**
	 * What was counted in each of the first cells, in their order: six sums (count, successes, duration
	 * in ms, mebibytes, bytes, batches), bins of duration, bins of memory, errors;
	 * `2,1,90,0,512,0|225:1,226:1||timeout:1;1,1,...`. Empty before there is any.
	 */
	counted: string;
	/**
	 * Operations since then, in order of arrival: place of the cell, outcome (1 success, 2 batch, 3
	 * both), duration in ms, bytes, bin of the duration, bin of the memory, error; `0,1,45,256,193,,;`.
	 */
	recent: string;
}

/**
 * {@link PackedUsage.recent} is added up once it is longer than
 * `max(least, min(timesCounted * counted, counted + beyondCounted))` characters; `least` is about 130
 * operations. To add up then costs an operation little however much was counted, and a day stays as
 * short as its counts allow.
 */
const RECENT_LENGTH = { least: 4_096, timesCounted: 3, beyondCounted: 32_768 };

/** None of them is in a number or in an error category. */
const ITEM_MARK = ";";
const PART_MARK = "|";
const FIELD_MARK = ",";
const VALUE_MARK = ":";

/** A day on which nothing was counted yet. */
export function emptyPackedUsage(): PackedUsage {
	return { cells: [], counted: "", recent: "" };
}

/** Counts an operation in one of the day's cells, in place. */
export function addToPackedUsage(
	day: PackedUsage,
	cellKey: string,
	operation: BinnedOperation,
): void {
	const known = day.cells.indexOf(cellKey);
	const cell = known === -1 ? day.cells.push(cellKey) - 1 : known;
	const { memoryBin = "", errorCategory = "" } = operation;
	const outcome = (operation.success ? 1 : 0) + (operation.batch ? 2 : 0);
	day.recent += `${cell},${outcome},${operation.durationMs},${operation.bytes},${operation.durationBin},${memoryBin},${errorCategory}${ITEM_MARK}`;
	if (day.recent.length > recentLengthOf(day)) addUp(day);
}

/** How long the day's recent operations may be before they are added up. */
function recentLengthOf({ counted: { length } }: PackedUsage): number {
	const { least, timesCounted, beyondCounted } = RECENT_LENGTH;
	return Math.max(
		least,
		Math.min(timesCounted * length, length + beyondCounted),
	);
}

/** What the day counts, by cell. */
export function unpackUsage(day: PackedUsage): UsageCells {
	const cells: UsageCells = {};
	for (const [place, text] of itemsOf(day.counted).entries())
		cells[keyAt(day, place)] = unpackCounts(text);
	for (const text of itemsOf(day.recent)) {
		const [place = "", ...fields] = text.split(FIELD_MARK);
		countOperation(cells, keyAt(day, Number(place)), unpackOperation(fields));
	}
	return cells;
}

function addUp(day: PackedUsage): void {
	const cells = unpackUsage(day);
	day.counted = day.cells
		.map((key) => packCounts(cells[key] ?? {}))
		.join(ITEM_MARK);
	day.recent = "";
}

function itemsOf(text: string): string[] {
	if (text === "") return [];
	return (text.endsWith(ITEM_MARK) ? text.slice(0, -1) : text).split(ITEM_MARK);
}

function keyAt({ cells }: PackedUsage, place: number): string {
	const key = cells[place];
	if (key === undefined) throw new Error(`no cell ${place} in packed usage`);
	return key;
}

function packCounts(counts: OperationCounts): string {
	const { count = 0, successes = 0, durationMs = 0 } = counts;
	const { mebibytes = 0, bytes = 0, batches = 0 } = counts;
	return [
		[count, successes, durationMs, mebibytes, bytes, batches].join(FIELD_MARK),
		packTally(counts.durationBins),
		packTally(counts.memoryBins),
		packTally(counts.errors),
	].join(PART_MARK);
}

function unpackCounts(text: string): OperationCounts {
	const [sums = "", durations = "", memory = "", errors = ""] =
		text.split(PART_MARK);
	const [count, successes, durationMs, mebibytes, bytes, batches] = sums
		.split(FIELD_MARK)
		.map(Number);
	// What is zero is not there, as in every tally.
	const counts: OperationCounts = {};
	if (count) counts.count = count;
	if (successes) counts.successes = successes;
	if (durationMs) counts.durationMs = durationMs;
	if (mebibytes) counts.mebibytes = mebibytes;
	if (bytes) counts.bytes = bytes;
	if (batches) counts.batches = batches;
	if (durations !== "") counts.durationBins = unpackTally(durations);
	if (memory !== "") counts.memoryBins = unpackTally(memory);
	if (errors !== "") counts.errors = unpackTally(errors);
	return counts;
}

function packTally(tally: Readonly<Record<string, number>> = {}): string {
	let text = "";
	for (const key in tally)
		text += `${text === "" ? "" : FIELD_MARK}${key}${VALUE_MARK}${tally[key]}`;
	return text;
}

function unpackTally(text: string): Record<string, number> {
	const tally: Record<string, number> = {};
	for (const entry of text.split(FIELD_MARK)) {
		const mark = entry.indexOf(VALUE_MARK);
		tally[entry.slice(0, mark)] = Number(entry.slice(mark + 1));
	}
	return tally;
}

function unpackOperation([
	outcome,
	durationMs,
	bytes,
	durationBin,
	memoryBin = "",
	errorCategory = "",
]: string[]): BinnedOperation {
	return {
		success: (Number(outcome) & 1) === 1,
		batch: (Number(outcome) & 2) === 2,
		durationMs: Number(durationMs),
		bytes: Number(bytes),
		durationBin: Number(durationBin),
		memoryBin: memoryBin === "" ? undefined : Number(memoryBin),
		errorCategory: errorCategory === "" ? undefined : errorCategory,
	};
}

import { type PackedBins, packBins, unpackBins } from "./packed-bins";
import { type PackedVisits, packVisits, unpackVisits } from "./packed-visits";
import {
	type OperationCounts,
	parseUsageCellKey,
	type UsageCell,
	type UsageCells,
	type UsageDay,
} from "./usage-day";

/**
 * A day's roll-up as stores keep it: the cells as columns, each in the order of the keys. They take half
 * the bytes of a tree, and a report reads a year of them in the time that a month of trees would take.
 */
export interface PackedDay {
	/** Of the cells, with a space between them. */
	readonly keys: string;
	/** By the name of the column. */
	readonly sums: { readonly [Name in SumName]: readonly number[] };
	/** Of each cell {@link PackedBins}, with a comma between them. */
	readonly durationBins: string;
	readonly memoryBins: string;
	/** By the place of the cell; of those with errors. */
	readonly errors: { readonly [place: number]: ErrorCounts };
	/** By audience. */
	readonly users?: { readonly [audience: string]: PackedVisits };
	/** The bounds that the day met. */
	readonly full?: readonly FullMark[];
}

const SUM_NAMES = [
	"count",
	"successes",
	"durationMs",
	"mebibytes",
	"bytes",
	"batches",
] as const;
type SumName = (typeof SUM_NAMES)[number];

const FULL_MARKS = ["cellsFull", "binsFull", "audiencesFull"] as const;
type FullMark = (typeof FULL_MARKS)[number];

type ErrorCounts = NonNullable<OperationCounts["errors"]>;

/** What a report adds up of a cell; see {@link OperationCounts}. */
export interface CountedCell
	extends UsageCell,
		Readonly<Record<SumName, number>> {
	readonly durationBins: PackedBins;
	readonly memoryBins: PackedBins;
	readonly errors: Readonly<ErrorCounts>;
}

const KEY_MARK = " ";
const BINS_MARK = ",";

/** The day as columns. Shares parts of it. */
export function packDay({ cells = {}, users, ...marks }: UsageDay): PackedDay {
	const all = Object.values(cells);
	const column = (name: SumName) => all.map((counts) => counts[name] ?? 0);
	const binsOf = (name: "durationBins" | "memoryBins") =>
		all.map((counts) => packBins(counts[name])).join(BINS_MARK);
	const full = FULL_MARKS.filter((mark) => marks[mark] === 1);
	return {
		keys: Object.keys(cells).join(KEY_MARK),
		sums: {
			count: column("count"),
			successes: column("successes"),
			durationMs: column("durationMs"),
			mebibytes: column("mebibytes"),
			bytes: column("bytes"),
			batches: column("batches"),
		},
		durationBins: binsOf("durationBins"),
		memoryBins: binsOf("memoryBins"),
		errors: Object.fromEntries(
			all.flatMap(({ errors }, place) =>
				errors === undefined ? [] : [[place, errors]],
			),
		),
		...(users === undefined ? {} : { users: mapValues(users, packVisits) }),
		...(full.length === 0 ? {} : { full }),
	};
}

/** The inverse of {@link packDay}: a day that the caller may change. Shares parts of what it is given. */
export function unpackDay(packed: PackedDay): UsageDay {
	const cells: UsageCells = {};
	const keys = keysOf(packed);
	for (const [place, cell] of cellsOf(packed).entries())
		cells[keys[place] ?? ""] = countsOf(cell);
	const { users, full = [] } = packed;
	const day: UsageDay = {};
	if (keys.length > 0) day.cells = cells;
	if (users !== undefined) day.users = mapValues(users, unpackVisits);
	for (const mark of full) day[mark] = 1;
	return day;
}

/**
 * The cells, those of the segments that match. A year has 100,000, so that each costs one object;
 * `parseKey` may know keys from other days.
 */
export function cellsOf(
	packed: PackedDay,
	matches: (cell: UsageCell) => boolean = () => true,
	parseKey: (key: string) => UsageCell = parseUsageCellKey,
): CountedCell[] {
	const { sums, errors } = packed;
	const durationBins = packed.durationBins.split(BINS_MARK);
	const memoryBins = packed.memoryBins.split(BINS_MARK);
	const cells: CountedCell[] = [];
	for (const [place, key] of keysOf(packed).entries()) {
		const cell = parseKey(key);
		if (!matches(cell)) continue;
		cells.push({
			platform: cell.platform,
			workflowType: cell.workflowType,
			type: cell.type,
			count: sums.count[place] ?? 0,
			successes: sums.successes[place] ?? 0,
			durationMs: sums.durationMs[place] ?? 0,
			mebibytes: sums.mebibytes[place] ?? 0,
			bytes: sums.bytes[place] ?? 0,
			batches: sums.batches[place] ?? 0,
			durationBins: durationBins[place] ?? "",
			memoryBins: memoryBins[place] ?? "",
			errors: errors[place] ?? NO_ERRORS,
		});
	}
	return cells;
}

const NO_ERRORS = {};

function keysOf({ keys }: PackedDay): string[] {
	return keys === "" ? [] : keys.split(KEY_MARK);
}

function mapValues<Value, Mapped>(
	record: { readonly [key: string]: Value },
	map: (value: Value) => Mapped,
): Record<string, Mapped> {
	return Object.fromEntries(
		Object.entries(record).map(([key, value]) => [key, map(value)]),
	);
}

/** What is zero is not there, as in every tally. */
function countsOf(cell: CountedCell): OperationCounts {
	const counts: OperationCounts = {};
	for (const name of SUM_NAMES) if (cell[name] !== 0) counts[name] = cell[name];
	for (const name of ["durationBins", "memoryBins"] as const)
		if (cell[name] !== "") counts[name] = unpackBins(cell[name]);
	if (cell.errors !== NO_ERRORS) counts.errors = { ...cell.errors };
	return counts;
}

import { z } from "zod";
import type { Immutable } from "../immutable";
import { byValue, increase } from "../tally/sums";
import type { CountedCell } from "../usage/packed-day";
import { countsSchema, daySchema } from "./figure-schemas";
import { shownWorkflowType } from "./figures";
import { type ReportHome, readRange, type UsageQuery } from "./usage-range";

/** What the operations of a day can be told apart by. */
export const DAILY_KEYS = ["platform", "workflowType", "operation"] as const;

/** One of {@link DAILY_KEYS}. */
export type DailyKey = (typeof DAILY_KEYS)[number];

/** The most keys that a report has beside {@link OTHER_KEY}. */
export const MAX_DAILY_KEYS = 20;

/** What stands for all keys that are not told apart; also where a roll-up could not do so. */
export const OTHER_KEY = "other";

/** The operations of each UTC day of `[start, end)`, by a key. */
export const dailyReportSchema = z
	.object({
		start: daySchema.describe("The first UTC day of the report"),
		end: daySchema.describe("The UTC day that the report ends before"),
		by: z.enum(DAILY_KEYS).describe("What the keys are"),
		keys: z
			.array(z.string())
			.describe(
				"By operations of the range, descending; the rest as `other`, last",
			),
		daily: z
			.array(
				z.object({
					date: daySchema.describe("The UTC day"),
					counts: countsSchema.describe(
						"Operations by key; keys with none are left out",
					),
				}),
			)
			.describe("Every day of the range, in order"),
	})
	.meta({
		id: "DailyReport",
		description: "The operations of each day of a range, by a key.",
	});

/** As {@link dailyReportSchema} says. */
export type DailyReport = Immutable<z.output<typeof dailyReportSchema>>;

/** Which operations to report, by what. */
export interface DailyQuery extends UsageQuery {
	readonly by: DailyKey;
	/** Keys that are told apart, 1 to {@link MAX_DAILY_KEYS}. */
	readonly limit: number;
}

/**
 * Reports the operations of each day by the most frequent keys, from the daily roll-ups.
 *
 * @throws {BadRangeError} if the range is empty or longer than `MAX_REPORT_DAYS`
 */
export async function reportDaily(
	home: ReportHome,
	query: DailyQuery,
): Promise<DailyReport> {
	const { by, limit } = query;
	const { start, end, days } = await readRange(home, query);
	const all = new Map<string, number>();
	for (const { cells } of days) addCounts(all, cells, by);
	const keys = byValue(all)
		.map(([key]) => key)
		.filter((key) => key !== OTHER_KEY);
	const shown = keys.slice(0, limit);
	const hasOther = keys.length > limit || all.has(OTHER_KEY);
	const isShown = new Set(shown);
	const daily = days.map(({ date, cells }) => {
		const ofDay = new Map<string, number>();
		addCounts(ofDay, cells, by);
		const counts = new Map<string, number>();
		for (const [key, operations] of byValue(ofDay))
			increase(counts, isShown.has(key) ? key : OTHER_KEY, operations);
		return { date, counts: Object.fromEntries(counts) };
	});
	return {
		start,
		end,
		by,
		keys: hasOther ? [...shown, OTHER_KEY] : shown,
		daily,
	};
}

function addCounts(
	sums: Map<string, number>,
	cells: readonly CountedCell[],
	by: DailyKey,
): void {
	for (const cell of cells) increase(sums, KEY_OF[by](cell), cell.count);
}

const KEY_OF: Readonly<Record<DailyKey, (cell: CountedCell) => string>> = {
	platform: ({ platform }) => platform,
	workflowType: ({ workflowType }) => shownWorkflowType(workflowType),
	operation: ({ type }) => type,
};

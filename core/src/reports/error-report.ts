import { z } from "zod";
import type { Immutable } from "../immutable";
import type { CountedCell } from "../usage/packed-day";
import { ErrorSums } from "./error-sums";
import { countSchema, countsSchema, daySchema } from "./figure-schemas";
import { ratio } from "./figures";
import { OperationSums } from "./operation-sums";
import { errorShareSchema, errorStatisticsSchema } from "./usage-parts";
import { type ReportHome, readRange, type UsageQuery } from "./usage-range";

/** What failed, and why, in a range of UTC days `[start, end)`. */
export const errorReportSchema = z
	.object({
		start: daySchema.describe("The first UTC day of the report"),
		end: daySchema.describe("The UTC day that the report ends before"),
		totalFailed: countSchema.describe("Failed operations of the range"),
		errors: z
			.array(errorShareSchema.extend(errorStatisticsSchema.shape))
			.describe("By frequency, descending"),
		daily: z
			.array(
				z.object({
					date: daySchema.describe("The UTC day"),
					failed: countSchema.describe("Failed operations of the day"),
					byCategory: countsSchema.describe(
						"Failed operations by category; those with none are left out",
					),
				}),
			)
			.describe("Every day of the range, in order"),
	})
	.meta({
		id: "ErrorReport",
		description: "What failed, and why, in a range of UTC days.",
	});

/** As {@link errorReportSchema} says. */
export type ErrorReport = Immutable<z.output<typeof errorReportSchema>>;

/** Which failures to report. */
export interface ErrorQuery extends UsageQuery {
	/** Only those of this operation type. */
	readonly operation?: string | undefined;
}

/**
 * Reports failed operations by category from the daily roll-ups.
 *
 * @throws {BadRangeError} if the range is empty or longer than `MAX_REPORT_DAYS`
 */
export async function reportErrors(
	home: ReportHome,
	query: ErrorQuery,
): Promise<ErrorReport> {
	const { start, end, days } = await readRange(home, query);
	const all = new Failures();
	const daily = days.map(({ date, cells }) => {
		const ofDay = new Failures();
		for (const cell of cells) {
			if (query.operation !== undefined && query.operation !== cell.type)
				continue;
			ofDay.add(cell);
			all.add(cell);
		}
		const byCategory = ofDay.errors
			.statistics()
			.map(({ category, frequency }) => [category, frequency]);
		return {
			date,
			failed: ofDay.sums.failures,
			byCategory: Object.fromEntries(byCategory),
		};
	});
	const totalFailed = all.sums.failures;
	return {
		start,
		end,
		totalFailed,
		errors: all.errors.statistics().map((error) => ({
			...error,
			share: ratio(error.frequency, totalFailed),
		})),
		daily,
	};
}

/** How many failed, and why. */
class Failures {
	readonly sums = new OperationSums();
	readonly errors = new ErrorSums();

	add(cell: CountedCell): void {
		this.sums.add(cell);
		this.errors.add(cell);
	}
}

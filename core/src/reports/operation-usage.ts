import { z } from "zod";
import type { Immutable } from "../immutable";
import { ErrorSums } from "./error-sums";
import { countSchema, daySchema } from "./figure-schemas";
import { ratio, shownWorkflowType } from "./figures";
import { SumsBy } from "./operation-sums";
import { OperationTotals } from "./operation-totals";
import {
	errorShareSchema,
	operationStatisticsSchema,
	platformShareSchema,
	timeFigures,
	workflowTypeShareSchema,
} from "./usage-parts";
import { type ReportHome, readRange, type UsageQuery } from "./usage-range";

/** The usage of one operation type in a range of UTC days `[start, end)`. */
export const operationUsageSchema = z
	.object({
		start: daySchema.describe("The first UTC day of the report"),
		end: daySchema.describe("The UTC day that the report ends before"),
		operation: operationStatisticsSchema.describe("Of the whole range"),
		daily: z
			.array(
				z.object({ date: daySchema.describe("The UTC day"), ...timeFigures }),
			)
			.describe("Every day of the range, in order"),
		errors: z
			.array(errorShareSchema)
			.describe(
				"By frequency, descending; shares are of its failed operations",
			),
		platforms: z
			.array(platformShareSchema)
			.describe("By operations, descending; shares are of its operations"),
		workflowTypes: z
			.array(workflowTypeShareSchema)
			.describe("By operations, descending; shares are of its operations"),
		batches: countSchema.describe("Operations whose `batchSize` is over 1"),
	})
	.meta({
		id: "OperationUsage",
		description:
			"The usage of one operation type. Durations are milliseconds, rates 0 to 1; a mean, rate or quantile over nothing is 0.",
	});

/** As {@link operationUsageSchema} says. */
export type OperationUsage = Immutable<z.output<typeof operationUsageSchema>>;

/**
 * Reports one operation type from the daily roll-ups; zeros if nothing of it was counted.
 *
 * @throws {BadRangeError} if the range is empty or longer than `MAX_REPORT_DAYS`
 */
export async function reportOperation(
	home: ReportHome,
	operation: string,
	query: UsageQuery,
): Promise<OperationUsage> {
	const { start, end, days } = await readRange(home, query);
	const all = new OperationTotals();
	const errors = new ErrorSums();
	const platforms = new SumsBy();
	const workflowTypes = new SumsBy();
	const daily = days.map(({ date, cells }) => {
		const ofDay = new OperationTotals();
		for (const cell of cells) {
			if (cell.type !== operation) continue;
			for (const totals of [all, ofDay]) totals.add(cell);
			errors.add(cell);
			platforms.add(cell.platform, cell);
			workflowTypes.add(shownWorkflowType(cell.workflowType), cell);
		}
		return { date, ...ofDay.describeTimes() };
	});
	const { operations: count, failures } = all.sums;
	return {
		start,
		end,
		operation: all.describe(operation),
		daily,
		errors: errors.statistics().map(({ category, frequency }) => ({
			category,
			frequency,
			share: ratio(frequency, failures),
		})),
		platforms: platforms.byOperations().map(([platform, { operations }]) => ({
			platform,
			operations,
			share: ratio(operations, count),
		})),
		workflowTypes: workflowTypes
			.byOperations()
			.map(([workflowType, { operations }]) => ({
				workflowType,
				operations,
				share: ratio(operations, count),
			})),
		batches: all.batches,
	};
}

import { z } from "zod";
import { addTally } from "../aggregation/tally";
import type { Immutable } from "../immutable";
import type { OperationCounts } from "../usage/usage-day";
import { ErrorSums } from "./error-sums";
import { countSchema, daySchema } from "./figure-schemas";
import { ratio, shownWorkflowType } from "./figures";
import { describeOperation, describeTimes } from "./operation-statistics";
import { SumsBy } from "./operation-sums";
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
	const all: OperationCounts = {};
	const platforms = new SumsBy();
	const workflowTypes = new SumsBy();
	const daily = days.map(({ date, cells }) => {
		const ofDay: OperationCounts = {};
		for (const { type, platform, workflowType, counts } of cells) {
			if (type !== operation) continue;
			addTally(ofDay, counts);
			platforms.add(platform, counts);
			workflowTypes.add(workflowType, counts);
		}
		addTally(all, ofDay);
		return { date, ...describeTimes(ofDay) };
	});
	const { count = 0, successes = 0, batches = 0 } = all;
	return {
		start,
		end,
		operation: describeOperation(operation, all),
		daily,
		errors: errorShares(operation, all, count - successes),
		platforms: platforms.byOperations().map(([platform, { operations }]) => ({
			...{ platform, operations, share: ratio(operations, count) },
		})),
		workflowTypes: workflowTypes
			.byOperations()
			.map(([workflowType, { operations }]) => ({
				workflowType: shownWorkflowType(workflowType),
				...{ operations, share: ratio(operations, count) },
			})),
		batches,
	};
}

function errorShares(
	operation: string,
	counts: OperationCounts,
	failed: number,
): OperationUsage["errors"] {
	const sums = new ErrorSums();
	sums.add(operation, counts);
	return sums.statistics().map(({ category, frequency }) => ({
		...{ category, frequency, share: ratio(frequency, failed) },
	}));
}

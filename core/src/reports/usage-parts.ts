import { z } from "zod";
import {
	countSchema,
	countsSchema,
	meanMsSchema,
	rateSchema,
} from "./figure-schemas";

/** Of the operations that are counted beside it. */
export const successRate = rateSchema.describe(
	"Share of the operations that succeeded, 0 to 1",
);
/** Of the operations that are counted beside it. */
export const avgProcessingTime = meanMsSchema.describe(
	"Mean over the operations, milliseconds",
);
const operations = countSchema.describe("Operations");
const share = rateSchema.describe("Of all operations, 0 to 1");

const platform = z.string().describe("The host that reported");
const workflowType = z
	.string()
	.describe(
		"`unspecified` where hosts sent none; `other` for those beyond what a user holds apart",
	);

/** The part of all operations that a platform has. */
export const platformShareSchema = z.object({ platform, operations, share });

/** The part of all operations that a workflow type has. */
export const workflowTypeShareSchema = z.object({
	workflowType,
	operations,
	share,
});

/** What else a report of usage tells of a platform or a workflow type. */
export const segmentFigures = {
	uniqueUsers: countSchema.describe(
		"Distinct users of the range; exact, but for days that could not hold all workflow types apart",
	),
	successRate,
	avgProcessingTime,
} as const;

/** What is told of the times of operations. */
export const timeFigures = {
	count: countSchema.describe("Operations"),
	successRate,
	avgProcessingTime,
	p50: meanMsSchema.describe("Median, milliseconds, within 1 %"),
	p95: meanMsSchema.describe("95th percentile, milliseconds, within 1 %"),
	p99: meanMsSchema.describe("99th percentile, milliseconds, within 1 %"),
} as const;

/** The usage of one operation type. */
export const operationStatisticsSchema = z
	.object({
		operation: z
			.string()
			.describe(
				"The operation type; `other` for those beyond what a user, or a day, holds apart",
			),
		...timeFigures,
		totalBytes: z
			.number()
			.min(0)
			.describe("Sum of the input files, bytes; exact up to 2^53"),
		peakMemory: z
			.number()
			.min(0)
			.nullable()
			.describe(
				"The most that an operation used, bytes, within 1 %; null where no host reported any",
			),
	})
	.meta({
		id: "OperationStatistics",
		description: "The usage of one operation type.",
	});

/** How often operations failed for one kind of reason. */
export const errorStatisticsSchema = z
	.object({
		category: z
			.string()
			.describe("What failed, such as `input_not_found` or `timeout`"),
		frequency: countSchema.describe("Failed operations"),
		byOperation: countsSchema.describe("Failed operations by operation type"),
	})
	.meta({
		id: "ErrorStatistics",
		description: "How often operations failed for one kind of reason.",
	});

/** The part of all failed operations that failed for one kind of reason. */
export const errorShareSchema = z.object({
	...errorStatisticsSchema.pick({ category: true, frequency: true }).shape,
	share: rateSchema.describe("Of the failed operations, 0 to 1"),
});

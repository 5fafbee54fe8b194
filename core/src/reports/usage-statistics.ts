import { z } from "zod";
import type { Immutable } from "../immutable";
import {
	countSchema,
	countsSchema,
	daySchema,
	monthSchema,
	patternFigures,
} from "./figure-schemas";
import {
	avgProcessingTime,
	errorStatisticsSchema,
	operationStatisticsSchema,
	platformShareSchema,
	segmentFigures,
	successRate,
	workflowTypeShareSchema,
} from "./usage-parts";

const workflowStatisticsSchema = z
	.object({
		...patternFigures,
	})
	.meta({
		id: "WorkflowStatistics",
		description: "How often a sequence occurred in the months of the report.",
	});

const dayStatisticsSchema = z
	.object({
		date: daySchema.describe("The UTC day"),
		totalOperations: countSchema.describe("Operations of the day"),
		uniqueUsers: countSchema.describe("Distinct users of the day; exact"),
		avgProcessingTime,
		successRate,
	})
	.meta({ id: "DayStatistics", description: "The usage of one UTC day." });

/**
 * The usage of a range of UTC days `[start, end)`. Durations are ms, rates 0 to 1. A mean or rate
 * over nothing is 0.
 */
export const usageStatisticsSchema = z
	.object({
		start: daySchema.describe("The first UTC day of the report"),
		end: daySchema.describe("The UTC day that the report ends before"),
		totalOperations: countSchema.describe("Operations of the range"),
		uniqueUsers: countSchema.describe("Distinct users of the range; exact"),
		avgProcessingTime,
		successRate,
		topOperations: z
			.array(operationStatisticsSchema)
			.describe("By count, descending"),
		topWorkflows: z
			.array(workflowStatisticsSchema)
			.describe(
				"By frequency, descending; under a filter, of the 400 that are the most frequent without it. They cover whole months: those in `workflowMonths`",
			),
		workflowMonths: z
			.array(monthSchema)
			.describe(
				"The UTC months that the range touches, which `topWorkflows` covers",
			),
		errorAnalysis: z
			.array(errorStatisticsSchema)
			.describe("By frequency, descending"),
		platforms: z
			.array(platformShareSchema.extend(segmentFigures))
			.describe("By operations, descending"),
		workflowTypes: z
			.array(workflowTypeShareSchema.extend(segmentFigures))
			.describe("By operations, descending"),
		batches: z
			.object({
				operations: countSchema.describe("Operations"),
				byWorkflowType: countsSchema.describe("Operations by workflow type"),
			})
			.describe("Operations whose `batchSize` is over 1"),
		daily: z
			.array(dayStatisticsSchema)
			.describe("Every day of the range, in order"),
	})
	.meta({
		id: "UsageStatistics",
		description:
			"The usage of a range of UTC days. Durations are milliseconds, rates 0 to 1; a mean or rate over nothing is 0.",
	});

/** As {@link usageStatisticsSchema} says. */
export type UsageStatistics = Immutable<z.output<typeof usageStatisticsSchema>>;

/** The usage of one operation type. */
export type OperationStatistics = UsageStatistics["topOperations"][number];

/** How often a sequence occurred in the months of the report. */
export type WorkflowStatistics = UsageStatistics["topWorkflows"][number];

/** How often operations failed for one kind of reason. */
export type ErrorStatistics = UsageStatistics["errorAnalysis"][number];

/** The usage of one UTC day. */
export type DayStatistics = UsageStatistics["daily"][number];

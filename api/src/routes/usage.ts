import {
	type Analytics,
	MAX_REPORT_DAYS,
	operationUsageSchema,
	usageStatisticsSchema,
} from "@ffmpeg-analytics/core";
import { z } from "zod";
import { answer } from "../reply";
import { operationType, rangeParameters } from "../requests/report-parameters";
import { READING } from "./reading";
import { defineRoute, type Route } from "./route";

/** The usage of all operations, and that of one type. */
export function usageRoutes(
	analytics: Pick<Analytics, "usage" | "operationUsage">,
): Route[] {
	return [usageRoute(analytics), operationUsageRoute(analytics)];
}

function usageRoute(analytics: Pick<Analytics, "usage">): Route {
	return defineRoute(
		{
			...READING,
			path: "/api/v1/usage",
			name: "getUsage",
			summary: "The usage of a range of days",
			description: `How many operations and users there were, how long operations took, how often they failed and why; for the whole range and day by day. A range has at most ${MAX_REPORT_DAYS} days.`,
			query: z.strictObject(rangeParameters),
			answer: usageStatisticsSchema,
			answerDescription: "The usage of the range.",
		},
		async ({ query }) => answer(await analytics.usage(query)),
	);
}

function operationUsageRoute(
	analytics: Pick<Analytics, "operationUsage">,
): Route {
	return defineRoute(
		{
			...READING,
			path: "/api/v1/usage/operations/:operation",
			name: "getOperationUsage",
			summary: "The usage of one operation type",
			description: `How often operations of one type were done, how long they took, how often they failed and why; for the whole range and day by day. It is all zeros if none was counted. A range has at most ${MAX_REPORT_DAYS} days.`,
			parameters: z.object({
				operation: operationType.describe("The operation type: `to_mp3`"),
			}),
			query: z.strictObject(rangeParameters),
			answer: operationUsageSchema,
			answerDescription: "The usage of the operation type.",
		},
		async ({ parameters, query }) =>
			answer(await analytics.operationUsage(parameters.operation, query)),
	);
}

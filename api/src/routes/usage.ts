import {
	type Analytics,
	MAX_REPORT_DAYS,
	PLATFORMS,
	SLUG_PATTERN,
	usageStatisticsSchema,
} from "@ffmpeg-analytics/core";
import { z } from "zod";
import { answer } from "../reply";
import { endDay, startDay } from "../requests/query";
import { READING } from "./reading";
import { defineRoute, type Route } from "./route";

/** `GET /api/v1/usage` */
export function usageRoute(analytics: Pick<Analytics, "usage">): Route {
	return defineRoute(
		{
			...READING,
			path: "/api/v1/usage",
			name: "getUsage",
			summary: "The usage of a range of days",
			description: `How many operations and users there were, how long operations took, how often they failed and why; for the whole range and day by day. A range has at most ${MAX_REPORT_DAYS} days.`,
			query: usageParameters,
			answer: usageStatisticsSchema,
			answerDescription: "The usage of the range.",
		},
		async ({ query }) => answer(await analytics.usage(query)),
	);
}

const usageParameters = z.strictObject({
	start: startDay
		.optional()
		.describe(
			"The first UTC day, or an instant in it. Default: 30 days before `end`",
		),
	end: endDay
		.optional()
		.describe(
			"The UTC day that the range ends before; an instant within a day leaves that day in. Default: tomorrow, so that today is in",
		),
	platform: z
		.enum(PLATFORMS, { error: `must be one of ${PLATFORMS.join(", ")}` })
		.optional()
		.describe("Only what this host reported"),
	workflowType: z
		.string()
		.regex(SLUG_PATTERN, "must be a workflow type, or unspecified")
		.optional()
		.describe(
			"Only this workflow type; `unspecified` for operations without one",
		),
});

import {
	type Analytics,
	DAILY_KEYS,
	dailyReportSchema,
	MAX_DAILY_KEYS,
	MAX_REPORT_DAYS,
} from "@ffmpeg-analytics/core";
import { z } from "zod";
import { answer } from "../reply";
import { wholeNumber } from "../requests/query";
import { rangeParameters } from "../requests/report-parameters";
import { READING } from "./reading";
import { defineRoute, type Route } from "./route";

/** `GET /api/v1/usage/daily` */
export function dailyRoute(analytics: Pick<Analytics, "daily">): Route {
	return defineRoute(
		{
			...READING,
			path: "/api/v1/usage/daily",
			name: "getDailyUsage",
			summary: "The operations of each day, by what they were",
			description: `How many operations there were on each day by platform, workflow type or operation type. The most frequent ones are told apart; the rest is \`other\`. A range has at most ${MAX_REPORT_DAYS} days.`,
			query: z.strictObject({
				...rangeParameters,
				by: z
					.enum(DAILY_KEYS, {
						error: `must be one of ${DAILY_KEYS.join(", ")}`,
					})
					.default("platform")
					.describe("What operations are told apart by"),
				limit: wholeNumber(1, MAX_DAILY_KEYS)
					.default(8)
					.describe("How many are told apart, at most"),
			}),
			answer: dailyReportSchema,
			answerDescription: "The operations of each day.",
		},
		async ({ query }) => answer(await analytics.daily(query)),
	);
}

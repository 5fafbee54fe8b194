import {
	type Analytics,
	errorReportSchema,
	MAX_REPORT_DAYS,
} from "@ffmpeg-analytics/core";
import { z } from "zod";
import { answer } from "../reply";
import { operationType, rangeParameters } from "../requests/report-parameters";
import { READING } from "./reading";
import { defineRoute, type Route } from "./route";

/** `GET /api/v1/usage/errors` */
export function errorsRoute(analytics: Pick<Analytics, "errors">): Route {
	return defineRoute(
		{
			...READING,
			path: "/api/v1/usage/errors",
			name: "getErrors",
			summary: "What failed, and why",
			description: `How many operations failed, by the reason and the operation type; for the whole range and day by day. A range has at most ${MAX_REPORT_DAYS} days. \`GET /api/v1/operations?outcome=failed\` shows examples.`,
			query: z.strictObject({
				...rangeParameters,
				operation: operationType
					.optional()
					.describe("Only what failed of this operation type"),
			}),
			answer: errorReportSchema,
			answerDescription: "The failed operations of the range.",
		},
		async ({ query }) => answer(await analytics.errors(query)),
	);
}

import {
	type Analytics,
	ERROR_CATEGORIES,
	MAX_FILTERED_EVENTS,
} from "@ffmpeg-analytics/core";
import { z } from "zod";
import { answer } from "../reply";
import { pageToken, wholeNumber } from "../requests/query";
import {
	operationType,
	platform,
	workflowType,
} from "../requests/report-parameters";
import { describeOperation, operationSchema } from "./operation-view";
import { MAX_LIMIT, READING } from "./reading";
import { defineRoute, type Route } from "./route";

/** `GET /api/v1/operations` */
export function operationsRoute(
	analytics: Pick<Analytics, "operations">,
): Route {
	return defineRoute(
		{
			...READING,
			path: "/api/v1/operations",
			name: "listOperations",
			summary: "Recent operations",
			description: `Lists stored operations, the latest first, without private values. Under a filter it looks at ${MAX_FILTERED_EVENTS} of them for one answer: so a page may hold fewer than \`limit\`, even none, and still have a next one.`,
			query: operationParameters,
			answer: operationPageSchema,
			answerDescription: "A page of operations.",
		},
		async ({ query }) => {
			const { pageToken: after, ...wanted } = query;
			const page = await analytics.operations({ ...wanted, after });
			return answer({
				operations: page.items.map(describeOperation),
				nextPageToken: page.next,
			});
		},
	);
}

const operationParameters = z.strictObject({
	limit: wholeNumber(1, MAX_LIMIT)
		.default(50)
		.describe("The most operations in the answer"),
	pageToken: pageToken.optional(),
	outcome: z
		.enum(["succeeded", "failed"], { error: "must be succeeded or failed" })
		.optional()
		.describe("Only those that ended so"),
	errorCategory: z
		.enum(ERROR_CATEGORIES, {
			error: `must be one of ${ERROR_CATEGORIES.join(", ")}`,
		})
		.optional()
		.describe("Only those that failed for this reason"),
	operation: operationType.optional().describe("Only this operation type"),
	platform: platform.optional(),
	workflowType: workflowType.optional(),
});

const operationPageSchema = z
	.object({
		operations: z.array(operationSchema).describe("The latest first"),
		nextPageToken: z
			.string()
			.optional()
			.describe(
				"Where the next page begins; absent at the end. Under a filter a page may hold fewer than `limit`, even none, and still have a next one",
			),
	})
	.meta({ id: "OperationPage", description: "A page of recent operations." });

import type { Analytics } from "@ffmpeg-analytics/core";
import { z } from "zod";
import { answer } from "../reply";
import { pageToken, wholeNumber } from "../requests/query";
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
			description:
				"Lists stored operations, the latest first, without private values.",
			query: operationParameters,
			answer: operationPageSchema,
			answerDescription: "A page of operations.",
		},
		async ({ query }) => {
			const { limit, pageToken: after } = query;
			const page = await analytics.operations({ limit, after });
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
});

const operationPageSchema = z
	.object({
		operations: z.array(operationSchema).describe("The latest first"),
		nextPageToken: z
			.string()
			.optional()
			.describe("Where the next page begins; absent at the end"),
	})
	.meta({ id: "OperationPage", description: "A page of recent operations." });

import type { Analytics } from "@ffmpeg-analytics/core";
import { z } from "zod";
import { answer } from "../reply";
import { noParameters } from "../requests/query";
import { unreadBody } from "../requests/request-body";
import { defineRoute, type Route } from "./route";

const healthSchema = z
	.object({
		status: z.literal("ok"),
		version: z.string().describe("Of the service"),
	})
	.meta({ id: "Health", description: "The service and its store answer." });

/** Whether the store answers. Takes any query: monitors add some of their own. */
export function healthRoutes(
	analytics: Pick<Analytics, "ping">,
	version: string,
): Route[] {
	return [
		defineRoute(
			{
				method: "GET",
				path: "/api/v1/health",
				access: "anyone",
				name: "getHealth",
				summary: "Whether the service is up",
				description: "Asks the store for a sign of life. Any query is ignored.",
				parameters: noParameters,
				query: undefined,
				body: unreadBody,
				answer: healthSchema,
				answerDescription: "The service and its store answer.",
				problems: ["unavailable"],
			},
			async () => {
				await analytics.ping();
				return answer({ status: "ok", version });
			},
		),
	];
}

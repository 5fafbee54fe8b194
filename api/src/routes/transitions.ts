import {
	type Analytics,
	MAX_TRANSITIONS,
	transitionsSchema,
} from "@ffmpeg-analytics/core";
import { z } from "zod";
import { answer } from "../reply";
import { wholeNumber } from "../requests/query";
import { rangeParameters } from "../requests/report-parameters";
import { READING } from "./reading";
import { defineRoute, type Route } from "./route";

/** `GET /api/v1/transitions` */
export function transitionsRoute(
	analytics: Pick<Analytics, "transitions">,
): Route {
	return defineRoute(
		{
			...READING,
			path: "/api/v1/transitions",
			name: "listTransitions",
			summary: "Which step follows which",
			description: `Lists the sequences of two steps by frequency, descending. They cover the whole months that the range touches. Under a filter they are those of the ${MAX_TRANSITIONS} that are the most frequent without it.`,
			query: z.strictObject({
				...rangeParameters,
				limit: wholeNumber(1, MAX_TRANSITIONS)
					.default(100)
					.describe("The most transitions in the answer"),
			}),
			answer: transitionsSchema,
			answerDescription: "The transitions.",
		},
		async ({ query }) => answer(await analytics.transitions(query)),
	);
}

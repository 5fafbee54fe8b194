import {
	type Analytics,
	fieldErrors,
	IN_WORDS,
	identifiedSequenceSchema,
	MAX_QUESTION_OPERATIONS,
	MAX_TIMEFRAME_MINUTES,
	type SequenceQuestion,
	slugSchema,
	userIdSchema,
} from "@ffmpeg-analytics/core";
import { z } from "zod";
import type { Authorize } from "../access/authorize";
import { invalidRequest } from "../problems";
import { answer, ok, type Result } from "../reply";
import { noParameters } from "../requests/query";
import { jsonBody } from "../requests/request-body";
import { defineRoute, type Route } from "./route";

/**
 * `POST /api/v1/sequences/identify`. A host may ask about operations that it tells; what a user did is
 * for readers, so that an ingest key, which lies on other machines, opens nothing about anybody.
 */
export function identifySequenceRoute(
	analytics: Pick<Analytics, "identify">,
	authorize: Authorize,
): Route {
	return defineRoute(
		{
			method: "POST",
			path: "/api/v1/sequences/identify",
			access: "ingestOrRead",
			name: "identifySequence",
			summary: "The sequence that operations end in",
			description: DESCRIPTION,
			parameters: noParameters,
			query: noParameters,
			body: jsonBody(questionSchema, readQuestion),
			answer: identifiedSequenceSchema,
			answerDescription: "The sequence, or that none is known.",
			problems: ["unavailable"],
		},
		async ({ body, request }) => {
			if (body.operations === undefined) {
				const refusal = await authorize(request, "read");
				if (refusal !== undefined)
					return { ...refusal, detail: `${refusal.detail} ${WITH_OPERATIONS}` };
			}
			return answer(await analytics.identify(body));
		},
	);
}

const DESCRIPTION = `Answers the longest known sequence, of six steps down to two, that the operations end in, and its template if it has an active one. A run of operations of the same type is one step. A sequence is known from its first occurrence on, once that has been counted; \`frequency\` says how often it occurred.

With \`operations\`, any caller who may report operations gets the answer, which is the same whoever the user is. Without them the user's own operations count: of the latest session, those that ended within the last \`timeframeMinutes\` before now, as far as they have been counted, which happens every few minutes. That takes a reader. A user who is unknown, was erased or did nothing in that time gets \`null\`.`;

const WITH_OPERATIONS = "With `operations` an ingest key will do.";

const questionSchema = z
	.strictObject({
		userId: userIdSchema,
		operations: z
			.array(slugSchema)
			.min(
				1,
				"must hold at least one operation; leave it out for the user's own",
			)
			.max(
				MAX_QUESTION_OPERATIONS,
				`must hold at most ${MAX_QUESTION_OPERATIONS} operations`,
			)
			.optional()
			.describe(
				"Operation types in the order in which they were done, the latest last; without them, the user's own count",
			),
		timeframeMinutes: z
			.int()
			.min(1)
			.max(MAX_TIMEFRAME_MINUTES)
			.default(10)
			.describe(
				"How far back the user's own operations count, minutes; without meaning beside `operations`",
			),
	})
	.meta({
		id: "SequenceQuestion",
		description: "Which operations to identify.",
	}) satisfies z.ZodType<SequenceQuestion>;

function readQuestion(body: unknown): Result<SequenceQuestion> {
	const parsed = questionSchema.safeParse(body, IN_WORDS);
	return parsed.success
		? ok(parsed.data)
		: invalidRequest(
				"The question is not valid.",
				...fieldErrors(parsed.error),
			);
}

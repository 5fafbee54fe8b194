import {
	type Analytics,
	type AnalyticsSettings,
	PATTERN_STEPS,
	sequenceEvidenceSchema,
	sequencePageSchema,
} from "@ffmpeg-analytics/core";
import { z } from "zod";
import { problem } from "../problems";
import { answer } from "../reply";
import { flag, pageToken, rate, wholeNumber } from "../requests/query";
import { MAX_LIMIT, READING } from "./reading";
import { defineRoute, type Route } from "./route";

/** The minima of `candidates=true` where the caller gives none. */
export type CandidateMinima = Pick<
	AnalyticsSettings,
	"templateMinFrequency" | "templateMinSuccessRate"
>;

/** The list of sequences, and one of them. */
export function sequenceRoutes(
	analytics: Pick<Analytics, "sequences" | "sequence">,
	minima: CandidateMinima,
): Route[] {
	return [sequencesRoute(analytics, minima), sequenceRoute(analytics)];
}

function sequencesRoute(
	analytics: Pick<Analytics, "sequences">,
	minima: CandidateMinima,
): Route {
	return defineRoute(
		{
			...READING,
			path: "/api/v1/sequences",
			name: "listSequences",
			summary: "The sequences that people repeat",
			description: `Lists sequences of ${PATTERN_STEPS.min} to ${PATTERN_STEPS.max} steps by frequency, descending. With \`candidates=true\`, those that are worth a template: closed (no longer sequence contains them equally often), and not below the two minima. \`minLength\` must not be over \`maxLength\`.`,
			query: sequenceParameters,
			answer: sequencePageSchema,
			answerDescription: "A page of sequences.",
		},
		async ({ query }) =>
			answer(await analytics.sequences(withMinima(query, minima))),
	);
}

function sequenceRoute(analytics: Pick<Analytics, "sequence">): Route {
	return defineRoute(
		{
			...READING,
			path: "/api/v1/sequences/:pattern",
			name: "getSequence",
			summary: "One sequence, and what it rests on",
			description:
				"The sequence with this name, month by month and by platform, and its template if it has an active one.",
			parameters: z.object({
				pattern: z
					.string()
					.describe("The sequence's `pattern`: `trim->resize->to_mp3`"),
			}),
			answer: sequenceEvidenceSchema,
			answerDescription: "The sequence.",
			problems: ["unavailable", "not_found"],
		},
		async ({ parameters }) => {
			const found = await analytics.sequence(parameters.pattern);
			return found === undefined
				? problem("not_found", "There is no sequence with this name.")
				: answer(found);
		},
	);
}

/** Once is no repetition: a candidate occurred at least so often, whatever was asked. */
const MIN_CANDIDATE_FREQUENCY = 2;

const patternSteps = wholeNumber(PATTERN_STEPS.min, PATTERN_STEPS.max);

const sequenceParameters = z
	.strictObject({
		minFrequency: wholeNumber(1, 1_000_000_000)
			.optional()
			.describe(
				`The least number of occurrences. Default: 1; with \`candidates=true\`, what the home makes templates from, and ${MIN_CANDIDATE_FREQUENCY} at least`,
			),
		minSuccessRate: rate
			.optional()
			.describe(
				"The least success rate. Default: 0; with `candidates=true`, what the home makes templates from",
			),
		minLength: patternSteps
			.default(PATTERN_STEPS.min)
			.describe("The least number of steps"),
		maxLength: patternSteps
			.default(PATTERN_STEPS.max)
			.describe("The greatest number of steps"),
		candidates: flag
			.default(false)
			.describe("Only sequences that are worth a template"),
		limit: wholeNumber(1, MAX_LIMIT)
			.default(100)
			.describe("The most sequences in the answer"),
		pageToken: pageToken.optional(),
	})
	.refine(({ minLength, maxLength }) => minLength <= maxLength, {
		path: ["minLength"],
		error: "must not be over maxLength",
	});

function withMinima(
	parameters: z.output<typeof sequenceParameters>,
	{ templateMinFrequency, templateMinSuccessRate }: CandidateMinima,
) {
	const {
		candidates,
		minFrequency = candidates ? templateMinFrequency : 1,
		minSuccessRate = candidates ? templateMinSuccessRate : 0,
	} = parameters;
	return {
		...parameters,
		minFrequency: candidates
			? Math.max(minFrequency, MIN_CANDIDATE_FREQUENCY)
			: minFrequency,
		minSuccessRate,
	};
}

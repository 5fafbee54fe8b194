import {
	type Analytics,
	type AnalyticsSettings,
	PATTERN_STEPS,
	PLATFORMS,
	SLUG_PATTERN,
	type TemplateRecord,
} from "@ffmpeg-analytics/core";
import type { Request } from "express";
import { z } from "zod";
import { problem } from "../problems";
import { answer, type Reply } from "../reply";
import {
	endDay,
	flag,
	noParameters,
	pageToken,
	parseQuery,
	rate,
	startDay,
	wholeNumber,
} from "../requests/query";
import { describeOperation, isoOf } from "./operation-view";
import type { Route } from "./route";

type Reports = Pick<
	Analytics,
	"usage" | "sequences" | "templates" | "operations"
>;

type CandidateMinima = Pick<
	AnalyticsSettings,
	"templateMinFrequency" | "templateMinSuccessRate"
>;

/** What readers can ask. */
export function reportRoutes(
	analytics: Reports,
	minima: CandidateMinima = DEFAULT_MINIMA,
): Route[] {
	return [
		report("usage", usageParameters, async (query) =>
			answer(await analytics.usage(query)),
		),
		report("sequences", sequenceParameters, async (parameters) =>
			answer(await analytics.sequences(withMinima(parameters, minima))),
		),
		report("templates", noParameters, async () => {
			const templates = await analytics.templates();
			return answer({ templates: templates.map(describeTemplate) });
		}),
		report("templates/:id", noParameters, async (_query, request) => {
			const templates = await analytics.templates();
			const found = templates.find(({ id }) => id === request.params.id);
			return found === undefined
				? problem("not_found", "There is no template with this id.")
				: answer(describeTemplate(found));
		}),
		report("operations", operationParameters, async (query) => {
			const { limit, pageToken: after } = query;
			const page = await analytics.operations({ limit, after });
			return answer({
				operations: page.items.map(describeOperation),
				nextPageToken: page.next,
			});
		}),
	];
}

/** What makes a template where the home does not say. */
const DEFAULT_MINIMA: CandidateMinima = {
	templateMinFrequency: 5,
	templateMinSuccessRate: 0.8,
};

/** Once is no repetition: a candidate occurred at least so often, whatever was asked. */
const MIN_CANDIDATE_FREQUENCY = 2;

const MAX_LIMIT = 1_000;

const usageParameters = z.strictObject({
	start: startDay.optional(),
	end: endDay.optional(),
	platform: z
		.enum(PLATFORMS, { error: `must be one of ${PLATFORMS.join(", ")}` })
		.optional(),
	workflowType: z
		.string()
		.regex(SLUG_PATTERN, "must be a workflow type, or unspecified")
		.optional(),
});

const patternSteps = wholeNumber(PATTERN_STEPS.min, PATTERN_STEPS.max);

const sequenceParameters = z
	.strictObject({
		minFrequency: wholeNumber(1, 1_000_000_000).optional(),
		minSuccessRate: rate.optional(),
		minLength: patternSteps.default(PATTERN_STEPS.min),
		maxLength: patternSteps.default(PATTERN_STEPS.max),
		candidates: flag.default(false),
		limit: wholeNumber(1, MAX_LIMIT).default(100),
		pageToken: pageToken.optional(),
	})
	.refine(({ minLength, maxLength }) => minLength <= maxLength, {
		path: ["minLength"],
		error: "must not be over maxLength",
	});

const operationParameters = z.strictObject({
	limit: wholeNumber(1, MAX_LIMIT).default(50),
	pageToken: pageToken.optional(),
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

function report<Query>(
	name: string,
	schema: z.ZodType<Query>,
	handle: (query: Query, request: Request) => Promise<Reply>,
): Route {
	return {
		method: "GET",
		path: `/api/v1/${name}`,
		access: "read",
		handle: async (request) => {
			const query = parseQuery(request, schema);
			return query.kind === "problem" ? query : handle(query.value, request);
		},
	};
}

function describeTemplate(template: TemplateRecord): object {
	return {
		...template,
		createdAt: isoOf(template.createdAt),
		updatedAt: isoOf(template.updatedAt),
	};
}

import {
	type Analytics,
	type AnalyticsSettings,
	MAX_REPORT_DAYS,
	PATTERN_STEPS,
	PLATFORMS,
	SLUG_PATTERN,
	sequencePageSchema,
	type Template,
	type TemplateRecord,
	templateSchema,
	usageStatisticsSchema,
} from "@ffmpeg-analytics/core";
import { z } from "zod";
import { problem } from "../problems";
import { answer } from "../reply";
import {
	endDay,
	flag,
	noParameters,
	pageToken,
	rate,
	startDay,
	wholeNumber,
} from "../requests/query";
import { unreadBody } from "../requests/request-body";
import { describeOperation, isoOf, operationSchema } from "./operation-view";
import { defineRoute, type Route } from "./route";

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
		usageRoute(analytics),
		sequencesRoute(analytics, minima),
		templatesRoute(analytics),
		templateRoute(analytics),
		operationsRoute(analytics),
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

/** What all reports have in common. */
const REPORT = {
	method: "GET",
	access: "read",
	parameters: noParameters,
	query: noParameters,
	body: unreadBody,
	problems: ["unavailable"],
} as const;

function usageRoute(analytics: Pick<Analytics, "usage">): Route {
	return defineRoute(
		{
			...REPORT,
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

function sequencesRoute(
	analytics: Pick<Analytics, "sequences">,
	minima: CandidateMinima,
): Route {
	return defineRoute(
		{
			...REPORT,
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

function templatesRoute(analytics: Pick<Analytics, "templates">): Route {
	return defineRoute(
		{
			...REPORT,
			path: "/api/v1/templates",
			name: "listTemplates",
			summary: "The workflow templates",
			description:
				"All templates, retired ones too. They are made of sequences by the job `templates`.",
			answer: z
				.object({ templates: z.array(templateSchema).describe("By id") })
				.meta({ id: "TemplateList", description: "All templates." }),
			answerDescription: "The templates.",
		},
		async () => {
			const templates = await analytics.templates();
			return answer({ templates: templates.map(describeTemplate) });
		},
	);
}

function templateRoute(analytics: Pick<Analytics, "templates">): Route {
	return defineRoute(
		{
			...REPORT,
			path: "/api/v1/templates/:id",
			name: "getTemplate",
			summary: "One workflow template",
			description: "The template with this id, also if it is retired.",
			parameters: z.object({
				id: z.string().describe("The template's `id`: `trim~resize~to_mp3`"),
			}),
			answer: templateSchema,
			answerDescription: "The template.",
			problems: ["unavailable", "not_found"],
		},
		async ({ parameters }) => {
			const templates = await analytics.templates();
			const found = templates.find(({ id }) => id === parameters.id);
			return found === undefined
				? problem("not_found", "There is no template with this id.")
				: answer(describeTemplate(found));
		},
	);
}

function describeTemplate(template: TemplateRecord): Template {
	return {
		...template,
		createdAt: isoOf(template.createdAt),
		updatedAt: isoOf(template.updatedAt),
	};
}

function operationsRoute(analytics: Pick<Analytics, "operations">): Route {
	return defineRoute(
		{
			...REPORT,
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

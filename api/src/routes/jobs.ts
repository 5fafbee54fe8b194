import type { Analytics } from "@ffmpeg-analytics/core";
import type { z } from "zod";
import { answer } from "../reply";
import { noParameters } from "../requests/query";
import { emptyBody } from "../requests/request-body";
import { auditRoute } from "./audit";
import { aggregateCountsSchema, flagCountsSchema } from "./job-counts";
import { purgeRoute } from "./purge";
import { type AnswerTo, defineRoute, type Route } from "./route";

/** Runs the scheduled jobs now and answers their counts. Each may run while another does. */
export function jobRoutes(
	analytics: Pick<Analytics, "aggregate" | "flagTemplates" | "purge" | "audit">,
	now: () => number,
): Route[] {
	return [
		job(
			{
				job: "aggregate",
				name: "runAggregate",
				summary: "Count new events",
				description:
					"Counts every event that was stored since the last run into patterns and usage.",
				counts: aggregateCountsSchema,
			},
			async () => answer(await analytics.aggregate()),
		),
		job(
			{
				job: "templates",
				name: "runTemplates",
				summary: "Make templates",
				description:
					"Marks the patterns that are worth repeating, writes a template for each, and retires the templates whose pattern no longer is.",
				counts: flagCountsSchema,
			},
			async () => answer(await analytics.flagTemplates()),
		),
		purgeRoute(analytics, now),
		auditRoute(analytics),
	];
}

function job<Counts extends object>(
	{
		job,
		counts,
		description,
		...words
	}: {
		readonly job: string;
		readonly name: string;
		readonly summary: string;
		readonly description: string;
		readonly counts: z.ZodType<Counts>;
	},
	run: () => Promise<AnswerTo<Counts>>,
): Route {
	return defineRoute(
		{
			...words,
			method: "POST",
			path: `/api/v1/jobs/${job}`,
			access: "administer",
			description: `${description} Runs by itself on a schedule; this runs it now, and answers when it has ended. Safe to call twice, and while it runs.`,
			parameters: noParameters,
			query: noParameters,
			body: emptyBody,
			answer: counts,
			answerDescription: "The run has ended; this is what it did.",
			problems: ["unavailable"],
		},
		run,
	);
}

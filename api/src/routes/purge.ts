import type { Analytics } from "@ffmpeg-analytics/core";
import { z } from "zod";
import { answer } from "../reply";
import { flag, instant, noParameters } from "../requests/query";
import { emptyBody } from "../requests/request-body";
import { purgeCountsSchema } from "./job-counts";
import { defineRoute, type Route } from "./route";

/** `POST /api/v1/jobs/purge` */
export function purgeRoute(
	analytics: Pick<Analytics, "purge">,
	now: () => number,
): Route {
	return defineRoute(
		{
			method: "POST",
			path: "/api/v1/jobs/purge",
			access: "administer",
			name: "runPurge",
			summary: "Delete what has expired",
			description:
				"Deletes events older than the retention time, and takes the months that are wholly older out of every total. Runs by itself once a day; this runs it now, and answers when it has ended. With `dryRun=true` it deletes nothing, and answers what would go. Safe to call twice, and while it runs.",
			parameters: noParameters,
			query: purgeParameters(now),
			body: emptyBody,
			answer: purgeCountsSchema,
			answerDescription:
				"The run has ended; this is what it removed, or would remove.",
			problems: ["unavailable"],
		},
		async ({ query }) => answer(await analytics.purge(query)),
	);
}

const purgeParameters = (now: () => number) =>
	z
		.strictObject({
			asOf: instant
				.optional()
				.describe(
					"Purge as it would have been done at this instant, or at the beginning of this UTC day. Default: now; later than that only with `dryRun=true`",
				),
			dryRun: flag
				.default(false)
				.describe("Delete nothing, and answer what would go"),
		})
		.refine(
			({ asOf, dryRun }) => dryRun || asOf === undefined || asOf <= now(),
			{
				path: ["asOf"],
				error:
					"lies in the future: what expires later can be shown by a dry run, not deleted",
			},
		);

import type { Analytics } from "@ffmpeg-analytics/core";
import { z } from "zod";
import { answer } from "../reply";
import { noParameters, startDay } from "../requests/query";
import { emptyBody } from "../requests/request-body";
import { auditCountsSchema } from "./job-counts";
import { defineRoute, type Route } from "./route";

/** `POST /api/v1/jobs/audit` */
export function auditRoute(analytics: Pick<Analytics, "audit">): Route {
	return defineRoute(
		{
			method: "POST",
			path: "/api/v1/jobs/audit",
			access: "administer",
			name: "runAudit",
			summary: "Compare a day's counts with its events",
			description:
				"Compares how many events of a UTC day are stored with how many are counted. Where they differ, the day is read again, and users and roll-ups that are wrong are put right. Runs by itself once a day, for the day before; this runs it now, and answers when it has ended. Safe to call twice, and while it runs.",
			parameters: noParameters,
			query: auditParameters,
			body: emptyBody,
			answer: auditCountsSchema,
			answerDescription: "The run has ended; this is what it found and did.",
			problems: ["unavailable"],
		},
		async ({ query }) => answer(await analytics.audit(query.day)),
	);
}

const auditParameters = z.strictObject({
	day: startDay
		.optional()
		.describe("The UTC day, or an instant in it. Default: yesterday"),
});

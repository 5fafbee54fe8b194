import type { Analytics } from "@ffmpeg-analytics/core";
import { answer } from "../reply";
import { readNothing } from "../requests/json-body";
import { noParameters, parseQuery } from "../requests/query";
import type { Route } from "./route";

/** Runs the scheduled jobs now and answers their counts. Each may run while another does. */
export function jobRoutes(
	analytics: Pick<Analytics, "aggregate" | "flagTemplates" | "purge">,
): Route[] {
	return [
		job("aggregate", () => analytics.aggregate()),
		job("templates", () => analytics.flagTemplates()),
		job("purge", () => analytics.purge()),
	];
}

function job(name: string, run: () => Promise<object>): Route {
	return {
		method: "POST",
		path: `/api/v1/jobs/${name}`,
		access: "administer",
		handle: async (request) => {
			const query = parseQuery(request, noParameters);
			if (query.kind === "problem") return query;
			const body = await readNothing(request);
			if (body.kind === "problem") return body;
			return answer(await run());
		},
	};
}

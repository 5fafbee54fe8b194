import type { Analytics } from "@ffmpeg-analytics/core";
import { dailyRoute } from "./daily";
import { errorsRoute } from "./errors";
import { operationsRoute } from "./operations";
import type { Route } from "./route";
import { type CandidateMinima, sequenceRoutes } from "./sequences";
import { templateRoutes } from "./templates";
import { transitionsRoute } from "./transitions";
import { usageRoutes } from "./usage";

type Reports = Pick<
	Analytics,
	| "usage"
	| "operationUsage"
	| "errors"
	| "daily"
	| "transitions"
	| "sequences"
	| "sequence"
	| "templates"
	| "template"
	| "operations"
>;

/** What readers can ask. */
export function reportRoutes(
	analytics: Reports,
	minima: CandidateMinima = DEFAULT_MINIMA,
): Route[] {
	return [
		...usageRoutes(analytics),
		errorsRoute(analytics),
		dailyRoute(analytics),
		transitionsRoute(analytics),
		...sequenceRoutes(analytics, minima),
		...templateRoutes(analytics),
		operationsRoute(analytics),
	];
}

/** What makes a template where the home does not say. */
const DEFAULT_MINIMA: CandidateMinima = {
	templateMinFrequency: 5,
	templateMinSuccessRate: 0.8,
};

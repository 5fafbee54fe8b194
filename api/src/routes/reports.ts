import type { Analytics } from "@ffmpeg-analytics/core";
import { operationsRoute } from "./operations";
import type { Route } from "./route";
import { type CandidateMinima, sequencesRoute } from "./sequences";
import { templateRoutes } from "./templates";
import { usageRoute } from "./usage";

type Reports = Pick<
	Analytics,
	"usage" | "sequences" | "templates" | "template" | "operations"
>;

/** What readers can ask. */
export function reportRoutes(
	analytics: Reports,
	minima: CandidateMinima = DEFAULT_MINIMA,
): Route[] {
	return [
		usageRoute(analytics),
		sequencesRoute(analytics, minima),
		...templateRoutes(analytics),
		operationsRoute(analytics),
	];
}

/** What makes a template where the home does not say. */
const DEFAULT_MINIMA: CandidateMinima = {
	templateMinFrequency: 5,
	templateMinSuccessRate: 0.8,
};

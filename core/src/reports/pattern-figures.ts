import type { PatternFigures, PatternRecord } from "../aggregation/totals";
import { ratio } from "./figures";

/** What every report says of a pattern, from its sums; see `figure-schemas.ts` for the units. */
export function describeFigures(
	{ pattern, operations }: PatternRecord,
	{ frequency, sessionCount, durationMs, successes }: PatternFigures,
) {
	return {
		pattern,
		operations,
		frequency,
		sessionCount,
		avgDuration: ratio(durationMs, frequency),
		successRate: ratio(successes, frequency),
	};
}

import type { Month } from "../calendar";
import { NEVER } from "../tally/return-counts";

/**
 * The months beside one among others, given ascending. A predecessor before `liveFrom` counts as
 * never.
 */
export function monthNeighbours(
	ascending: readonly Month[],
	month: Month,
	liveFrom: Month,
): { previous: Month; next: Month | undefined } {
	const previous = ascending.findLast((other) => other < month);
	return {
		previous: previous === undefined || previous < liveFrom ? NEVER : previous,
		next: ascending.find((other) => other > month),
	};
}

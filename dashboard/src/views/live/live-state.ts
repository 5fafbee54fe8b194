/** Operations that are shown, and asked for at each look. */
export const SHOWN = 60;

/** What the list is doing, in words. */
export function liveState({
	isPaused,
	hasFailed,
	arrived,
}: {
	readonly isPaused: boolean;
	readonly hasFailed: boolean;
	/** How many the last look brought. */
	readonly arrived: number;
}): string {
	if (isPaused) return "Paused";
	if (hasFailed) return "Not live: asking again every few seconds";
	if (arrived === 0) return "Live: waiting for the next operation";
	if (arrived === 1) return "Live: one more has come";
	// Who brings as many as are shown may have brought others.
	return `Live: ${arrived} ${arrived < SHOWN ? "" : "or "}more have come`;
}

import { MAX_FILTERED_EVENTS } from "@ffmpeg-analytics/core";
import { LOOKED_THROUGH } from "../../home/vocabulary";
import { liveState, SHOWN } from "./live-state";

const QUIET = { isPaused: false, hasFailed: false, arrived: 0 };

it.each([
	[QUIET, "Live: waiting for the next operation"],
	[{ ...QUIET, arrived: 1 }, "Live: one more has come"],
	[{ ...QUIET, arrived: SHOWN - 1 }, "Live: 59 more have come"],
	[{ ...QUIET, arrived: SHOWN }, "Live: 60 or more have come"],
	[{ ...QUIET, hasFailed: true }, "Not live: asking again every few seconds"],
	[{ ...QUIET, hasFailed: true, isPaused: true }, "Paused"],
])("%j is said as %s", (state, said) => {
	expect(liveState(state)).toBe(said);
});

it("looks through as many as the API does", () => {
	expect(LOOKED_THROUGH).toBe(MAX_FILTERED_EVENTS);
});

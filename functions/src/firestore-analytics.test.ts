import { describeAnalyticsContract } from "@ffmpeg-analytics/core/testing";
import { openFirestoreHarness } from "../testing/firestore-harness";

/** How many histories the first test draws; a thousand take it five minutes, and all an hour. */
const RUNS = Number(process.env.HISTORIES ?? 12);

// Two thousand patterns, listed in small pages, behind a wire.
jest.setTimeout(180_000 + 10_000 * RUNS);

describeAnalyticsContract("Firestore", openFirestoreHarness, {
	runs: RUNS,
	events: 28,
});

import { describeAnalyticsContract } from "@ffmpeg-analytics/core/testing";
import { openFirestoreHarness } from "../testing/firestore-harness";

// Two thousand patterns, listed in small pages, behind a wire.
jest.setTimeout(180_000);

describeAnalyticsContract("Firestore", openFirestoreHarness, {
	runs: Number(process.env.HISTORIES ?? 12),
	events: 28,
});

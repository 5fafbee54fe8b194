import { describeAnalyticsContract } from "@ffmpeg-analytics/core/testing";
import { openSqliteHarness } from "../testing/sqlite-harness";

/** How many histories are drawn; a thousand take a minute or two a test. */
const RUNS = Number(process.env.HISTORIES ?? 150);

jest.setTimeout(60_000 + 500 * RUNS);

describeAnalyticsContract("SQLite", openSqliteHarness, {
	runs: RUNS,
	events: 60,
});

import { describeAnalyticsContract } from "@ffmpeg-analytics/core/testing";
import { openSqliteHarness } from "./sqlite/sqlite-harness";

describeAnalyticsContract("SQLite", openSqliteHarness, {
	runs: Number(process.env.HISTORIES ?? 150),
	events: 60,
});

/** Serves the API over a home that a replay has filled. Takes its place as JSON; runs no job by itself. */

import { parseSettings } from "@ffmpeg-analytics/core";
import { createApp, createMemoryHitCounter } from "../../../api/src";
import {
	type HomePlace,
	openAnalytics,
	openBenchHome,
} from "../aggregation/homes.ts";
import { serve } from "../ingest/servers/serve.ts";

const home = await openBenchHome(
	JSON.parse(process.argv[2] ?? "") as HomePlace,
);
const now = Date.now;
await home.setClock(now());
const app = createApp({
	analytics: openAnalytics(home, now),
	access: parseSettings(
		{ RATE_LIMIT_PER_MINUTE: "1000000" },
		{ aggregationLagSeconds: 0 },
	).access,
	hitCounter: createMemoryHitCounter(now),
	now,
	trustLoopback: true,
	trustedProxies: 0,
	log: { error: console.error, warn: console.error },
	version: "0.0.0",
});
serve(app, () => home.close());

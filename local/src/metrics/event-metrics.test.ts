import { StoreUnavailableError } from "@ffmpeg-analytics/core";
import { Registry } from "@prometheus-io/client";
import { fakeAnalytics } from "../../../api/testing/fake-analytics";
import { parseExposition } from "../../testing/exposition";
import { countEvents } from "./event-metrics";

it("events that the store could not take count as to be sent again", async () => {
	const registry = new Registry();
	const away = new StoreUnavailableError("away");
	const analytics = countEvents(
		fakeAnalytics({ ingest: () => Promise.reject(away) }),
		registry,
	);
	await expect(analytics.ingest([{}, {}])).rejects.toBe(away);
	const metrics = parseExposition(await registry.metrics());
	const name = "ffmpeg_analytics_events_total";
	const counted = [...(metrics.get(name)?.samples ?? [])].filter(
		([, count]) => count > 0,
	);
	expect(counted).toEqual([[`${name}{source="ingest",verdict="retry"}`, 2]]);
});

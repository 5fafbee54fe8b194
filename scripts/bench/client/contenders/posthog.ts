import { propertiesOf, userIdOf } from "../event.ts";
import { loadPeer } from "./load-peer.ts";
import type { Place, Tracker } from "./tracker.ts";

interface Posthog {
	readonly PostHog: new (
		key: string,
		options: object,
	) => {
		capture(message: object): void;
		shutdown(): Promise<void>;
	};
}

/** By default in batches of 20 to 100 and at most 10,000 waiting. */
const TUNED = { flushAt: 500, maxBatchSize: 500, maxQueueSize: 100_000 };

export function openPosthog(place: Place): Tracker {
	const { PostHog } = loadPeer<Posthog>("posthog", place);
	const client = new PostHog("key", {
		host: `http://${place.address}`,
		...(place.tuned && TUNED),
	});
	return {
		track: (index) =>
			client.capture({
				distinctId: userIdOf(index),
				event: "ffmpeg_operation",
				properties: propertiesOf(index),
			}),
		shutdown: () => client.shutdown(),
	};
}

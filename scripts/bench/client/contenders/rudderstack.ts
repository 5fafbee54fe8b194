import { propertiesOf, userIdOf } from "../event.ts";
import { loadPeer } from "./load-peer.ts";
import type { Place, Tracker } from "./tracker.ts";

type Rudderstack = new (
	key: string,
	options: object,
) => {
	readonly queue: readonly unknown[];
	readonly pendingFlush: Promise<unknown> | null;
	track(message: object): void;
	flush(): Promise<unknown>;
};

/** By default in batches of 20, and at most 20,000 waiting. */
const TUNED = { flushAt: 500, maxInternalQueueSize: 100_000 };

/** Without Redis, which it needs for its persistent queue. */
export function openRudderstack(place: Place): Tracker {
	const Analytics = loadPeer<Rudderstack>("rudderstack", place);
	const analytics = new Analytics("key", {
		dataPlaneUrl: `http://${place.address}`,
		logLevel: "none",
		// Without one, a failed flush is an unhandled rejection, and ends the host.
		errorHandler: () => {},
		...(place.tuned && TUNED),
	});
	return {
		track: (index) =>
			analytics.track({
				userId: userIdOf(index),
				event: "ffmpeg_operation",
				properties: propertiesOf(index),
			}),
		// It knows no end of its own; a flush sends one batch.
		async shutdown() {
			while (analytics.queue.length > 0) await analytics.flush();
			await analytics.pendingFlush;
		},
	};
}

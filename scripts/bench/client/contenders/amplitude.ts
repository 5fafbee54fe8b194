import { propertiesOf, userIdOf } from "../event.ts";
import { loadPeer } from "./load-peer.ts";
import type { Place, Tracker } from "./tracker.ts";

interface Amplitude {
	createInstance(): {
		init(key: string, options: object): { promise: Promise<void> };
		track(event: object): unknown;
		flush(): { promise: Promise<void> };
	};
}

/** By default in batches of 300, of which one is under way at a time, after 10 s. */
const TUNED = { flushQueueSize: 500, flushIntervalMillis: 1_000 };
const NO_LOG = 0;

export async function openAmplitude(place: Place): Promise<Tracker> {
	const client = loadPeer<Amplitude>("amplitude", place).createInstance();
	await client.init("key", {
		serverUrl: `http://${place.address}/2/httpapi`,
		logLevel: NO_LOG,
		...(place.tuned && TUNED),
	}).promise;
	return {
		track: (index) =>
			client.track({
				user_id: userIdOf(index),
				event_type: "ffmpeg_operation",
				event_properties: propertiesOf(index),
			}),
		shutdown: () => client.flush().promise,
	};
}

import { propertiesOf, userIdOf } from "../event.ts";
import { loadPeer } from "./load-peer.ts";
import type { Place, Tracker } from "./tracker.ts";

interface Segment {
	readonly Analytics: new (
		settings: object,
	) => {
		track(parameters: object): void;
		closeAndFlush(): Promise<void>;
		on(event: "error", listener: () => void): void;
	};
}

/** By default in batches of 15. */
const TUNED = { flushAt: 500 };

export function openSegment(place: Place): Tracker {
	const { Analytics } = loadPeer<Segment>("segment", place);
	const analytics = new Analytics({
		writeKey: "key",
		host: `http://${place.address}`,
		...(place.tuned && TUNED),
	});
	analytics.on("error", () => {});
	return {
		track: (index) =>
			analytics.track({
				userId: userIdOf(index),
				event: "ffmpeg_operation",
				properties: propertiesOf(index),
			}),
		shutdown: () => analytics.closeAndFlush(),
	};
}

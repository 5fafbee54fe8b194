import type { StoredEvent } from "@ffmpeg-analytics/core";

/**
 * An event as readers see it: the wire form with the server's times, as ISO 8601 in UTC. It names
 * what is shown, so that nothing internal that a store adds can leak.
 */
export function describeOperation(event: StoredEvent): object {
	const { clientTimestamp } = event;
	return {
		id: event.id,
		timestamp: isoOf(event.timestamp),
		userId: event.userId,
		platform: event.platform,
		operation: event.operation,
		metrics: event.metrics,
		context: event.context,
		receivedAt: isoOf(event.receivedAt),
		...(clientTimestamp === undefined
			? {}
			: { clientTimestamp: isoOf(clientTimestamp) }),
	};
}

/** The instant, epoch ms, as answers write it: ISO 8601 in UTC. */
export function isoOf(epochMs: number): string {
	return new Date(epochMs).toISOString();
}

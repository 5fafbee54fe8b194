import {
	ERROR_CATEGORIES,
	type Immutable,
	type StoredEvent,
	wireEventSchema,
} from "@ffmpeg-analytics/core";
import { z } from "zod";

const instant = z.iso.datetime();
const wire = wireEventSchema.shape;

/** An event as readers see it: the wire form, sanitised, with what the server adds. */
export const operationSchema = z
	.object({
		...wire,
		timestamp: instant.describe(
			"When the operation ended, UTC; corrected where the client's clock was off",
		),
		metrics: wire.metrics.extend({
			errorCategory: z
				.enum(ERROR_CATEGORIES)
				.optional()
				.describe("Why it failed; of failed operations only"),
		}),
		context: wire.context.unwrap(),
		receivedAt: instant.describe("When the server took it in, UTC"),
		clientTimestamp: instant
			.optional()
			.describe(
				"The timestamp as the client wrote it, UTC; only where it was corrected",
			),
	})
	.meta({
		id: "Operation",
		description:
			"A stored operation: the event without private values, with what the server adds.",
	});

/** As {@link operationSchema} says. */
export type Operation = Immutable<z.output<typeof operationSchema>>;

/**
 * Shows an event to readers. It names what is shown, so that nothing internal that a store adds can
 * leak.
 */
export function describeOperation(event: StoredEvent): Operation {
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

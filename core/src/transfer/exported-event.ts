import type { z } from "zod";
import type { StoredEvent } from "../event/stored-event";
import { instantSchema, wireEventSchema } from "../event/wire-event";

/**
 * An event as an export writes it and an import reads it: the wire form with the times that the home
 * gave it, and nothing that another home would not give it again. What a host may send is one too.
 */
export const exportedEventSchema = wireEventSchema
	.extend({
		timestamp: instantSchema.describe(
			"When the operation ended, corrected where the client's clock was off. Kept as it is",
		),
		receivedAt: instantSchema
			.optional()
			.describe("When a home took it in. Default: now"),
		clientTimestamp: instantSchema
			.optional()
			.describe(
				"The timestamp as the client wrote it; only where it was corrected",
			),
	})
	.meta({
		id: "ExportedEvent",
		description:
			"One operation as an export writes it and an import reads it: the event without private values, with the times that the home gave it. An export writes instants as ISO 8601 in UTC, and those beyond the years 0 to 9999, which only a client's clock can name, as epoch milliseconds.",
	});

/** As {@link exportedEventSchema} says; what stands in a line. */
export type ExportedEvent = z.input<typeof exportedEventSchema>;

/** The inverse of an import. Names what is shown, so that nothing internal can leak. */
export function exportedEvent(event: StoredEvent): ExportedEvent {
	const { operation, metrics, context, clientTimestamp } = event;
	return {
		id: event.id,
		timestamp: instantOf(event.timestamp),
		userId: event.userId,
		platform: event.platform,
		operation: {
			type: operation.type,
			inputFormat: operation.inputFormat,
			outputFormat: operation.outputFormat,
			parameters: operation.parameters,
			fileSize: operation.fileSize,
		},
		metrics: {
			success: metrics.success,
			processingTime: metrics.processingTime,
			errorMessage: metrics.errorMessage,
			memoryUsage: metrics.memoryUsage,
		},
		context: {
			workflowType: context.workflowType,
			sequencePosition: context.sequencePosition,
			batchSize: context.batchSize,
			sessionId: context.sessionId,
		},
		receivedAt: instantOf(event.receivedAt),
		...(clientTimestamp === undefined
			? {}
			: { clientTimestamp: instantOf(clientTimestamp) }),
	};
}

const YEAR_0 = Date.parse("0000-01-01T00:00:00.000Z");
const YEAR_10000 = Date.UTC(10_000, 0);

/** ISO 8601 has four digits for a year, unless both sides agree on more; the wire form does not. */
function instantOf(epochMs: number): string | number {
	return epochMs >= YEAR_0 && epochMs < YEAR_10000
		? new Date(epochMs).toISOString()
		: epochMs;
}

import type { CountedEvent } from "../event/stored-event";
import type { Operation } from "./session";

/** The event in the form in which sessions are cut; what the session is for is the caller's. */
export function operationOf(
	event: CountedEvent,
	workflowType: string,
	traits: number,
): Operation {
	return {
		id: event.id,
		timestamp: event.timestamp,
		processingTimeMs: event.metrics.processingTime,
		type: event.operation.type,
		success: event.metrics.success,
		platform: event.platform,
		workflowType,
		traits,
		sequencePosition: event.context.sequencePosition,
	};
}

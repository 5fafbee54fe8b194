import type { WireEventInput } from "@ffmpeg-analytics/core";
import {
	EVENT_LIMITS,
	type Platform,
} from "@ffmpeg-analytics/core/event-bounds";
import type { CapturedOperation } from "../capture/captured-operation.ts";
import { eventId } from "../host/event-ids.ts";
import type { Identities } from "../host/identities.ts";
import type { CleanTexts } from "./clean-texts.ts";
import { clamped, wholeNumber } from "./numbers.ts";
import { formatOf, slugOf } from "./words.ts";

/** What events are made with. */
export interface EventMaking {
	readonly platform: Platform;
	readonly identities: Identities;
	readonly cleanTexts: CleanTexts;
}

/**
 * What may be said of a captured operation: names hashed, words brought into form, numbers within bounds,
 * texts sanitised. As a text, why nothing can be said.
 */
export function capturedEvent(
	captured: CapturedOperation,
	{ platform, identities, cleanTexts }: EventMaking,
): WireEventInput | string {
	const type = slugOf(captured.operationType);
	if (type === undefined)
		return "operationType must be a name with a letter a to z or a digit, and no path, file or address";
	const parameters = cleanTexts.ofParameters(captured.parameters);
	if (parameters === undefined) return "parameters must be a plain object";
	const { processingTime, errorMessage, workflowType, sessionId } = captured;
	return {
		id: eventId(captured.sequence),
		timestamp: captured.timestamp,
		userId: identities.hash(captured.userId),
		platform,
		operation: {
			type,
			inputFormat: formatOf(captured.inputFormat),
			outputFormat: formatOf(captured.outputFormat),
			parameters,
			fileSize: clamped(captured.fileSize, 0, EVENT_LIMITS.bytes) ?? 0,
		},
		metrics: {
			success: captured.success,
			processingTime:
				clamped(processingTime, 0, EVENT_LIMITS.processingTimeMs) ?? 0,
			errorMessage:
				errorMessage === "" ? undefined : cleanTexts.ofMessage(errorMessage),
			memoryUsage: clamped(captured.memoryUsage, 0, EVENT_LIMITS.bytes),
		},
		context: {
			workflowType: workflowType === "" ? undefined : slugOf(workflowType),
			sequencePosition: wholeNumber(captured.sequencePosition, 0),
			batchSize: wholeNumber(captured.batchSize, 1),
			sessionId: sessionId === "" ? undefined : identities.hash(sessionId),
		},
	};
}

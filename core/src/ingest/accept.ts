import { DAY_MS } from "../calendar";
import type { FieldError } from "../event/field-errors";
import { type StoredEvent, shardOf } from "../event/stored-event";
import type { WireEvent } from "../event/wire-event";
import type { JobHome } from "../ports/home";
import {
	classifyError,
	SANITIZER_VERSION,
	sanitizeErrorMessage,
	sanitizeParameters,
} from "../privacy";
import type { ErasedUsers } from "./erased-users";
import { type Rejection, rejected } from "./verdict";

/** What a home gives to ingest. */
export interface IngestHome extends JobHome {
	/** SHA-256 of the text in UTF-8, lower-case hex. */
	readonly digest: (text: string) => string;
}

/** What events are accepted by. */
export interface IngestContext extends IngestHome {
	readonly erasedUsers: ErasedUsers;
}

/** When an event ended and came, epoch ms. */
export interface EventTimes {
	/** When it ended, as it is to be stored. */
	readonly timestamp: number;
	readonly receivedAt: number;
	readonly now: number;
}

/**
 * Makes of a valid event what is stored, or says why it is not: it is older than the retention time,
 * its user was erased, or its parameters cannot be sanitised. `event.timestamp` is what the client's
 * clock said, and what its content is known by.
 */
export function accept(
	home: IngestContext,
	event: WireEvent,
	{ timestamp, receivedAt, now }: EventTimes,
): StoredEvent | Rejection {
	const { retentionMs, shardCount } = home.settings;
	if (timestamp < now - retentionMs) {
		return rejected(event.id, "too_old", {
			path: "timestamp",
			message: `ended more than ${Math.round(retentionMs / DAY_MS)} days ago, the retention time`,
		});
	}
	if (home.erasedUsers.isErased(event.userId, timestamp)) {
		return rejected(event.id, "erased", {
			path: "userId",
			message: "the user's events up to this time have been erased",
		});
	}
	const sanitized = sanitize(event);
	if ("message" in sanitized)
		return rejected(event.id, "invalid_event", sanitized);
	return {
		...sanitized,
		timestamp,
		...(timestamp === event.timestamp
			? {}
			: { clientTimestamp: event.timestamp }),
		receivedAt,
		expireAt: timestamp + retentionMs,
		shard: shardOf(event.userId, shardCount),
		contentHash: home.digest(contentOf(sanitized)),
		sanitizerVersion: SANITIZER_VERSION,
	};
}

function sanitize(
	event: WireEvent,
): (WireEvent & Pick<StoredEvent, "metrics">) | FieldError {
	const parameters = sanitizeParameters(event.operation.parameters);
	if (!parameters.ok)
		return { path: "operation.parameters", message: parameters.reason };
	const { errorMessage, ...metrics } = event.metrics;
	const message =
		errorMessage === undefined ? undefined : sanitizeErrorMessage(errorMessage);
	return {
		...event,
		operation: { ...event.operation, parameters: parameters.parameters },
		metrics: {
			...metrics,
			...(message === undefined ? {} : { errorMessage: message }),
			...(metrics.success
				? {}
				: { errorCategory: classifyError(message ?? "") }),
		},
	};
}

/**
 * The content that tells a duplicate from a conflict, as text: every field that a client sends, in an
 * order that does not depend on how it was sent, with the timestamp as the client's clock gave it.
 */
function contentOf(event: WireEvent & Pick<StoredEvent, "metrics">): string {
	const { operation, metrics, context } = event;
	return JSON.stringify([
		event.id,
		event.timestamp,
		event.userId,
		event.platform,
		operation.type,
		operation.inputFormat,
		operation.outputFormat,
		operation.parameters,
		operation.fileSize,
		metrics.success,
		metrics.processingTime,
		metrics.errorMessage,
		metrics.errorCategory,
		metrics.memoryUsage,
		context.workflowType,
		context.sequencePosition,
		context.batchSize,
		context.sessionId,
	]);
}

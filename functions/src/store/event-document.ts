import { type StoredEvent, traceKeyOf } from "@ffmpeg-analytics/core";
import {
	type DocumentSnapshot,
	FieldValue,
	Timestamp,
} from "@google-cloud/firestore";
import { eventIdOf } from "./event-position";

/**
 * An event as its document holds it: readable fields, times as timestamps. Its id is the
 * document's.
 */
export interface EventDocument
	extends Omit<StoredEvent, "id" | "timestamp" | "receivedAt" | "expireAt"> {
	readonly timestamp: Timestamp;
	readonly receivedAt: Timestamp;
	/** The TTL policy's field. */
	readonly expireAt: Timestamp;
	/** Finds the events around a late one. */
	readonly traceKey: string;
	/** The server's time of the commit: the store's order. */
	readonly storedAt: Timestamp | FieldValue;
}

const FIELDS: Record<keyof EventDocument, true> = {
	clientTimestamp: true,
	contentHash: true,
	context: true,
	expireAt: true,
	metrics: true,
	operation: true,
	platform: true,
	receivedAt: true,
	sanitizerVersion: true,
	shard: true,
	storedAt: true,
	timestamp: true,
	traceKey: true,
	userId: true,
};

/** The fields of {@link EventDocument}, all of them; none is indexed by itself. */
export const EVENT_FIELDS = Object.keys(FIELDS);

/**
 * The document of a new event. Built field by field, without `undefined`: the SDK refuses that by
 * default, and is left so, because a field that vanishes silently is worse than an error.
 */
export function toEventDocument(event: StoredEvent): EventDocument {
	const { operation, metrics, context } = event;
	return {
		timestamp: Timestamp.fromMillis(event.timestamp),
		userId: event.userId,
		platform: event.platform,
		operation: {
			type: operation.type,
			inputFormat: operation.inputFormat,
			outputFormat: operation.outputFormat,
			parameters: operation.parameters.toWellFormed(),
			fileSize: operation.fileSize,
		},
		metrics: withoutUndefined({
			success: metrics.success,
			processingTime: metrics.processingTime,
			// Half a surrogate pair has no form in UTF-8: Firestore would refuse the whole commit.
			errorMessage: metrics.errorMessage?.toWellFormed(),
			memoryUsage: metrics.memoryUsage,
			errorCategory: metrics.errorCategory,
		}),
		context: withoutUndefined({
			workflowType: context.workflowType,
			sequencePosition: context.sequencePosition,
			batchSize: context.batchSize,
			sessionId: context.sessionId,
		}),
		// A number: what a client's clock says may lie beyond the years of a Firestore timestamp.
		...withoutUndefined({ clientTimestamp: event.clientTimestamp }),
		receivedAt: Timestamp.fromMillis(event.receivedAt),
		expireAt: Timestamp.fromMillis(event.expireAt),
		shard: event.shard,
		contentHash: event.contentHash,
		sanitizerVersion: event.sanitizerVersion,
		traceKey: traceKeyOf(event),
		storedAt: FieldValue.serverTimestamp(),
	};
}

/** The inverse of {@link toEventDocument}. */
export function fromEventDocument(snapshot: DocumentSnapshot): StoredEvent {
	const {
		traceKey: _traceKey,
		storedAt: _storedAt,
		...fields
	} = snapshot.data() as EventDocument;
	return {
		...fields,
		id: eventIdOf(snapshot.id),
		timestamp: fields.timestamp.toMillis(),
		receivedAt: fields.receivedAt.toMillis(),
		expireAt: fields.expireAt.toMillis(),
	};
}

function withoutUndefined<Fields extends object>(fields: Fields): Fields {
	const defined = Object.entries(fields).filter(
		([, value]) => value !== undefined,
	);
	return Object.fromEntries(defined) as Fields;
}

import type { ErrorCategory } from "../privacy";
import type { WireEvent } from "./wire-event";

/**
 * An accepted event as the stores hold it: the sanitised wire form with what the server adds.
 * Immutable once stored; only purge and erasure remove it.
 */
export interface StoredEvent extends Omit<WireEvent, "metrics"> {
	readonly metrics: WireEvent["metrics"] & {
		/** Of a failed operation only. */
		readonly errorCategory?: ErrorCategory;
	};
	/** Epoch ms as the client wrote it; present only where `timestamp` was corrected. */
	readonly clientTimestamp?: number;
	/** Epoch ms, the server's clock. */
	readonly receivedAt: number;
	/** Epoch ms: `timestamp` plus the retention time. */
	readonly expireAt: number;
	/** `shardOf(userId)`: which aggregation task counts it. */
	readonly shard: number;
	/** Tells a duplicate from an id conflict; comparable only within one `sanitizerVersion`. */
	readonly contentHash: string;
	readonly sanitizerVersion: number;
}

/** What counting has to know of a stored event. */
export type CountedEvent = Pick<
	StoredEvent,
	| "id"
	| "timestamp"
	| "userId"
	| "platform"
	| "operation"
	| "metrics"
	| "context"
>;

/**
 * The trace that an event belongs to before it is cut into sessions: the user's `sessionId`, or
 * the user's platform where the host sent none. Unique per user; fits a Firestore index entry.
 */
export function traceKeyOf(
	event: Pick<StoredEvent, "userId" | "platform" | "context">,
): string {
	const { sessionId } = event.context;
	return sessionId === undefined
		? `${event.userId}:p:${event.platform}`
		: `${event.userId}:s:${sessionId}`;
}

/** Spreads users over `shardCount` shards; `userId` is an HMAC, so its leading bits are uniform. */
export function shardOf(userId: string, shardCount: number): number {
	return Number.parseInt(userId.slice(0, 8), 16) % shardCount;
}

import { type StoredEvent, shardOf } from "../src/event/stored-event";

/** When {@link storedEvent} ends unless told otherwise: within 2026-11, epoch ms. */
export const EVENT_TIME = Date.UTC(2026, 10, 20, 12);

const RETENTION_MS = 365 * 24 * 60 * 60 * 1000;

/** What tests say of an event; the rest is filled in so that it is valid. */
export interface EventOverrides
	extends Partial<Omit<StoredEvent, "operation" | "metrics">> {
	readonly id: string;
	readonly operation?: Partial<StoredEvent["operation"]>;
	readonly metrics?: Partial<StoredEvent["metrics"]>;
}

/**
 * A valid stored event. `expireAt` follows from its timestamp at 365 days, and `shard` from its
 * user at `shardCount`, unless they are given.
 */
export function storedEvent(
	overrides: EventOverrides,
	shardCount: number,
): StoredEvent {
	const timestamp = overrides.timestamp ?? EVENT_TIME;
	const userId = overrides.userId ?? userIdIn(0, shardCount);
	return {
		timestamp,
		userId,
		platform: "mcp",
		context: {},
		receivedAt: timestamp + 1_000,
		expireAt: timestamp + RETENTION_MS,
		shard: shardOf(userId, shardCount),
		contentHash: `hash-of-${overrides.id}`,
		sanitizerVersion: 1,
		...overrides,
		operation: {
			type: "trim",
			inputFormat: "mp4",
			outputFormat: "mp4",
			parameters: "{}",
			fileSize: 1_000,
			...overrides.operation,
		},
		metrics: { success: true, processingTime: 1_000, ...overrides.metrics },
	};
}

/** The id of the `index`th user of a shard; `index` is below 16 million. */
export function userIdIn(shard: number, shardCount: number, index = 0): string {
	const leading = (index * shardCount + shard).toString(16).padStart(8, "0");
	return leading.padEnd(64, "ab");
}

import type { UserRecord } from "../aggregation/user-record";

/**
 * The tombstone of a user: none of their events that ended up to a time exists any more. Ingest
 * refuses them, aggregation deletes what was on its way.
 */
export interface Erasure {
	readonly userId: string;
	/** Epoch ms: the latest timestamp that is erased. */
	readonly through: number;
	/** Epoch ms, the clock of whoever wrote it. */
	readonly writtenAt: number;
	/** Epoch ms: from then on such events are too old anyway, and the tombstone may go. */
	readonly expireAt: number;
	/** Whether everything has been removed; otherwise somebody has yet to. */
	readonly finished: boolean;
}

/** True if an event that ended at `timestamp` (epoch ms) is one that the user's erasure covers. */
export function isErased(
	record: Pick<UserRecord, "erasedThrough"> | undefined,
	timestamp: number,
): boolean {
	const through = record?.erasedThrough;
	return through !== undefined && timestamp <= through;
}

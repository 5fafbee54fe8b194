import type { ShardHead } from "@ffmpeg-analytics/core";
import type {
	DocumentSnapshot,
	Firestore,
	Timestamp,
} from "@google-cloud/firestore";
import { shardReference } from "./collections";

/**
 * Firestore's time, as its answers tell it. The process's own clock is never asked: it may be
 * wrong, and tests inject one.
 */
export class ServerClock {
	readonly #firestore: Firestore;
	/** Times of heads that were read and not asked for yet. */
	readonly #readTimes = new WeakMap<ShardHead, Timestamp>();

	constructor(firestore: Firestore) {
		this.#firestore = firestore;
	}

	/** Notes when a shard's head was read. */
	note(head: ShardHead, { readTime }: DocumentSnapshot): void {
		this.#readTimes.set(head, readTime);
	}

	/**
	 * A time that has passed on the server, the more recent the better: once for each head that of
	 * its reading; then the server is asked, one read.
	 */
	async timeOf(head: ShardHead): Promise<Timestamp> {
		const noted = this.#readTimes.get(head);
		this.#readTimes.delete(head);
		if (noted !== undefined) return noted;
		const snapshot = await shardReference(this.#firestore, head.shard).get();
		return snapshot.readTime;
	}
}

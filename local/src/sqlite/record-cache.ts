import type { UserRecord } from "@ffmpeg-analytics/core";

/** A record beside the version of its row. */
export interface VersionedRecord {
	readonly record: UserRecord;
	readonly version: number;
	/** Characters of the row's body. */
	readonly length: number;
}

/**
 * Users' records as they were written last, so that those who are active all day are not parsed
 * again for every page. Never more than a copy: whoever takes a record asks the row for its version
 * first.
 *
 * A record is in one hand at a time. Folding changes it in place, so it leaves the cache when it is
 * taken, and comes back once what it became was committed; if it was not, the row has the truth.
 */
export class RecordCache {
	readonly #maxLength: number;
	readonly #records = new Map<string, VersionedRecord>();
	#length = 0;

	/** Holds records of so many characters at most; in memory they take about four times as many bytes. */
	constructor(maxLength: number) {
		this.#maxLength = maxLength;
	}

	/** Takes a user's record out; undefined if it is not of this version. */
	take(userId: string, version: number): UserRecord | undefined {
		const held = this.#records.get(userId);
		if (held === undefined) return undefined;
		this.#remove(userId, held);
		return held.version === version ? held.record : undefined;
	}

	/** Takes over a record that was committed; those that came first make room for it. */
	put(committed: VersionedRecord): void {
		const { userId } = committed.record;
		const before = this.#records.get(userId);
		if (before !== undefined) this.#remove(userId, before);
		this.#records.set(userId, committed);
		this.#length += committed.length;
		for (const [oldest, held] of this.#records) {
			if (this.#length <= this.#maxLength) break;
			this.#remove(oldest, held);
		}
	}

	#remove(userId: string, held: VersionedRecord): void {
		this.#records.delete(userId);
		this.#length -= held.length;
	}
}

const MICROS_PER_MILLI = 1000;

/** A moment in microseconds since the Unix epoch: the resolution of Firestore's own timestamps. */
export type EpochMicros = number;

/**
 * The server's clock.
 *
 * The in-process database compares commit and read times by their millisecond. A commit in the same
 * millisecond as an earlier read would go unnoticed by the transaction that made the read, which is a
 * lost update. So a commit is never in the millisecond of an earlier read, and no two commits have the
 * same time. Where reads and commits alternate over 1,000 times a second, the clock runs ahead of the
 * wall. The microseconds are kept, so that code which cuts them off fails here too.
 */
export class ServerClock {
	readonly #readWallMicros: () => EpochMicros;
	#lastReadMicros: EpochMicros = 0;
	#lastCommitMicros: EpochMicros = 0;
	#committing = false;

	constructor(readWallMicros: () => EpochMicros = wallMicros) {
		this.#readWallMicros = readWallMicros;
	}

	/** The time of a read, at or after every commit so far; inside {@link commit}, the commit's time. */
	now(): EpochMicros {
		if (this.#committing) return this.#lastCommitMicros;
		this.#lastReadMicros = Math.max(
			this.#readWallMicros(),
			this.#lastReadMicros,
			this.#lastCommitMicros,
		);
		return this.#lastReadMicros;
	}

	/** The latest time handed out, without handing it out to a read. */
	latest(): EpochMicros {
		return Math.max(this.#lastReadMicros, this.#lastCommitMicros);
	}

	/** Runs one commit, which must be synchronous. A commit inside another has the same time. */
	commit<Result>(apply: () => Result): Result {
		if (this.#committing) return apply();
		const earliest = Math.max(
			this.#readWallMicros(),
			this.#lastCommitMicros + 1,
		);
		const afterRead =
			(Math.floor(this.#lastReadMicros / MICROS_PER_MILLI) + 1) *
			MICROS_PER_MILLI;
		this.#lastCommitMicros =
			earliest >= afterRead
				? earliest
				: afterRead + (earliest % MICROS_PER_MILLI);
		this.#committing = true;
		try {
			return apply();
		} finally {
			this.#committing = false;
		}
	}
}

/** The milliseconds are the wall's; the microseconds only have to differ from call to call. */
function wallMicros(): EpochMicros {
	const subMillis = performance.now() % 1;
	return (
		Date.now() * MICROS_PER_MILLI + Math.floor(subMillis * MICROS_PER_MILLI)
	);
}

import type { Erasure } from "../erasure/erasure";
import type { AnalyticsStore } from "../ports/store";

/** Tombstones in memory are read again in the background once they are older than this. */
export const REFRESH_AFTER_MS = 20_000;

/**
 * Once they are older than this, ingest waits for new ones: an instance that slept for hours must
 * not go by what it knew.
 */
export const STALE_AFTER_MS = 50_000;

/** After a failure, nobody waits and nobody asks for so long. */
export const RETRY_AFTER_MS = 5_000;

/** Older tombstones need not be known here: aggregation honours them all. */
export const KNOWN_FOR_MS = 30 * 24 * 60 * 60 * 1000;

/** Instances' clocks differ, and commits take time: so much of the past is read again each time. */
export const OVERLAP_MS = 5 * 60_000;

/** Users held in memory; the ones written first go. Aggregation honours those too. */
export const MAX_ERASED_USERS = 100_000;

const PAGE = 500;

/**
 * Who was erased lately, as far as ingest needs to know at once: a look-up in memory, refreshed on
 * demand, so that every instance learns of an erasure within a minute.
 */
export class ErasedUsers {
	readonly #store: Pick<AnalyticsStore, "listErasures">;
	readonly #maxUsers: number;
	readonly #knownForMs: number;
	readonly #throughOf = new Map<string, number>();
	/** Epoch ms: when the last refresh that succeeded began. */
	#refreshedAt = Number.NEGATIVE_INFINITY;
	/** Epoch ms: when the last refresh that failed began. */
	#failedAt = Number.NEGATIVE_INFINITY;
	/** `writtenAt` of the latest tombstone seen. */
	#latest = Number.NEGATIVE_INFINITY;
	#refreshing: Promise<void> | undefined;

	constructor(
		store: Pick<AnalyticsStore, "listErasures">,
		{
			maxUsers = MAX_ERASED_USERS,
			knownForMs = KNOWN_FOR_MS,
		}: { readonly maxUsers?: number; readonly knownForMs?: number } = {},
	) {
		this.#store = store;
		this.#maxUsers = maxUsers;
		this.#knownForMs = knownForMs;
	}

	/**
	 * What to wait for before {@link isErased} is asked at `now` (epoch ms); undefined in the usual
	 * case. Never rejects: where the store cannot say, ingest goes on, as aggregation is exact anyway.
	 */
	refreshed(now: number): Promise<void> | undefined {
		const age = now - this.#refreshedAt;
		if (age >= 0 && age <= REFRESH_AFTER_MS) return undefined;
		const sinceFailure = now - this.#failedAt;
		const hasJustFailed = sinceFailure >= 0 && sinceFailure < RETRY_AFTER_MS;
		if (!hasJustFailed) this.#refreshing ??= this.#refresh(now);
		return age >= 0 && age <= STALE_AFTER_MS ? undefined : this.#refreshing;
	}

	/** Whether the user's events that ended at `timestamp` (epoch ms) have been erased. */
	isErased(userId: string, timestamp: number): boolean {
		const through = this.#throughOf.get(userId);
		return through !== undefined && timestamp <= through;
	}

	/** Takes note of a tombstone that was written here. */
	note({ userId, through }: Pick<Erasure, "userId" | "through">): void {
		const known = this.#throughOf.get(userId) ?? through;
		// Anew at the end, so that the map is in the order of writing.
		this.#throughOf.delete(userId);
		this.#throughOf.set(userId, Math.max(known, through));
		const [first] = this.#throughOf.keys();
		if (this.#throughOf.size > this.#maxUsers && first !== undefined)
			this.#throughOf.delete(first);
	}

	async #refresh(now: number): Promise<void> {
		try {
			const since = Math.max(
				0,
				now - this.#knownForMs,
				Math.min(now, this.#latest) - OVERLAP_MS,
			);
			let after: string | undefined;
			do {
				const page = await this.#store.listErasures({
					since,
					after,
					limit: PAGE,
				});
				for (const erasure of page.items) {
					this.note(erasure);
					this.#latest = Math.max(this.#latest, erasure.writtenAt);
				}
				after = page.next;
			} while (after !== undefined);
			this.#refreshedAt = now;
		} catch {
			this.#failedAt = now;
		} finally {
			this.#refreshing = undefined;
		}
	}
}

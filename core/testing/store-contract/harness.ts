import type { AnalyticsStore } from "../../src/ports/store";

/**
 * An empty, real database that one test has to itself, and the ways to make it misbehave. Its
 * functions are called without `this`.
 */
export interface StoreHarness {
	readonly store: AnalyticsStore;

	/**
	 * A further store over the same data, as another process or a restart would open it; the first
	 * one stays usable. Rejects if `shardCount` is given and is not that of the database.
	 */
	reopen(shardCount?: number): Promise<AnalyticsStore>;

	/**
	 * Runs `action` while the database refuses to commit whatever is written, from any store of this
	 * harness, as late as possible: after the writes were made, not instead of making them.
	 */
	whileCommitsFail<Result>(action: () => Promise<Result>): Promise<Result>;

	/**
	 * Runs `action` while commits succeed but their answers are lost. Absent where there is no wire
	 * for an answer to be lost on.
	 */
	whileAnswersAreLost?<Result>(action: () => Promise<Result>): Promise<Result>;

	/**
	 * Resolves when everything appended so far can be read by `readPage`, and stands before whatever
	 * is appended from now on. Absent where that is so at once.
	 */
	settle?(): Promise<void>;

	/** What one commit holds at most; absent where the database has no such limit. */
	readonly maxCommitBytes?: number;

	/** Closes every store and removes the data. */
	close(): Promise<void>;
}

/** Opens a new, empty database of so many shards. */
export type OpenStoreHarness = (shardCount: number) => Promise<StoreHarness>;

/** How many shards the contract's databases have. */
export const SHARD_COUNT = 4;

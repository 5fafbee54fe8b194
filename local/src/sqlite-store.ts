import type { AnalyticsStore } from "@ffmpeg-analytics/core";
import { openDatabase } from "./sqlite/database";
import { bindDeletion } from "./sqlite/deletion";
import { bindEvents } from "./sqlite/event-queries";
import { createIngestQueue } from "./sqlite/ingest-queue";
import { bindShards } from "./sqlite/shard-queries";
import { bindTotals } from "./sqlite/totals-queries";

/** The port's store over one SQLite file, plus its end. */
export interface SqliteStore extends AnalyticsStore {
	/**
	 * Writes what is queued and closes the file; every later call rejects with
	 * `StoreUnavailableError`. Safe to call twice.
	 */
	close(): Promise<void>;
}

export interface SqliteStoreOptions {
	/** Made where it does not exist, with its folders; readable by its owner alone. */
	readonly file: string;
	/** Must be the number that the file was made with. */
	readonly shardCount: number;
}

/**
 * Opens the store over a file. What was acknowledged survives a kill of the process and a loss of
 * power (WAL, synchronous=FULL). One process is meant to own the file, as calls block while another
 * writes; two do not corrupt it, since every transaction takes the write lock first and checks
 * versions inside it.
 *
 * @throws {StoreOpenError} if the file cannot be used, saying why and what to do
 */
export function openSqliteStore(options: SqliteStoreOptions): SqliteStore {
	const database = openDatabase(options.file, options.shardCount);
	const events = bindEvents(database);
	const queue = createIngestQueue(database);
	const shards = bindShards(database);
	const totals = bindTotals(database);
	const deletion = bindDeletion(database);
	return {
		append: (newEvents) => queue.append(newEvents),
		listRecent: async (query) => events.listRecent(query),
		readShard: async (shard) => shards.readShard(shard),
		readPage: async (head, limit) => events.readPage(head, limit),
		readUsers: async (userIds) => shards.readUsers(userIds),
		readUserMonths: async (keys) => shards.readUserMonths(keys),
		readTrace: async (query) => events.readTrace(query),
		commitPage: async (commit) => shards.commitPage(commit),
		readDeltas: async (limit) => totals.readDeltas(limit),
		readTotals: async () => totals.readTotals(),
		readPatterns: async (names) => totals.readPatterns(names),
		readUsageDays: async (days) => totals.readUsageDays(days),
		commitTotals: async (commit) => totals.commitTotals(commit),
		listPatterns: async (query) => totals.listPatterns(query),
		walkPatterns: async (after, limit) => totals.walkPatterns(after, limit),
		listTemplates: async () => totals.listTemplates(),
		deleteExpired: async (head, asOf, limit) =>
			deletion.deleteExpired(head, asOf, limit),
		deleteUserMonthsBefore: async (shard, month, limit) =>
			deletion.deleteUserMonthsBefore(shard, month, limit),
		deleteUsageBefore: async (day, limit) =>
			deletion.deleteUsageBefore(day, limit),
		ping: async () => void totals.readTotals(),
		async close() {
			await queue.drain();
			database.close();
		},
	};
}

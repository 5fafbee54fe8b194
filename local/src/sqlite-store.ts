import { setImmediate } from "node:timers/promises";
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
		listRecent: inTurn(events.listRecent),
		readShard: inTurn(shards.readShard),
		readPage: inTurn(events.readPage),
		readUsers: inTurn(shards.readUsers),
		readUserMonths: inTurn(shards.readUserMonths),
		readTrace: inTurn(events.readTrace),
		commitPage: inTurn(shards.commitPage),
		readDeltas: inTurn(totals.readDeltas),
		readTotals: inTurn(totals.readTotals),
		readPatterns: inTurn(totals.readPatterns),
		readUsageDays: inTurn(totals.readUsageDays),
		commitTotals: inTurn(totals.commitTotals),
		listPatterns: inTurn(totals.listPatterns),
		walkPatterns: inTurn(totals.walkPatterns),
		listTemplates: inTurn(totals.listTemplates),
		deleteExpired: inTurn(deletion.deleteExpired),
		deleteUserMonthsBefore: inTurn(deletion.deleteUserMonthsBefore),
		deleteUsageBefore: inTurn(deletion.deleteUsageBefore),
		ping: inTurn(() => void totals.readTotals()),
		async close() {
			await queue.drain();
			database.close();
		},
	};
}

/**
 * Calls to SQLite block. Without a turn of the event loop between them, a job that makes thousands
 * would keep requests and signals waiting until its end.
 */
function inTurn<Parameters extends unknown[], Result>(
	method: (...parameters: Parameters) => Result,
): (...parameters: Parameters) => Promise<Result> {
	return async (...parameters) => {
		await setImmediate();
		return method(...parameters);
	};
}

import { setImmediate } from "node:timers/promises";
import type { AnalyticsStore } from "@ffmpeg-analytics/core";
import { bindAuditReads } from "./sqlite/audit-queries";
import { type Backlog, bindBacklog } from "./sqlite/backlog";
import { openDatabase } from "./sqlite/database";
import { bindDeletion } from "./sqlite/deletion";
import { bindErasures } from "./sqlite/erasure-queries";
import { bindEvents } from "./sqlite/event-queries";
import { createInlineWriter } from "./sqlite/event-writer";
import { createIngestQueue, type Waiting } from "./sqlite/ingest-queue";
import { bindShards } from "./sqlite/shard-queries";
import { type StoreObserver, UNOBSERVED } from "./sqlite/store-observer";
import { bindTotals } from "./sqlite/totals-queries";
import { bindDeleteUserEvents } from "./sqlite/user-events";
import { bindWalkEvents } from "./sqlite/walk-events";
import { createWriteLock } from "./sqlite/write-lock";
import { createWriterThread } from "./sqlite/writer-thread";

/**
 * Twice as many would be counted a tenth faster. Requests wait while a page is computed, in two or three
 * pieces of about a tenth of a second each.
 */
const PAGE_EVENTS = 8_000;

/** The port's store over one SQLite file, plus what waits in it, and its end. */
export interface SqliteStore extends AnalyticsStore {
	/** What is stored and not counted yet, at a bounded cost. */
	readBacklog(): Promise<Backlog>;
	/** What waits for a commit of events. */
	waiting(): Waiting;
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
	/**
	 * The bundle of `event-writer-thread.ts`. With it, a thread of its own writes new events, and
	 * nothing else waits for the disk meanwhile; without it, they are written where the calls are made.
	 */
	readonly eventWriterProgram?: string | undefined;
	readonly observer?: StoreObserver | undefined;
}

/**
 * Opens the store over a file. What was acknowledged survives a kill of the process and a loss of
 * power (WAL, synchronous=FULL). One process is meant to own the file, as calls block while another
 * writes; two do not corrupt it, since every transaction takes the write lock first and checks
 * versions inside it.
 *
 * @throws {StoreOpenError} if the file cannot be used, saying why and what to do
 */
export function openSqliteStore({
	eventWriterProgram,
	observer = UNOBSERVED,
	...data
}: SqliteStoreOptions): SqliteStore {
	const { failed } = observer;
	const database = openDatabase(data.file, data.shardCount, failed);
	const writer =
		eventWriterProgram === undefined
			? createInlineWriter(database)
			: createWriterThread(eventWriterProgram, data, observer);
	const lock = createWriteLock();
	const queue = createIngestQueue(writer, lock, observer);
	const events = bindEvents(database);
	const walkEvents = bindWalkEvents(database);
	const shards = bindShards(database);
	const totals = bindTotals(database);
	const deletion = bindDeletion(database);
	const auditReads = bindAuditReads(database);
	const erasures = bindErasures(database);
	const deleteUserEvents = bindDeleteUserEvents(database, data.shardCount);
	const locked =
		<Parameters extends unknown[], Result>(
			method: (...parameters: Parameters) => Promise<Result>,
		) =>
		(...parameters: Parameters) =>
			lock(() => method(...parameters));
	return {
		pageEvents: PAGE_EVENTS,
		expiresEvents: false,
		append: (newEvents) => queue.append(newEvents),
		listRecent: inTurn(events.listRecent),
		walkEvents: inTurn(walkEvents),
		readShard: inTurn(shards.readShard),
		readPage: inTurn(events.readPage),
		readUsers: inTurn(shards.readUsers),
		readUserMonths: inTurn(shards.readUserMonths),
		readTrace: inTurn(events.readTrace),
		readEvents: inTurn(events.readEvents),
		commitPage: locked(inTurn(shards.commitPage)),
		readDeltas: inTurn(totals.readDeltas),
		readTotals: inTurn(totals.readTotals),
		readPatterns: inTurn(totals.readPatterns),
		readUsageDays: inTurn(totals.readUsageDays),
		readPackedDays: inTurn(totals.readPackedDays),
		commitTotals: locked(inTurn(totals.commitTotals)),
		listPatterns: inTurn(totals.listPatterns),
		walkPatterns: inTurn(totals.walkPatterns),
		listTemplates: inTurn(totals.listTemplates),
		readTemplates: inTurn(totals.readTemplates),
		deleteExpired: locked(inTurn(deletion.deleteExpired)),
		deleteUserMonthsBefore: locked(inTurn(deletion.deleteUserMonthsBefore)),
		deleteUsageBefore: locked(inTurn(deletion.deleteUsageBefore)),
		...auditReads,
		countExpired: inTurn(deletion.countExpired),
		countUserMonthsBefore: inTurn(deletion.countUserMonthsBefore),
		countUsageBefore: inTurn(deletion.countUsageBefore),
		writeErasure: locked(inTurn(erasures.writeErasure)),
		finishErasure: locked(inTurn(erasures.finishErasure)),
		removeErasure: locked(inTurn(erasures.removeErasure)),
		listErasures: inTurn(erasures.listErasures),
		deleteUserEvents: locked(inTurn(deleteUserEvents)),
		readBacklog: bindBacklog(database, data.shardCount),
		waiting: () => queue.waiting(),
		async ping() {
			await writer.write([]);
			totals.readTotals();
		},
		async close() {
			try {
				await queue.drain();
				await writer.close();
			} finally {
				database.close();
			}
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

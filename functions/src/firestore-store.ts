import type { AnalyticsStore } from "@ffmpeg-analytics/core";
import type { Firestore } from "@google-cloud/firestore";
import { appendEvents } from "./store/append-events";
import { countEnded, listUserMonths, readEnded } from "./store/audit-reads";
import { totalsReference } from "./store/collections";
import { withinTime } from "./store/commit";
import { commitTimeoutMs, deadlineSettings } from "./store/deadlines";
import {
	countExpired,
	countUsageBefore,
	countUserMonthsBefore,
	deleteExpired,
	deleteUsageBefore,
	deleteUserMonthsBefore,
} from "./store/deletions";
import { readDeltas } from "./store/deltas";
import {
	deleteUserEvents,
	finishErasure,
	listErasures,
	removeErasure,
	writeErasure,
} from "./store/erasures";
import { PackedDocuments } from "./store/packed-documents";
import {
	listRecent,
	readEvents,
	readPage,
	readTrace,
} from "./store/read-events";
import { ServerClock } from "./store/server-clock";
import {
	commitPage,
	readShard,
	readUserMonths,
	readUsers,
} from "./store/shard-state";
import type { StoreContext } from "./store/store-context";
import { asStoreError } from "./store/store-errors";
import {
	commitTotals,
	listPatterns,
	listTemplates,
	readPackedDays,
	readPatterns,
	readTemplates,
	readTotals,
	readUsageDays,
	verifyShardCount,
	walkPatterns,
} from "./store/totals-state";
import { walkEvents } from "./store/walk-events";

/** What the store is made of. */
export interface FirestoreStoreOptions {
	/** One that nobody has used yet: the store sets its deadlines. */
	readonly firestore: Firestore;
	/** Must be the same for as long as the database lives. */
	readonly shardCount: number;
	/**
	 * How far behind the server's time aggregation reads, ms. A commit takes at most half of it. 0
	 * is for emulators, whose commits stand in the order of their timestamps.
	 */
	readonly lagMs: number;
}

/** Whoever waits for an answer through Hosting has given up by then. */
const CALL_TIMEOUT_MS = 60_000;

/** With more, the records of its users are often too much for one commit. */
const PAGE_EVENTS = 2_000;

/** A health check is of no use to anybody later. */
const PING_TIMEOUT_MS = 5_000;

/**
 * The port `AnalyticsStore` on Firestore. Each change is one commit under the version of a head
 * document, not a transaction: nothing is locked, and what has moved meanwhile refuses it.
 *
 * The first call compares the number of shards with the database's, one read; a `SettingsError`
 * tells that they differ.
 */
export function createFirestoreStore({
	firestore,
	shardCount,
	lagMs,
}: FirestoreStoreOptions): AnalyticsStore {
	firestore.settings(deadlineSettings(lagMs));
	const context: StoreContext = {
		firestore,
		documents: new PackedDocuments(firestore),
		shardCount,
		lagMs,
		commitTimeoutMs: commitTimeoutMs(lagMs),
	};
	const clock = new ServerClock(firestore);
	const verified = remembered(() => verifyShardCount(context));

	/** Every call to the database: bounded in time, and its errors leave as those of the port. */
	const call = async <Answer>(
		action: () => Promise<Answer>,
		timeoutMs = CALL_TIMEOUT_MS,
	): Promise<Answer> => {
		try {
			return await withinTime(verified().then(action), timeoutMs);
		} catch (error) {
			throw asStoreError(error);
		}
	};

	return {
		pageEvents: PAGE_EVENTS,
		expiresEvents: true,
		append: (events) => call(() => appendEvents(context, events)),
		listRecent: (query) => call(() => listRecent(context, query)),
		walkEvents: (query) => call(() => walkEvents(context, query)),
		readShard: (shard) => call(() => readShard(context, clock, shard)),
		readPage: (head, limit) =>
			call(() => readPage(context, clock, head, limit)),
		readUsers: (userIds) => call(() => readUsers(context, userIds)),
		readUserMonths: (keys) => call(() => readUserMonths(context, keys)),
		readTrace: (query) => call(() => readTrace(context, query)),
		readEvents: (ids) => call(() => readEvents(context, ids)),
		commitPage: (commit) => call(() => commitPage(context, commit)),
		readDeltas: (limit) => call(() => readDeltas(context, limit)),
		readTotals: () => call(() => readTotals(context)),
		readPatterns: (names) => call(() => readPatterns(context, names)),
		readUsageDays: (days) => call(() => readUsageDays(context, days)),
		readPackedDays: (days) => call(() => readPackedDays(context, days)),
		commitTotals: (commit) => call(() => commitTotals(context, commit)),
		listPatterns: (query) => call(() => listPatterns(context, query)),
		walkPatterns: (after, limit) =>
			call(() => walkPatterns(context, after, limit)),
		listTemplates: () => call(() => listTemplates(context)),
		readTemplates: (ids) => call(() => readTemplates(context, ids)),
		deleteExpired: (head, asOf, limit) =>
			call(() => deleteExpired(context, head, asOf, limit)),
		deleteUserMonthsBefore: (shard, month, limit) =>
			call(() => deleteUserMonthsBefore(context, shard, month, limit)),
		deleteUsageBefore: (day, limit) =>
			call(() => deleteUsageBefore(context, day, limit)),
		countEnded: (shard, range) => call(() => countEnded(context, shard, range)),
		readEnded: (head, range, page) =>
			call(() => readEnded(context, head, range, page)),
		listUserMonths: (shard, month, page) =>
			call(() => listUserMonths(context, shard, month, page)),
		countExpired: (head, asOf) => call(() => countExpired(context, head, asOf)),
		countUserMonthsBefore: (shard, month) =>
			call(() => countUserMonthsBefore(context, shard, month)),
		countUsageBefore: (day) => call(() => countUsageBefore(context, day)),
		writeErasure: (erasure) => call(() => writeErasure(context, erasure)),
		finishErasure: (erasure) => call(() => finishErasure(context, erasure)),
		removeErasure: (erasure) => call(() => removeErasure(context, erasure)),
		listErasures: (query) => call(() => listErasures(context, query)),
		deleteUserEvents: (step) => call(() => deleteUserEvents(context, step)),
		ping: () =>
			call(async () => {
				await totalsReference(firestore).get();
			}, PING_TIMEOUT_MS),
	};
}

/** Runs an action until it succeeds once, at one time only once. */
function remembered(action: () => Promise<void>): () => Promise<void> {
	let running: Promise<void> | undefined;
	return () => {
		running ??= action().catch((error: unknown) => {
			running = undefined;
			throw error;
		});
		return running;
	};
}

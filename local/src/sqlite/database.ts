import { closeSync, existsSync, mkdirSync, openSync } from "node:fs";
import { dirname, resolve } from "node:path";
import {
	DatabaseSync,
	type SQLInputValue,
	type SQLOutputValue,
	type StatementSync,
} from "node:sqlite";
import {
	type FailureKind,
	failureKindOf,
	openFailure,
	StoreOpenError,
	storeFailure,
} from "./failures";
import { APPLICATION_ID, SCHEMA, SCHEMA_VERSION } from "./schema";

/**
 * How long a call waits for another process's lock before it gives up. The whole process waits with
 * it, so this is short: nobody else is meant to write to the file.
 */
const BUSY_TIMEOUT_MS = 2_000;

const CACHE_KIB = 32_000;

/**
 * The log goes into the file when it has this many pages of 4 KiB, 64 MB. Event ids and users come in
 * no order, so the same pages change again and again: the longer the log, the fewer writes of each.
 * SQLite's default, 1,000, makes storing events cost twice as much.
 */
const CHECKPOINT_PAGES = 16_000;

/** A column of a row. */
export type Value = SQLOutputValue;

/** An open file: statements and transactions, whose failures come as the port's errors. */
export interface Database {
	/** Runs statements that take no values. */
	execute(script: string): void;
	/** Prepares a statement, once for all its uses. */
	prepare(sql: string): Statement;
	/**
	 * Runs `work` in a transaction that holds the write lock from its start, and commits it. If
	 * anything in it throws, or the commit fails, nothing is left behind.
	 */
	transaction<Result>(work: () => Result): Result;
	/** Safe to call twice. */
	close(): void;
}

/** A prepared statement. */
export interface Statement {
	/** Runs it and returns how many rows it changed. */
	run(...values: SQLInputValue[]): number;
	get(...values: SQLInputValue[]): Record<string, Value> | undefined;
	all(...values: SQLInputValue[]): Record<string, Value>[];
}

/**
 * Opens the file, making it and its folders where they do not exist. `onFailure` hears of whatever SQLite
 * refuses, before the caller does.
 *
 * @throws {StoreOpenError} if it cannot be used
 */
export function openDatabase(
	file: string,
	shardCount: number,
	onFailure: (kind: FailureKind) => void = () => undefined,
): Database {
	const path = resolve(file);
	let connection: DatabaseSync | undefined;
	try {
		createPrivately(path);
		connection = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
		const database = wrap(connection, onFailure);
		refuseForeign(database, path);
		database.execute("PRAGMA journal_mode = WAL");
		// WAL's default, NORMAL, loses the last commits with the power.
		database.execute("PRAGMA synchronous = FULL");
		// Negative means KiB. Event ids are random, so inserts touch pages all over their index.
		database.execute(`PRAGMA cache_size = -${CACHE_KIB}`);
		database.execute(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
		database.transaction(() => {
			if (isEmpty(database)) createSchema(database, shardCount);
			refuseForeign(database, path);
			refuseOtherShardCount(database, path, shardCount);
		});
		return database;
	} catch (error) {
		connection?.close();
		throw openFailure(path, error);
	}
}

/** One by one: where no folder can be made (/proc), Node's recursive way tries for ever. */
function makeFolder(path: string): void {
	if (existsSync(path)) return;
	makeFolder(dirname(path));
	mkdirSync(path, { mode: 0o700 });
}

function createPrivately(path: string): void {
	makeFolder(dirname(path));
	// SQLite gives the files beside it (-wal, -shm) the mode of this one.
	closeSync(openSync(path, "a", 0o600));
}

function isEmpty(database: Database): boolean {
	return numberOf(database, "SELECT count(*) FROM sqlite_schema") === 0;
}

function createSchema(database: Database, shardCount: number): void {
	database.execute(SCHEMA);
	database.execute(`PRAGMA application_id = ${APPLICATION_ID}`);
	database.execute(`PRAGMA user_version = ${SCHEMA_VERSION}`);
	database
		.prepare("INSERT INTO settings (name, value) VALUES ('SHARD_COUNT', ?)")
		.run(String(shardCount));
}

/** Only reads, so that what is not ours stays as it is. */
function refuseForeign(database: Database, path: string): void {
	if (isEmpty(database)) return;
	if (numberOf(database, "PRAGMA application_id") !== APPLICATION_ID)
		throw new StoreOpenError(
			`${path} is a SQLite database of another program; choose another file`,
		);
	const version = numberOf(database, "PRAGMA user_version");
	if (version !== SCHEMA_VERSION)
		throw new StoreOpenError(
			`${path} has schema version ${version} and this program knows ${SCHEMA_VERSION}; use the release that wrote it, or choose another file`,
		);
}

function refuseOtherShardCount(
	database: Database,
	path: string,
	shardCount: number,
): void {
	const stored = database
		.prepare("SELECT value FROM settings WHERE name = 'SHARD_COUNT'")
		.get()?.value;
	if (stored !== String(shardCount))
		throw new StoreOpenError(
			`SHARD_COUNT is ${shardCount}, but ${path} was made with ${stored}; it cannot change, set SHARD_COUNT=${stored}`,
		);
}

function numberOf(database: Database, sql: string): number {
	const [value] = Object.values(database.prepare(sql).get() ?? {});
	return Number(value);
}

function wrap(
	connection: DatabaseSync,
	onFailure: (kind: FailureKind) => void,
): Database {
	const attempt = <Result>(action: () => Result): Result => {
		try {
			return action();
		} catch (error) {
			onFailure(failureKindOf(error));
			throw storeFailure(error);
		}
	};
	return {
		execute: (script) => attempt(() => connection.exec(script)),
		prepare: (sql) =>
			attempt(() => wrapStatement(connection.prepare(sql), attempt)),
		transaction(work) {
			attempt(() => connection.exec("BEGIN IMMEDIATE"));
			try {
				const result = work();
				attempt(() => connection.exec("COMMIT"));
				return result;
			} catch (error) {
				// Some failures, a full disk among them, have rolled back already.
				if (connection.isOpen && connection.isTransaction)
					connection.exec("ROLLBACK");
				throw error;
			}
		},
		close() {
			if (connection.isOpen) connection.close();
		},
	};
}

function wrapStatement(
	statement: StatementSync,
	attempt: <Result>(action: () => Result) => Result,
): Statement {
	return {
		run: (...values) => attempt(() => Number(statement.run(...values).changes)),
		get: (...values) => attempt(() => statement.get(...values)),
		all: (...values) => attempt(() => statement.all(...values)),
	};
}

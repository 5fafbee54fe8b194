import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { StoreHarness } from "@ffmpeg-analytics/core/testing";
import { openSqliteStore, type SqliteStore } from "../src/sqlite-store";

/** Every table that a commit writes. */
const WRITTEN_TABLES = [
	"events",
	"shards",
	"users",
	"user_months",
	"deltas",
	"totals",
	"patterns",
	"usage_days",
	"templates",
	"erasures",
];

/** A store over a file of its own, with the file's path. */
export async function openSqliteHarness(
	shardCount: number,
	eventWriterProgram?: string,
): Promise<StoreHarness & { readonly file: string }> {
	const folder = mkdtempSync(join(tmpdir(), "sqlite-store-"));
	const file = join(folder, "analytics.sqlite");
	const stores: SqliteStore[] = [];
	const open = async (count: number) => {
		const store = openSqliteStore({
			file,
			shardCount: count,
			eventWriterProgram,
		});
		stores.push(store);
		// Whoever opens the file beside it meets no thread that is still opening it.
		await store.ping();
		return store;
	};
	return {
		file,
		store: await open(shardCount),
		reopen: (count = shardCount) => open(count),
		whileCommitsFail: async (action) => {
			breakCommits(file);
			try {
				return await action();
			} finally {
				mendCommits(file);
			}
		},
		async close() {
			for (const store of stores) await store.close();
			rmSync(folder, { recursive: true });
		},
	};
}

/**
 * Makes every write owe a row that never comes: a deferred foreign key, which SQLite checks when the
 * transaction commits, after all its writes.
 */
function breakCommits(file: string): void {
	withFile(file, (database) => {
		database.exec(`
			CREATE TABLE promised (id INTEGER PRIMARY KEY);
			CREATE TABLE owing (id INTEGER REFERENCES promised (id) DEFERRABLE INITIALLY DEFERRED);`);
		for (const table of WRITTEN_TABLES)
			for (const verb of ["INSERT", "UPDATE", "DELETE"])
				database.exec(`
					CREATE TRIGGER break_${table}_${verb} AFTER ${verb} ON ${table}
					BEGIN INSERT INTO owing VALUES (1); END`);
	});
}

function mendCommits(file: string): void {
	withFile(file, (database) => {
		for (const table of WRITTEN_TABLES)
			for (const verb of ["INSERT", "UPDATE", "DELETE"])
				database.exec(`DROP TRIGGER break_${table}_${verb}`);
		database.exec("DROP TABLE owing; DROP TABLE promised");
	});
}

/** Opens the file beside the store, as another process would. */
export function withFile<Result>(
	file: string,
	action: (database: DatabaseSync) => Result,
): Result {
	const database = new DatabaseSync(file);
	try {
		return action(database);
	} finally {
		database.close();
	}
}

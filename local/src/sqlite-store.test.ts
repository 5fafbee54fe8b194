import {
	chmodSync,
	existsSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { StoreUnavailableError, type UserRecord } from "@ffmpeg-analytics/core";
import {
	describeStoreContract,
	storedEvent,
} from "@ffmpeg-analytics/core/testing";
import { openSqliteHarness, withFile } from "../testing/sqlite-harness";
import { StoreOpenError } from "./sqlite/failures";
import { openSqliteStore, type SqliteStore } from "./sqlite-store";

const SHARD_COUNT = 4;
const event = (id: string) => storedEvent({ id }, SHARD_COUNT);

describeStoreContract("SQLite", openSqliteHarness);

describe("openSqliteStore", () => {
	let folder: string;
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), "sqlite-open-"));
	});
	afterEach(() => rmSync(folder, { recursive: true, force: true }));
	const open = (file: string, shardCount = SHARD_COUNT) =>
		openSqliteStore({ file, shardCount });

	it("makes the folders and a file that only its owner can read, and the files beside it", async () => {
		const file = join(folder, "a", "b", "analytics.sqlite");
		const store = open(file);
		await store.append([event("a")]);
		for (const suffix of ["", "-wal", "-shm"])
			expect(statSync(`${file}${suffix}`).mode & 0o777).toBe(0o600);
		await store.close();
		expect(existsSync(`${file}-wal`)).toBe(false);
	});

	it("keeps everything when closed and opened again", async () => {
		const file = join(folder, "analytics.sqlite");
		const first = open(file);
		await first.append([event("a"), event("b")]);
		await first.close();
		const second = open(file);
		const { items } = await second.listRecent({ limit: 10 });
		expect(items).toEqual([event("b"), event("a")]);
		await second.close();
	});

	it("reads what another process has made of a record since it was written here", async () => {
		const file = join(folder, "analytics.sqlite");
		const [here, there] = [open(file), open(file)];
		const userId = "a".repeat(64);
		const write = async (store: SqliteStore, latestTimestamp: number) => {
			const record = { userId, latestTimestamp, current: { month: "2026-11" } };
			const nothing = { userMonths: [], deltas: [] };
			const users = [record as UserRecord];
			const head = await store.readShard(0);
			return store.commitPage({ head, users, ...nothing });
		};
		for (const [time, store] of [here, there, there, here].entries()) {
			expect(await write(store, time)).toBe("committed");
			for (const reader of [here, there])
				expect((await reader.readUsers([userId])).get(userId)).toMatchObject({
					latestTimestamp: time,
				});
		}
		await here.close();
		await there.close();
	});

	it("writes what is queued before it closes, and is away afterwards", async () => {
		const file = join(folder, "analytics.sqlite");
		const store = open(file);
		const appended = store.append([event("a")]);
		await store.close();
		await store.close();
		expect(await appended).toEqual([{ status: "stored" }]);
		for (const call of [
			() => store.ping(),
			() => store.append([event("b")]),
			() => store.readShard(0),
			() => store.commitTotals({ head: { version: "0", users: {} } }),
		])
			await expect(call()).rejects.toBeInstanceOf(StoreUnavailableError);
	});

	it("refuses a file that is not a database and leaves it as it is", () => {
		const file = join(folder, "notes.txt");
		const content = "text, and enough of it".repeat(99);
		writeFileSync(file, content);
		expect(() => open(file)).toThrow(StoreOpenError);
		expect(() => open(file)).toThrow(/not a SQLite database/);
		expect(readFileSync(file, "utf8")).toBe(content);
	});

	it("refuses a database of another program and leaves it as it is", () => {
		const file = join(folder, "other.db");
		withFile(file, (other) => other.exec("CREATE TABLE theirs (x)"));
		expect(() => open(file)).toThrow(/another program/);
		withFile(file, (other) => {
			expect(other.prepare("SELECT name FROM sqlite_schema").all()).toEqual([
				expect.objectContaining({ name: "theirs" }),
			]);
			expect(other.prepare("PRAGMA journal_mode").get()).toMatchObject({
				journal_mode: "delete",
			});
		});
	});

	it("refuses a newer schema version and names both", async () => {
		const file = join(folder, "analytics.sqlite");
		await open(file).close();
		withFile(file, (database) => database.exec("PRAGMA user_version = 99"));
		expect(() => open(file)).toThrow(/schema version 99 .* knows \d+;/);
	});

	it("refuses another number of shards and says what to set", async () => {
		const file = join(folder, "analytics.sqlite");
		await open(file, 4).close();
		expect(() => open(file, 8)).toThrow(/set SHARD_COUNT=4/);
	});

	it("refuses a folder, and a path through a file", () => {
		expect(() => open(folder)).toThrow(/is a folder/);
		writeFileSync(join(folder, "file"), "");
		expect(() => open(join(folder, "file", "a.sqlite"))).toThrow(
			/part of its path is a file/,
		);
	});

	it("says so where it has no permission", async () => {
		const locked = join(folder, "locked");
		const file = join(locked, "a.sqlite");
		await open(file).close();
		chmodSync(locked, 0o500);
		// The superuser may write anywhere.
		if (process.getuid?.() !== 0)
			expect(() => open(join(locked, "b.sqlite"))).toThrow(/no permission/);
		chmodSync(locked, 0o700);
	});

	it("is unavailable while another process holds the lock, and works afterwards", async () => {
		const file = join(folder, "analytics.sqlite");
		const store = open(file);
		const other = new DatabaseSync(file);
		other.exec("BEGIN IMMEDIATE");
		await expect(store.append([event("a")])).rejects.toBeInstanceOf(
			StoreUnavailableError,
		);
		// Readers are not held up.
		await expect(store.ping()).resolves.toBeUndefined();
		other.exec("ROLLBACK");
		other.close();
		expect(await store.append([event("a")])).toEqual([{ status: "stored" }]);
		await store.close();
	});

	it("lets others have their turn between the calls of a job", async () => {
		const store = open(join(folder, "analytics.sqlite"));
		let turns = 0;
		let isOver = false;
		const takeTurns = () => {
			turns++;
			if (!isOver) setImmediate(takeTurns);
		};
		setImmediate(takeTurns);
		for (let call = 0; call < 100; call++) await store.readShard(0);
		isOver = true;
		// A turn of the event loop for each call, however long it takes.
		expect(turns).toBeGreaterThanOrEqual(99);
		await store.close();
	});

	it("lists an event when it is counted, and leaves nothing of it when it is deleted", async () => {
		const file = join(folder, "analytics.sqlite");
		const store = open(file);
		const userId = `00000000${"a".repeat(56)}`;
		const events = ["a", "b", "c"].map((id) =>
			storedEvent({ id, userId, expireAt: 1 }, SHARD_COUNT),
		);
		await store.append(events);
		const rows = () =>
			withFile(file, (database) =>
				["events", "counted_by_trace", "counted_by_expiry"].map(
					(table) =>
						database.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.n,
				),
			);
		expect(rows()).toEqual([3, 0, 0]);
		const head = await store.readShard(0);
		const { marks } = await store.readPage(head, 2);
		const nothing = { users: [], userMonths: [], deltas: [] };
		await store.commitPage({ head, mark: marks[1], ...nothing });
		expect(rows()).toEqual([3, 2, 2]);
		const counted = await store.readShard(0);
		expect(await store.deleteExpired(counted, 2, 10)).toEqual({
			deleted: 2,
			more: false,
		});
		expect(rows()).toEqual([1, 0, 0]);
		await store.close();
	});

	it("puts the calls of one turn into one commit, and tells each its own outcome", async () => {
		const file = join(folder, "analytics.sqlite");
		const store = open(file);
		const calls = Array.from({ length: 40 }, (_, index) =>
			store.append([event(`own-${index}`), event("shared")]),
		);
		const outcomes = await Promise.all(calls);
		expect(outcomes.map(([own]) => own?.status)).toEqual(
			calls.map(() => "stored"),
		);
		expect(outcomes.map(([, shared]) => shared?.status)).toEqual([
			"stored",
			...calls.slice(1).map(() => "exists"),
		]);
		await store.close();
	});

	it("does not let a call that cannot be stored harm its neighbours", async () => {
		const file = join(folder, "analytics.sqlite");
		const store = open(file);
		const impossible = { ...event("bad"), timestamp: Number.NaN };
		const [before, bad, after] = await Promise.allSettled([
			store.append([event("a")]),
			store.append([event("c"), impossible]),
			store.append([event("b")]),
		]);
		expect([before.status, bad.status, after.status]).toEqual([
			"fulfilled",
			"rejected",
			"fulfilled",
		]);
		const { items } = await store.listRecent({ limit: 10 });
		expect(items.map(({ id }) => id)).toEqual(["b", "a"]);
		await store.close();
	});
});

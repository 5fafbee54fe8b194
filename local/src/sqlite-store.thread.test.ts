import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { StoreUnavailableError } from "@ffmpeg-analytics/core";
import {
	describeStoreContract,
	storedEvent,
} from "@ffmpeg-analytics/core/testing";
import { bundle } from "../testing/bundle";
import { openSqliteHarness } from "./sqlite/sqlite-harness";
import { openSqliteStore } from "./sqlite-store";

const SHARD_COUNT = 4;
const event = (id: string) => storedEvent({ id }, SHARD_COUNT);

const folder = mkdtempSync(join(tmpdir(), "sqlite-thread-"));
const eventWriterProgram = join(folder, "event-writer-thread.cjs");
beforeAll(() => bundle("src/event-writer-thread.ts", eventWriterProgram));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describeStoreContract("SQLite, writing events in a thread", (shardCount) =>
	openSqliteHarness(shardCount, eventWriterProgram),
);

describe("a store that writes events in a thread", () => {
	let count = 0;
	const open = () => {
		const file = join(folder, `${count++}.sqlite`);
		const store = openSqliteStore({
			file,
			shardCount: SHARD_COUNT,
			eventWriterProgram,
		});
		return { file, store };
	};

	it("lets others have their turn while a commit waits", async () => {
		const { file, store } = open();
		await store.append([event("a")]);
		const other = new DatabaseSync(file);
		other.exec("BEGIN IMMEDIATE");
		let turns = 0;
		const counting = setInterval(() => turns++, 1);
		const refused = store.append([event("b")]);
		await expect(refused).rejects.toBeInstanceOf(StoreUnavailableError);
		clearInterval(counting);
		expect(turns).toBeGreaterThan(100);
		other.exec("ROLLBACK");
		other.close();
		expect(await store.append([event("b")])).toEqual([{ status: "stored" }]);
		await store.close();
	});

	it("writes its own state while events stream in, and loses neither", async () => {
		const { store } = open();
		let appended = 0;
		let streaming = true;
		const stream = async (caller: number) => {
			while (streaming) {
				const id = `${caller}-${appended++}`;
				expect(await store.append([event(id)])).toEqual([{ status: "stored" }]);
			}
		};
		const streams = [0, 1, 2, 3].map(stream);
		for (let version = 0; version < 200; version++) {
			const head = await store.readTotals();
			expect(head.version).toBe(String(version));
			expect(await store.commitTotals({ head })).toBe("committed");
		}
		streaming = false;
		await Promise.all(streams);
		expect(appended).toBeGreaterThan(100);
		let found = 0;
		let next: string | undefined;
		do {
			const page = await store.listRecent({ limit: 1_000, after: next });
			found += page.items.length;
			next = page.next;
		} while (next !== undefined);
		expect(found).toBe(appended);
		await store.close();
	});

	it("writes what is queued before it closes, and is away afterwards", async () => {
		const { store } = open();
		const written = store.append([event("a")]);
		await store.close();
		await store.close();
		expect(await written).toEqual([{ status: "stored" }]);
		await expect(store.append([event("b")])).rejects.toBeInstanceOf(
			StoreUnavailableError,
		);
	});

	it("is unavailable, and not broken for good, where the thread cannot run", async () => {
		const store = openSqliteStore({
			file: join(folder, "no-program.sqlite"),
			shardCount: SHARD_COUNT,
			eventWriterProgram: join(folder, "nowhere.cjs"),
		});
		for (let attempt = 0; attempt < 2; attempt++)
			await expect(store.append([event("a")])).rejects.toBeInstanceOf(
				StoreUnavailableError,
			);
		await expect(store.ping()).resolves.toBeUndefined();
		await store.close();
	});
});

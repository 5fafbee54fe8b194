import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { StoreUnavailableError } from "@ffmpeg-analytics/core";
import {
	describeStoreContract,
	storedEvent,
} from "@ffmpeg-analytics/core/testing";
import { bundle } from "../testing/bundle";
import { openSqliteHarness } from "../testing/sqlite-harness";
import type { StoreObserver } from "./sqlite/store-observer";
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
	const open = (observer?: StoreObserver) => {
		const file = join(folder, `${count++}.sqlite`);
		const store = openSqliteStore({
			file,
			observer,
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

	it("tells who watches of each commit, and of what SQLite refuses", async () => {
		let commits = 0;
		const failures: string[] = [];
		const { file, store } = open({
			wrote: () => commits++,
			failed: (kind) => failures.push(kind),
		});
		await Promise.all(["a", "b"].map((id) => store.append([event(id)])));
		expect({ commits, failures }).toEqual({ commits: 1, failures: [] });
		const other = new DatabaseSync(file);
		other.exec("BEGIN IMMEDIATE");
		const refused = ["c", "d"].map((id) => store.append([event(id)]));
		expect(store.waiting()).toEqual({ calls: 2, events: 2 });
		await Promise.allSettled(refused);
		other.close();
		expect({ commits, failures }).toEqual({ commits: 2, failures: ["busy"] });
		expect(store.waiting()).toEqual({ calls: 0, events: 0 });
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

	it("tells each of many calls at once its own outcome, health checks among them", async () => {
		const { store } = open();
		const calls = Array.from({ length: 200 }, async (_, index) => {
			const own = Array.from({ length: 1 + (index % 40) }, (_, part) =>
				event(`${index}-${part}`),
			);
			const outcomes = store.append([...own, event("shared")]);
			await store.ping();
			expect((await outcomes).slice(0, -1)).toEqual(
				own.map(() => ({ status: "stored" })),
			);
			return (await outcomes).at(-1)?.status;
		});
		const shared = await Promise.all(calls);
		expect(shared.filter((status) => status === "stored")).toHaveLength(1);
		expect(shared.filter((status) => status === "exists")).toHaveLength(199);
		await store.close();
	});

	it("lets others write between its commits, however much has come at once", async () => {
		const { store } = open();
		const events = (call: number) =>
			Array.from({ length: 500 }, (_, part) => event(`${call}-${part}`));
		let appended = 0;
		const appends = Array.from({ length: 60 }, async (_, call) => {
			await store.append(events(call));
			appended += 500;
		});
		const head = await store.readTotals();
		expect(await store.commitTotals({ head })).toBe("committed");
		expect(appended).toBeLessThan(15_000);
		await Promise.all(appends);
		expect(appended).toBe(30_000);
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

	/** Opens a store whose thread runs another program than the product's. */
	const openWith = (program: string, observer?: StoreObserver) =>
		openSqliteStore({
			observer,
			file: join(folder, `${count++}.sqlite`),
			shardCount: SHARD_COUNT,
			eventWriterProgram: program,
		});
	const programOf = (onMessage: string) => {
		const program = join(folder, `program-${count}.cjs`);
		writeFileSync(
			program,
			`const { existsSync, writeFileSync } = require("node:fs");
			const { parentPort } = require("node:worker_threads");
			parentPort.on("message", (message) => { ${onMessage} });`,
		);
		return program;
	};

	it("is unavailable, and not broken for good, where the thread cannot run", async () => {
		const store = openWith(join(folder, "nowhere.cjs"));
		for (let attempt = 0; attempt < 2; attempt++) {
			await expect(store.append([event("a")])).rejects.toBeInstanceOf(
				StoreUnavailableError,
			);
			await expect(store.ping()).rejects.toThrow(
				/^the thread that writes events ended: Error: Cannot find module/,
			);
		}
		expect((await store.listRecent({ limit: 1 })).items).toEqual([]);
		await store.close();
	});

	it("has the program in memory from its start on", async () => {
		const program = join(folder, "removed.cjs");
		copyFileSync(eventWriterProgram, program);
		const store = openWith(program);
		await store.ping();
		rmSync(program);
		expect(await store.append([event("a")])).toEqual([{ status: "stored" }]);
		await store.close();
	});

	it("answers a ping while another process holds the database, as it need not write", async () => {
		const { file, store } = open();
		await store.ping();
		const other = new DatabaseSync(file);
		other.exec("BEGIN IMMEDIATE");
		await store.ping();
		other.close();
		await store.close();
	});

	it("starts another thread when one has died, and tells who watches", async () => {
		const flag = JSON.stringify(join(folder, "died"));
		const failures: string[] = [];
		const store = openWith(
			programOf(`
				if (message === "close") return parentPort.close();
				if (existsSync(${flag})) return parentPort.postMessage([]);
				writeFileSync(${flag}, "");
				throw new Error("the first one");`),
			{ wrote: () => undefined, failed: (kind) => failures.push(kind) },
		);
		await expect(store.ping()).rejects.toBeInstanceOf(StoreUnavailableError);
		await store.ping();
		await store.close();
		expect(failures).toEqual(["writer_ended"]);
	});

	it("is closed also where its thread ends by an error", async () => {
		const store = openWith(
			programOf(`
				if (message === "close") throw new Error("not now");
				parentPort.postMessage([]);`),
		);
		await store.ping();
		await store.close();
		await expect(store.listRecent({ limit: 1 })).rejects.toBeInstanceOf(
			StoreUnavailableError,
		);
	});
});

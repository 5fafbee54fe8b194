import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	truncateSync,
	utimesSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
	type OpenedSink,
	type OpenSinkOptions,
	openHttpSink,
} from "../../testing/open-http-sink.ts";
import { readyEvents } from "../../testing/ready-events.ts";
import { openSinkServer, type SinkServer } from "../../testing/sink-server.ts";
import { freeName, heldName, thisProcess } from "./owner.ts";
import { MOST_FOLDERS } from "./thin-out.ts";

describe("a sink with a spool", () => {
	let server: SinkServer;
	let folder: string;
	let spoolFolder: string;
	const opened: OpenedSink[] = [];
	beforeEach(async () => {
		server = await openSinkServer();
		folder = mkdtempSync(join(tmpdir(), "spool-"));
		spoolFolder = join(folder, "data", "spool");
	});
	afterEach(async () => {
		for (const { sink } of opened.splice(0)) await sink.close(0);
		await server.close();
		rmSync(folder, { recursive: true, force: true });
	});

	function open(options: Partial<OpenSinkOptions> = {}): OpenedSink {
		const sink = openHttpSink({
			endpoint: server.url,
			spoolFolder,
			...options,
		});
		opened.push(sink);
		return sink;
	}

	/** Files of the spool, each with its folder. */
	const files = () =>
		readdirSync(spoolFolder, { withFileTypes: true }).flatMap((entry) =>
			entry.isDirectory()
				? readdirSync(join(spoolFolder, entry.name)).map((file) =>
						join(entry.name, file),
					)
				: [],
		);
	const read = () =>
		files().map((file) => readFileSync(join(spoolFolder, file), "utf8"));

	/** Leaves records behind as a process would that is gone. */
	function leave(...contents: string[]): string {
		const left = join(spoolFolder, freeName());
		mkdirSync(left, { recursive: true });
		for (const [n, content] of contents.entries())
			writeFileSync(
				join(left, `${String(n + 1).padStart(8, "0")}.ndjson`),
				content,
			);
		return left;
	}

	const lines = (series: number, count: number) =>
		readyEvents(series, count)
			.map(({ json }) => `${json},\n`)
			.join("");

	it("has everything on disk when accept returns, for nobody else to read", () => {
		const { sink } = open();
		sink.accept(readyEvents(1, 2));
		sink.accept(readyEvents(1, 1, 2));
		expect(read()).toEqual([lines(1, 3)]);
		const [file = ""] = files();
		const modeOf = (path: string) => statSync(path).mode & 0o777;
		expect(modeOf(join(spoolFolder, file))).toBe(0o600);
		expect(modeOf(join(spoolFolder, file, ".."))).toBe(0o700);
		expect(modeOf(spoolFolder)).toBe(0o700);
	});

	it("keeps nothing of what is delivered", async () => {
		const { sink, counters } = open();
		sink.accept(readyEvents(1, 1_100));
		await sink.flush();
		expect(files()).toEqual([]);
		await sink.close(1_000);
		expect(readdirSync(spoolFolder)).toEqual([]);
		expect(counters).toMatchObject({ stored: 1_100, spooled: 0 });
	});

	it("keeps what so many processes have left, and no more, even if none lives to look", () => {
		const left = Array.from({ length: MOST_FOLDERS + 2 }, (_, n) => {
			const path = leave("");
			utimesSync(path, 1_000 + n, 1_000 + n);
			return path;
		});
		const { sink, said } = open();
		sink.accept(readyEvents(1, 1));
		sink.closeNow();
		expect(left.map((path) => existsSync(path)).indexOf(true)).toBe(3);
		expect(readdirSync(spoolFolder)).toHaveLength(MOST_FOLDERS);
		expect(read()).toContain(lines(1, 1));
		expect(said).toEqual([expect.stringContaining("the oldest is deleted")]);
	});

	it("leaves what was not delivered to the next one, which sends it once", async () => {
		await server.goDown();
		const before = open();
		before.sink.accept(readyEvents(1, 1_100));
		before.sink.closeNow();
		before.sink.closeNow();
		expect(before.counters).toMatchObject({ spooled: 1_100, stored: 0 });
		await server.comeBack();
		const { sink, counters } = open();
		await sink.close(5_000);
		expect(server.events.size).toBe(1_100);
		expect(counters).toMatchObject({ stored: 1_100, duplicates: 0 });
		expect(readdirSync(spoolFolder)).toEqual([]);
	});

	it("resolves a flush at the first failure, as everything is on disk", async () => {
		await server.goDown();
		const { sink, counters } = open();
		sink.accept(readyEvents(1, 700));
		await sink.flush();
		await sink.flush();
		expect(counters).toMatchObject({ stored: 0, droppedFromQueue: 0 });
		await sink.close(50);
		expect(counters.spooled).toBe(700);
	});

	it("puts what many have left into few requests", async () => {
		for (let series = 1; series <= 40; series++) leave(lines(series, 3));
		const { sink } = open();
		await sink.close(5_000);
		expect(server.requests.map(({ events }) => events)).toEqual([120]);
		expect(server.events.size).toBe(120);
		expect(readdirSync(spoolFolder)).toEqual([]);
	});

	it("delivers what a sibling leaves while this one lives", async () => {
		const { sink } = open();
		sink.accept(readyEvents(1, 1));
		await sink.flush();
		leave(lines(2, 5));
		// Instead of half a minute of waiting: a sink that has not looked yet.
		const other = open();
		other.sink.accept(readyEvents(3, 1));
		await other.sink.close(5_000);
		expect(server.events.size).toBe(7);
	});

	it("never takes what another one still holds", async () => {
		await server.goDown();
		const living = open();
		living.sink.accept(readyEvents(1, 10));
		const held = read();
		const working = await openSinkServer();
		const { sink } = open({ endpoint: working.url });
		sink.accept(readyEvents(2, 10));
		await sink.close(2_000);
		expect(working.events.size).toBe(10);
		expect(read()).toEqual(held);
		await working.close();
	});

	it("loses no whole record to a broken one, and says so once", async () => {
		const good = lines(1, 3);
		const torn = readyEvents(2, 1)[0]?.json.slice(0, 100) ?? "";
		leave(
			`${good}${torn}`,
			`\0\0\0\0,\n${lines(3, 1)}{"not":"an event"},\n${lines(4, 1)}`,
			"",
			"no event at all",
		);
		leave(lines(5, 2).slice(0, -2));
		leave(lines(6, 2).slice(0, -1));
		const { sink, counters, said } = open();
		await sink.close(5_000);
		expect(server.events.size).toBe(9);
		expect(counters).toMatchObject({ stored: 9, rejected: 0 });
		expect(said).toEqual([expect.stringContaining("no event")]);
		expect(readdirSync(spoolFolder)).toEqual([]);
	});

	it("deals out what is too much for one request", async () => {
		leave(lines(1, 1_200), lines(2, 499), lines(3, 2));
		const { sink } = open();
		await sink.close(5_000);
		expect(server.events.size).toBe(1_701);
		expect(Math.max(...server.requests.map(({ events }) => events))).toBe(500);
		expect(readdirSync(spoolFolder)).toEqual([]);
	});

	it("leaves what is not its own alone", async () => {
		const left = leave(lines(1, 1));
		writeFileSync(join(left, "notes.txt"), "of somebody");
		mkdirSync(join(left, "00000009.ndjson"));
		writeFileSync(join(spoolFolder, "salt"), "of the host");
		mkdirSync(join(spoolFolder, "free of charge"));
		const { sink } = open();
		await sink.close(5_000);
		expect(server.events.size).toBe(1);
		expect(readdirSync(spoolFolder)).toEqual(
			expect.arrayContaining(["free of charge", "salt"]),
		);
		expect(files().map((file) => file.replace(/.*\//, ""))).toEqual(
			expect.arrayContaining(["00000009.ndjson", "notes.txt"]),
		);
	});

	it("takes over from a process that was killed while it took over", async () => {
		// The name that a claim gives is the claimer's own: here of one that is gone.
		const owner = { ...thisProcess(), pid: 2 ** 30 };
		const left = leave(lines(1, 4));
		const claimed = join(spoolFolder, heldName(owner));
		mkdirSync(claimed);
		writeFileSync(join(claimed, "00000001.ndjson"), lines(2, 4));
		mkdirSync(join(spoolFolder, heldName(owner)));
		expect(left).toContain("free.");
		const { sink } = open();
		await sink.close(5_000);
		expect(server.events.size).toBe(8);
		expect(readdirSync(spoolFolder)).toEqual([]);
	});

	it("sends of an answer in parts only what is left, also after a restart", async () => {
		server.behave((request) =>
			request === 0
				? { kind: "serve", retryAfter: "60", retry: (place) => place < 2 }
				: { kind: "serve" },
		);
		const before = open();
		before.sink.accept(readyEvents(1, 9));
		await before.sink.flush();
		expect(read()).toEqual([lines(1, 2)]);
		before.sink.closeNow();
		expect(before.counters).toMatchObject({ stored: 7, spooled: 2 });
		const { sink, counters } = open();
		await sink.close(5_000);
		expect(counters).toMatchObject({ stored: 2, duplicates: 0 });
		expect(server.events.size).toBe(9);
	});

	it("is bounded: the oldest go first, from disk too", async () => {
		await server.goDown();
		const { sink, counters } = open({ delivery: { queueEvents: 800 } });
		for (let from = 0; from < 4_000; from += 50)
			sink.accept(readyEvents(1, 50, from));
		const held = read().join("").split("\n").length - 1;
		expect(held).toBeLessThanOrEqual(800);
		expect(held + counters.droppedFromQueue).toBe(4_000);
		sink.closeNow();
		await server.comeBack();
		const next = open();
		await next.sink.close(5_000);
		const newest = readyEvents(1, 550, 3_450).map(({ id }) => id);
		expect(newest.filter((id) => !server.events.has(id))).toEqual([]);
	});

	it("cuts down what many processes have left, the oldest first", async () => {
		for (let series = 1; series <= 10; series++) leave(lines(series, 100));
		const bytes = lines(1, 100).length;
		const { sink, counters } = open({
			delivery: { queueBytes: 4 * bytes + 1_000 },
		});
		await sink.close(5_000);
		expect(server.events.size).toBe(400);
		expect(counters.droppedFromQueue).toBe(600);
		expect(readdirSync(spoolFolder)).toEqual([]);
	});

	it("falls back to memory where the disk takes nothing, and says so once", async () => {
		mkdirSync(join(folder, "data"));
		writeFileSync(spoolFolder, "a file where the folder should be");
		await server.goDown();
		const { sink, counters, said } = open();
		for (let from = 0; from < 3_000; from += 100)
			sink.accept(readyEvents(1, 100, from));
		await server.comeBack();
		await sink.flush();
		expect(server.events.size).toBe(3_000);
		expect(said).toEqual([expect.stringMatching(/ENOTDIR|EEXIST/)]);
		await server.goDown();
		sink.accept(readyEvents(2, 5));
		await sink.close(10);
		expect(counters).toMatchObject({ stored: 3_000, droppedFromQueue: 5 });
	});

	it("goes on when its folder is deleted under it", async () => {
		await server.goDown();
		const { sink, counters } = open();
		sink.accept(readyEvents(1, 500));
		rmSync(spoolFolder, { recursive: true });
		sink.accept(readyEvents(2, 500));
		sink.accept(readyEvents(3, 500));
		await server.comeBack();
		await sink.close(5_000);
		// The first ones were deleted with the folder, unless they were read before.
		const { stored, droppedFromQueue } = counters;
		expect(stored + droppedFromQueue).toBe(1_500);
		expect(stored).toBeGreaterThanOrEqual(1_000);
	});

	it("tells of files that cannot be read any more, and goes on", async () => {
		await server.goDown();
		const { sink, counters, said } = open();
		sink.accept(readyEvents(1, 4_000));
		await sink.flush();
		// The first ones are in memory, as they were sent, or about to be.
		const [seventh = "", eighth = ""] = files().slice(6);
		rmSync(join(spoolFolder, seventh));
		truncateSync(join(spoolFolder, eighth), 1_000);
		await server.comeBack();
		await sink.close(5_000);
		expect(counters).toMatchObject({ stored: 3_000, droppedFromQueue: 1_000 });
		expect(said).toEqual([
			expect.stringContaining("ENOENT"),
			expect.stringContaining("length"),
		]);
	});
});

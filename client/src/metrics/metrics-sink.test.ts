import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmdirSync,
	rmSync,
	statSync,
	utimesSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EventParts, readyEvent } from "../../testing/ready-event.ts";
import { createCounters } from "../counters.ts";
import { createMetricsSink } from "./metrics-sink.ts";

describe("createMetricsSink", () => {
	let folder: string;
	let path: string;
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), "metrics-"));
		path = join(folder, "metrics.ndjson");
	});
	// A write that a closed sink no longer awaits may still make its file.
	afterEach(() => rmSync(folder, { recursive: true, maxRetries: 10 }));

	function open({ maxBytes = 1_000_000, maxFiles = 4, at = path } = {}) {
		const counters = createCounters();
		const said: string[] = [];
		const sink = createMetricsSink({
			path: at,
			maxBytes,
			maxFiles,
			counters,
			say: (message) => void said.push(message),
		});
		return { sink, counters, said };
	}

	const linesOf = (file: string): Record<string, unknown>[] =>
		readFileSync(file, "utf8")
			.split("\n")
			.slice(0, -1)
			.map((line) => JSON.parse(line));
	const idsOf = (file: string) => linesOf(file).map(({ id }) => id);
	const events = (count: number, parts: EventParts = {}, from = 0) =>
		Array.from({ length: count }, (_, index) =>
			readyEvent(`e${from + index}`, parts),
		);

	it("writes a flat line for an operation that succeeded", async () => {
		const { sink, counters, said } = open();
		sink.accept(events(1));
		await sink.flush();
		expect(linesOf(path)).toEqual([
			{
				time: "2026-11-20T12:00:00.000Z",
				level: "info",
				event: "ffmpeg_operation",
				v: 1,
				id: "e0",
				platform: "mcp",
				user: "ab".repeat(32),
				operation: "trim",
				input_format: "mp4",
				output_format: "mp4",
				file_size_bytes: 1_000,
				success: true,
				duration_ms: 420,
				memory_bytes: null,
				error: null,
				error_category: null,
				workflow_type: null,
				session: null,
				position: null,
				batch_size: null,
				parameters: { codec: "h264", crf: 23 },
			},
		]);
		expect(counters.written).toBe(1);
		expect(said).toEqual([]);
	});

	it("writes the same fields for one that failed, with what is known", async () => {
		const { sink } = open();
		sink.accept([
			readyEvent("e0"),
			readyEvent("e1", {
				timestamp: "2026-11-20T13:00:00+01:00",
				operation: { parameters: '{\r\n"crf":\n23}' },
				metrics: {
					success: false,
					errorMessage: "[file]: No such file or directory",
					memoryUsage: 5,
				},
				context: {
					workflowType: "podcast",
					sessionId: "s",
					sequencePosition: 0,
					batchSize: 2,
				},
			}),
			readyEvent("e2", { metrics: { success: false } }),
		]);
		await sink.flush();
		const [ok, failed, silent] = linesOf(path);
		expect(failed).toMatchObject({
			time: "2026-11-20T12:00:00.000Z",
			level: "error",
			error: "[file]: No such file or directory",
			error_category: "input_not_found",
			memory_bytes: 5,
			workflow_type: "podcast",
			session: "s",
			position: 0,
			batch_size: 2,
			parameters: { crf: 23 },
		});
		expect(Object.keys(failed ?? {})).toEqual(Object.keys(ok ?? {}));
		expect(silent).toMatchObject({ error: null, error_category: "unknown" });
	});

	it("makes the folder, for its owner alone", async () => {
		const { sink } = open({ at: join(folder, "a", "b", "m.ndjson") });
		sink.accept(events(1));
		await sink.flush();
		expect(statSync(join(folder, "a", "b")).mode & 0o777).toBe(0o700);
		expect(statSync(join(folder, "a", "b", "m.ndjson")).mode & 0o777).toBe(
			0o600,
		);
	});

	it("opens no file before there is a line", async () => {
		const { sink } = open({ at: join(folder, "a", "m.ndjson") });
		sink.accept([]);
		await sink.flush();
		await sink.close(1_000);
		sink.closeNow();
		expect(readdirSync(folder)).toEqual([]);
	});

	it("rotates before a write that has no room, and keeps so many files", async () => {
		const length = JSON.stringify(lineOfFirst()).length + 1;
		const { sink, counters } = open({ maxBytes: 2 * length, maxFiles: 2 });
		for (let index = 0; index < 7; index++) {
			sink.accept([readyEvent(`e${index}`)]);
			await sink.flush();
		}
		expect(idsOf(path)).toEqual(["e6"]);
		expect(idsOf(`${path}.1`)).toEqual(["e4", "e5"]);
		expect(idsOf(`${path}.2`)).toEqual(["e2", "e3"]);
		expect(readdirSync(folder)).toHaveLength(3);
		expect(counters.written).toBe(7);
		expect(statSync(`${path}.2`).size).toBe(2 * length);
	});

	it("keeps no other file where none is wanted", async () => {
		const { sink } = open({ maxBytes: 100, maxFiles: 0 });
		for (let index = 0; index < 3; index++) {
			sink.accept([readyEvent(`e${index}`)]);
			await sink.flush();
		}
		expect(readdirSync(folder)).toEqual(["metrics.ndjson"]);
		expect(idsOf(path)).toEqual(["e2"]);
	});

	it("goes on in a new file after somebody else has rotated", async () => {
		const { sink } = open();
		sink.accept(events(1));
		await sink.flush();
		renameSync(path, `${path}.mine`);
		sink.accept(events(1, {}, 1));
		await sink.flush();
		expect(idsOf(`${path}.mine`)).toEqual(["e0"]);
		expect(idsOf(path)).toEqual(["e1"]);
	});

	it("leaves the rotation to the process that is at it, and takes a dead one's lock away", async () => {
		const { sink } = open({ maxBytes: 100 });
		sink.accept(events(1));
		await sink.flush();
		writeFileSync(`${path}.lock`, "");
		sink.accept(events(1, {}, 1));
		await sink.flush();
		expect(idsOf(path)).toEqual(["e0", "e1"]);
		const longAgo = Date.now() / 1_000 - 60;
		utimesSync(`${path}.lock`, longAgo, longAgo);
		sink.accept(events(1, {}, 2));
		await sink.flush();
		sink.accept(events(1, {}, 3));
		await sink.flush();
		expect(idsOf(`${path}.1`)).toEqual(["e0", "e1", "e2"]);
		expect(idsOf(path)).toEqual(["e3"]);
		expect(existsSync(`${path}.lock`)).toBe(false);
	});

	it("drops, counts and says what it cannot write, and writes again once it can", async () => {
		mkdirSync(path);
		const { sink, counters, said } = open();
		sink.accept(events(3));
		await sink.flush();
		expect(counters).toMatchObject({ written: 0, droppedFromQueue: 3 });
		expect(said).toEqual([
			`cannot write the metrics file ${path} (EISDIR); its lines are dropped until it can be written`,
		]);
		rmdirSync(path);
		sink.accept(events(2));
		await sink.flush();
		expect(counters).toMatchObject({ written: 2, droppedFromQueue: 3 });
	});

	it("drops what would let a file grow that it cannot rotate", async () => {
		const { sink, counters, said } = open({ maxBytes: 100, maxFiles: 1 });
		sink.accept(events(1));
		await sink.flush();
		mkdirSync(join(`${path}.1`, "in the way"), { recursive: true });
		sink.accept(events(1, {}, 1));
		await sink.flush();
		expect(idsOf(path)).toEqual(["e0"]);
		expect(counters).toMatchObject({ written: 1, droppedFromQueue: 1 });
		expect(said).toHaveLength(1);
		expect(existsSync(`${path}.lock`)).toBe(false);
	});

	it("holds a bounded number of lines, and drops the oldest", async () => {
		const { sink, counters } = open();
		const big = {
			operation: { parameters: `{"filter":"${"x".repeat(8_000)}"}` },
		};
		sink.accept(events(1_000, big));
		await sink.flush();
		const ids = idsOf(path);
		expect(counters.written + counters.droppedFromQueue).toBe(1_000);
		expect(ids).toHaveLength(counters.written);
		expect(ids.at(-1)).toBe("e999");
		expect(statSync(path).size).toBeLessThanOrEqual(4 * 1024 * 1024);
		expect(statSync(path).size).toBeGreaterThan(3 * 1024 * 1024);
	});

	it("flushes what was accepted while a write was under way", async () => {
		const { sink, counters } = open();
		sink.accept(events(500));
		await new Promise((resolve) => setImmediate(resolve));
		sink.accept(events(500, {}, 500));
		await sink.flush();
		expect(counters.written).toBe(1_000);
		expect(idsOf(path)).toHaveLength(1_000);
	});

	it("writes what is left when it closes, and nothing afterwards", async () => {
		const { sink, counters } = open();
		sink.accept(events(2));
		await sink.close(5_000);
		sink.accept(events(1, {}, 2));
		await sink.close(5_000);
		sink.closeNow();
		expect(idsOf(path)).toEqual(["e0", "e1"]);
		expect(counters).toMatchObject({ written: 2, droppedFromQueue: 1 });
	});

	it("writes at once what is left when the process ends", () => {
		const { sink, counters } = open({ at: join(folder, "a", "m.ndjson") });
		sink.accept(events(2));
		sink.closeNow();
		expect(idsOf(join(folder, "a", "m.ndjson"))).toEqual(["e0", "e1"]);
		expect(counters.written).toBe(2);
	});

	it("says of a process that ends what it could not write", () => {
		mkdirSync(path);
		const { sink, counters, said } = open();
		sink.accept(events(2));
		sink.closeNow();
		expect(counters).toMatchObject({ written: 0, droppedFromQueue: 2 });
		expect(said).toHaveLength(1);
	});

	function lineOfFirst(): unknown {
		const { sink } = open();
		sink.accept(events(1));
		sink.closeNow();
		const [line] = linesOf(path);
		rmSync(path);
		return line;
	}
});

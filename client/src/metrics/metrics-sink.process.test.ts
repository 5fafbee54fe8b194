import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleModule } from "../../testing/bundle-module.ts";

/** Makes a sink from its parameters, and runs the text after it in its scope. */
const HOST = `
const [path, maxBytes, maxFiles, name, program] = process.argv.slice(2);
const counters = { written: 0, droppedFromQueue: 0 };
const said = [];
const sink = require("./metrics-sink.cjs").createMetricsSink({
	path, maxBytes: Number(maxBytes), maxFiles: Number(maxFiles), counters, say: (message) => said.push(message),
});
const event = (id) => {
	const wire = {
		id, timestamp: Date.now(), userId: "ab".repeat(32), platform: "mcp",
		operation: { type: "trim", inputFormat: "mp4", outputFormat: "mp4", parameters: "{}", fileSize: 1 },
		metrics: { success: true, processingTime: 1 },
	};
	return { id, wire, json: JSON.stringify(wire) };
};
const events = (count, from = 0) => Array.from({ length: count }, (_, index) => event(name + "-" + (from + index)));
eval("(async () => {" + program + "})()");
`;

describe("createMetricsSink, in processes", () => {
	let folder: string;
	let path: string;
	beforeAll(() => {
		folder = mkdtempSync(join(tmpdir(), "metrics-processes-"));
		bundleModule(
			"src/metrics/metrics-sink.ts",
			join(folder, "metrics-sink.cjs"),
		);
		writeFileSync(join(folder, "host.cjs"), HOST);
	});
	afterAll(() => rmSync(folder, { recursive: true }));
	beforeEach(() => {
		path = join(mkdtempSync(join(folder, "run-")), "metrics.ndjson");
	});

	const host = (name: string, program: string, maxBytes = 1e9, maxFiles = 4) =>
		[
			join(folder, "host.cjs"),
			path,
			String(maxBytes),
			String(maxFiles),
			name,
			program,
		] as const;

	/** All lines of all files; each must be whole. */
	function linesOfAll(): { id: string }[] {
		const files = join(path, "..");
		return readdirSync(files).flatMap((file) =>
			readFileSync(join(files, file), "utf8")
				.split("\n")
				.slice(0, -1)
				.map((line) => JSON.parse(line)),
		);
	}

	it("loses, doubles and mixes no line where several processes write and rotate", async () => {
		const program = `
			for (let index = 0; index < 200; index++) {
				sink.accept(events(10, index * 10));
				await sink.flush();
			}
			if (counters.written !== 2_000 || said.length > 0) process.exit(1);`;
		const children = ["a", "b", "c"].map((name) =>
			spawn(process.execPath, host(name, program, 100_000, 100), {
				stdio: ["ignore", "ignore", "inherit"],
			}),
		);
		const codes = await Promise.all(
			children.map(async (child) => (await once(child, "exit"))[0]),
		);
		expect(codes).toEqual([0, 0, 0]);
		const ids = linesOfAll().map(({ id }) => id);
		expect(ids).toHaveLength(6_000);
		expect(new Set(ids).size).toBe(6_000);
		// While one rotates, the others go on in the full file.
		expect(readdirSync(join(path, "..")).length).toBeGreaterThan(5);
	});

	it.each([
		["before anything is written", ""],
		["while a write is under way", "await new Promise(setImmediate);"],
		["after a flush", "await sink.flush(); sink.accept(events(100, 100));"],
	])("has every line once if the process exits %s", (_when, wait) => {
		const program = `
			process.on("exit", () => sink.closeNow());
			sink.accept(events(100));
			${wait}
			process.exit();`;
		execFileSync(process.execPath, host("a", program));
		const ids = linesOfAll().map(({ id }) => id);
		expect(ids).toHaveLength(new Set(ids).size);
		expect(ids).toHaveLength(wait.includes("100, 100") ? 200 : 100);
	});

	it("keeps no process alive, and closes in one that has nothing else to do", () => {
		execFileSync(
			process.execPath,
			host("a", "sink.accept(events(3)); await sink.close(60_000);"),
			{ timeout: 20_000 },
		);
		expect(linesOfAll()).toHaveLength(3);
	});

	it("counts the lines that a disk took before it was full", () => {
		// The shell's limit of a file's size stands for the disk; it ends within the third line.
		const program = `
			process.on("SIGXFSZ", () => {});
			sink.accept(events(10));
			await sink.flush();
			process.stdout.write(JSON.stringify({ ...counters, said }));`;
		const output = execFileSync(
			"/bin/sh",
			[
				"-c",
				'ulimit -f 2 && exec "$0" "$@"',
				process.execPath,
				...host("a", program),
			],
			{ encoding: "utf8" },
		);
		const lines = readFileSync(path, "utf8").split("\n");
		expect(lines.at(-1)).not.toBe("");
		const { written, droppedFromQueue, said } = JSON.parse(output);
		expect(written).toBe(lines.length - 1);
		expect(written).toBeGreaterThan(0);
		expect(written + droppedFromQueue).toBe(10);
		expect(said).toEqual([expect.stringContaining("EFBIG")]);
	});
});

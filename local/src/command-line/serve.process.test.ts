import {
	type ChildProcess,
	type ChildProcessByStdio,
	spawn,
} from "node:child_process";
import { once } from "node:events";
import {
	copyFileSync,
	mkdirSync,
	mkdtempSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { bundleHome } from "../../testing/bundle";
import { parseExposition } from "../../testing/exposition";

const NO_SETTINGS = { PATH: process.env.PATH ?? "" };

describe("ffmpeg-analytics serve", () => {
	let folder: string;
	let program: string;
	const children: ChildProcess[] = [];
	beforeAll(() => {
		folder = mkdtempSync(join(tmpdir(), "home-main-"));
		program = join(folder, "main.cjs");
		bundleHome(program);
	});
	afterEach(() => {
		for (const child of children.splice(0)) child.kill("SIGKILL");
	});
	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	/** Starts the program, with a channel as the starting script has one. */
	function start(
		parameters: readonly string[],
		environment: Record<string, string> = {},
		main = program,
	) {
		const child = spawn(process.execPath, [main, "serve", ...parameters], {
			cwd: folder,
			stdio: ["ignore", "pipe", "pipe", "ipc"],
			env: { ...NO_SETTINGS, ...environment },
		}) as ChildProcessByStdio<null, Readable, Readable>;
		children.push(child);
		const output = { stdout: "", stderr: "" };
		child.stdout.setEncoding("utf8").on("data", (text: string) => {
			output.stdout += text;
		});
		child.stderr.setEncoding("utf8").on("data", (text: string) => {
			output.stderr += text;
		});
		// Not "close", which a parent that has let go of its channel never sees.
		const ended = Promise.all([
			once(child, "exit"),
			finished(child.stdout),
			finished(child.stderr),
		]).then(([[code, signal]]) => ({ code, signal, ...output }));
		return { child, output, ended };
	}

	/** Starts a home on a free port and answers when it is ready. */
	async function startHome(file: string, environment = {}) {
		const home = start(["--port", "0", "--db", file], environment);
		while (!home.output.stdout.includes("\n"))
			await Promise.race([
				once(home.child.stdout, "data"),
				home.ended.then((end) => {
					throw new Error(`ended: ${JSON.stringify(end)}`);
				}),
			]);
		const url = /http:\S+/.exec(home.output.stdout)?.[0] ?? "";
		return { ...home, url };
	}

	const lineOf = (stderr: string) => {
		expect(stderr.split("\n")).toHaveLength(2);
		return stderr;
	};

	it.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)(
		"prints one line when it is ready, and ends cleanly with %s",
		async (signal) => {
			const { child, url, ended } = await startHome(`${signal}.db`);
			expect((await fetch(`${url}/api/v1/health`)).status).toBe(200);
			child.kill(signal);
			const end = await ended;
			expect(end).toMatchObject({
				code: 0,
				stdout: `FFmpeg Operation Analytics listening on ${url}\n`,
			});
			for (const line of end.stderr.trim().split("\n"))
				expect(JSON.parse(line)).toHaveProperty("severity", "INFO");
		},
	);

	it("shows the process's metrics beside its own", async () => {
		const { url } = await startHome("metrics.db");
		const answer = await fetch(`${url}/api/v1/metrics`);
		const metrics = parseExposition(await answer.text());
		for (const name of [
			"process_cpu_seconds_total",
			"process_resident_memory_bytes",
			"nodejs_eventloop_lag_p99_seconds",
			"nodejs_gc_duration_seconds",
			"ffmpeg_analytics_events_total",
		])
			expect([...metrics.keys()]).toContain(name);
	});

	it("takes the echo of a signal for the same one", async () => {
		const { child, ended } = await startHome("echo.db");
		for (const signal of ["SIGINT", "SIGTERM", "SIGINT"] as const)
			child.kill(signal);
		expect(await ended).toMatchObject({ code: 0 });
	});

	it("ends at once with a second signal, whatever is under way", async () => {
		const { child, url, ended } = await startHome("second.db");
		// A request that never ends holds the first one up.
		const pending = fetch(`${url}/logOperation`, {
			method: "POST",
			headers: { "Content-Type": "application/json" },
			body: new ReadableStream({
				start: (controller) => controller.enqueue(Buffer.from("{")),
			}),
			duplex: "half",
		} as RequestInit).catch(() => undefined);
		await new Promise((resolve) => setTimeout(resolve, 200));
		child.kill("SIGINT");
		await new Promise((resolve) => setTimeout(resolve, 400));
		expect(child.exitCode).toBeNull();
		child.kill("SIGINT");
		expect(await ended).toMatchObject({ code: 130 });
		await pending;
	});

	it("ends cleanly when the process that started it is gone", async () => {
		const { child, ended } = await startHome("orphan.db");
		child.disconnect();
		const { code, stderr } = await ended;
		expect(code).toBe(0);
		expect(stderr).toContain("the starting process is gone");
	});

	it("says in one line what is wrong with an option or a setting, code 2", async () => {
		const option = await start(["--prot", "1"]).ended;
		expect(option).toMatchObject({ code: 2, stdout: "" });
		expect(lineOf(option.stderr)).toContain("Unknown option '--prot'");
		const setting = await start([], { RETENTION_DAYS: "soon" }).ended;
		expect(setting).toMatchObject({ code: 2, stdout: "" });
		expect(lineOf(setting.stderr)).toContain("RETENTION_DAYS");
		const open = await start(["--host", "0.0.0.0"]).ended;
		expect(open).toMatchObject({ code: 2, stdout: "" });
		expect(lineOf(open.stderr)).toContain("INGEST_KEYS");
	});

	it("says in one line what is wrong with the file or the port, code 1", async () => {
		writeFileSync(join(folder, "text.db"), "not a database ".repeat(99));
		const file = await start(["--db", "text.db", "--port", "0"]).ended;
		expect(file).toMatchObject({ code: 1, stdout: "" });
		expect(lineOf(file.stderr)).toContain("is not a SQLite database");
		const nowhere = await start(["--db", "/proc/none/a.db"]).ended;
		expect(nowhere).toMatchObject({ code: 1, stdout: "" });
		expect(lineOf(nowhere.stderr)).toMatch(/cannot be (made|opened)/);
		const { url } = await startHome("first.db");
		const { port } = new URL(url);
		const taken = await start(["--db", "other.db", "--port", port]).ended;
		expect(taken).toMatchObject({ code: 1, stdout: "" });
		expect(lineOf(taken.stderr)).toContain(`port ${port}`);
	});

	it("does not start without the program that writes events, and says so in one line", async () => {
		const alone = join(folder, "alone");
		mkdirSync(alone);
		copyFileSync(program, join(alone, "main.cjs"));
		const parameters = ["--db", "alone.db", "--port", "0"];
		const end = await start(parameters, {}, join(alone, "main.cjs")).ended;
		expect(end).toMatchObject({ code: 1, stdout: "" });
		expect(lineOf(end.stderr)).toContain("event-writer-thread.cjs");
	});

	it("helps", async () => {
		const { code, stdout, stderr } = await start(["--help"]).ended;
		expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
		for (const option of ["--port", "--host", "--db"])
			expect(stdout).toContain(option);
	});
});

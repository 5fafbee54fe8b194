import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What a person waits for when everything is installed. */
const READY_MS_MAX = 5_000;

describe("npm start", () => {
	let folder: string;
	let npm: ChildProcess | undefined;
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), "npm-start-"));
	});
	afterEach(() => {
		if (npm?.pid !== undefined && npm.exitCode === null)
			try {
				process.kill(-npm.pid, "SIGKILL");
			} catch {
				// It has ended.
			}
		rmSync(folder, { recursive: true, force: true });
	});

	/** Starts a home in a process group of its own, as a terminal does, and waits for its line. */
	async function startHome() {
		const file = join(folder, "analytics.sqlite");
		const startedAt = performance.now();
		const child = spawn(
			"npm",
			["start", "--silent", "--", "--port", "0", "--db", file],
			{ detached: true, stdio: ["ignore", "pipe", "pipe"] },
		);
		npm = child;
		const output = { stdout: "", stderr: "" };
		child.stderr.setEncoding("utf8").on("data", (text: string) => {
			output.stderr += text;
		});
		child.stdout.setEncoding("utf8").on("data", (text: string) => {
			output.stdout += text;
		});
		while (!output.stdout.includes("\n"))
			await Promise.race([once(child.stdout, "data"), once(child, "close")]);
		return {
			child,
			output,
			readyMs: performance.now() - startedAt,
			url: /http:\S+/.exec(output.stdout)?.[0] ?? "",
			// Comes when nobody holds the pipes any more, the home included.
			closed: new Promise((resolve) => child.once("close", resolve)),
		};
	}

	it("prints one line with the address, soon when it is not the first time", async () => {
		const first = await startHome();
		process.kill(-(first.child.pid ?? 0), "SIGTERM");
		await first.closed;
		const { output, readyMs, url } = await startHome();
		expect(output.stdout).toBe(
			`FFmpeg Operation Analytics listening on ${url}\n`,
		);
		expect(readyMs).toBeLessThan(READY_MS_MAX);
		expect((await fetch(`${url}/api/v1/health`)).status).toBe(200);
	});

	it.each([
		["Ctrl-C, which reaches every process of the terminal", "SIGINT", -1],
		["SIGTERM to every process of the group", "SIGTERM", -1],
		["SIGTERM to npm alone", "SIGTERM", 1],
		["SIGKILL to npm alone", "SIGKILL", 1],
	] as const)("ends cleanly and once with %s", async (_, signal, sign) => {
		const { child, output, url, closed } = await startHome();
		process.kill(sign * (child.pid ?? 0), signal);
		await closed;
		const stopping = output.stderr
			.split("\n")
			.filter((line) => line.includes('"message":"stopping"'));
		expect(stopping).toHaveLength(1);
		await expect(fetch(`${url}/api/v1/health`)).rejects.toThrow();
	});
});

describe("ffmpeg-analytics", () => {
	it("runs from any folder, by a link too, and adds nothing to the output", () => {
		const folder = mkdtempSync(join(tmpdir(), "command-"));
		try {
			const link = join(folder, "analytics");
			symlinkSync(join(__dirname, "..", "ffmpeg-analytics"), link);
			const run = (...parameters: string[]) =>
				spawnSync(link, parameters, { cwd: folder, encoding: "utf8" });
			writeFileSync(join(folder, "none.ndjson"), "\n");
			expect(run("import", "none.ndjson", "--db", "home.db")).toMatchObject({
				status: 0,
				stderr: "",
				stdout: "Stored 0 events; 0 were here before.\n",
			});
			expect(run("export", "--db", "home.db")).toMatchObject({
				status: 0,
				stderr: "",
				stdout: "",
			});
			expect(run("export", "--db", "none.db")).toMatchObject({
				status: 1,
				stdout: "",
			});
		} finally {
			rmSync(folder, { recursive: true, force: true });
		}
	});
});

describe("bootstrap.mjs", () => {
	it.each([[[]], [["unknown"]], [["constructor"]]])(
		"names its jobs when called with %j",
		(parameters) => {
			const { status, stderr } = spawnSync(
				process.execPath,
				["scripts/bootstrap.mjs", ...parameters],
				{ encoding: "utf8" },
			);
			expect(status).toBe(1);
			expect(stderr).toBe(
				"Usage: node scripts/bootstrap.mjs <cli|start|audit|purge|test|check|demo|bench|cold-start|emulators|grant|screenshots|build>\n",
			);
		},
	);
});

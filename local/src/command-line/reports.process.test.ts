import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { BuiltCommand } from "../../testing/command";
import { fillFile, sessionsOf } from "../../testing/operations";
import { KEYS, serveHome } from "../../testing/served-home";
import type { Home } from "../home";

describe("what readers ask on the command line", () => {
	let command: BuiltCommand;
	let home: Home;
	beforeAll(async () => {
		command = new BuiltCommand();
		const file = join(command.folder, "home.db");
		await fillFile(file, sessionsOf(8, Date.now()));
		home = await serveHome(file);
	});
	afterAll(async () => {
		await home.close();
		command.remove();
	});

	/** On the file that the home is serving, and on the home. */
	const both = async (...parameters: string[]) => {
		const key = KEYS.READER_KEYS;
		const onFile = await command.run([...parameters, "--db", "home.db"]);
		const onHome = await command.run(parameters, {
			FIREBASE_ENDPOINT: `${home.url}/`,
			ANALYTICS_READER_KEY: key,
		});
		expect(onHome).toEqual(onFile);
		expect(onFile).toMatchObject({ code: 0, stderr: "" });
		return onFile.stdout;
	};

	it("reports usage, the same of a file and of a home", async () => {
		const text = await both("report", "--platform", "mcp");
		expect(text).toContain("24 operations of 8 users, 100.0 % succeeded");
		expect(text).toMatch(/^ {2}trim +8 +33\.3 % +100\.0 % +\d{3} ms/m);
		expect(text).toMatch(/^ {2}trim->resize->to_mp3 +8 +100\.0 %/m);
		const json = JSON.parse(await both("report", "--json"));
		expect(json).toMatchObject({ totalOperations: 24, uniqueUsers: 8 });
		expect(await both("report", "--platform", "komposteur")).toContain(
			"nothing was counted",
		);
	});

	it("lists sequences", async () => {
		const text = await both("sequences", "--candidates");
		expect(text).toMatch(/^ {2}trim->resize->to_mp3 +8 +8 +100\.0 %.* yes /m);
		expect(text.trimEnd().split("\n")).toHaveLength(3);
		const lines = (await both("sequences", "--limit", "2", "--json"))
			.trimEnd()
			.split("\n");
		expect(lines.map((line) => JSON.parse(line).frequency)).toEqual([8, 8]);
		expect(await both("sequences", "--min-frequency=9")).toBe(
			"No sequence is known that is so.\n",
		);
	});

	it("lists templates, and tells what is in one", async () => {
		expect(await both("templates")).toMatch(
			/^ {2}trim~resize~to_mp3 .* active$/m,
		);
		expect(await both("templates", "trim~resize~to_mp3")).toMatch(
			/^ {2}1\. trim duration=5$/m,
		);
		const mcp = JSON.parse(
			await both("templates", "trim~resize~to_mp3", "--mcp"),
		);
		expect(mcp).toHaveProperty("tool.inputSchema");
	});

	it.each([
		[2, ["report", "--days", "3"], "Unknown option '--days'"],
		[2, ["report", "--start", "soon"], "--start must be a day such as"],
		[2, ["report", "--start=2026-02-02", "--end=2026-02-01"], "--end "],
		[2, ["sequences", "--min-success-rate=2"], "--min-success-rate must be"],
		[2, ["sequences", "--limit=0"], "--limit must be"],
		[2, ["templates", "--mcp"], "--mcp needs the id"],
		[2, ["report", "--key", "x"], "--key goes with --endpoint"],
		[2, ["report", "--endpoint", "home"], "must be an address"],
		[2, ["reports"], 'no command "reports"'],
		[1, ["report", "--db=none.db"], "none.db does not exist"],
		[1, ["templates", "none"], "There is no template with this id."],
		[3, ["report", "--endpoint=http://127.0.0.1:1"], "cannot be reached"],
	])("ends with %d and one line: %j", async (code, parameters, words) => {
		const end = await command.run(
			parameters.some((word) => /^--(db|endpoint|key)/.test(word))
				? parameters
				: [...parameters, "--db=home.db"],
		);
		expect(end).toMatchObject({ code, stdout: "" });
		expect(end.stderr).toContain(words);
		expect(end.stderr.match(/\n/g)).toHaveLength(1);
	});

	it("ends with 4 where the key is missing, unknown or not enough", async () => {
		const at = (key: string) => ({
			FIREBASE_ENDPOINT: home.url,
			ANALYTICS_ADMIN_KEY: key,
		});
		for (const [parameters, environment] of [
			[["report", "--endpoint", home.url], {}],
			[["report"], at("no-key-of-this-home")],
			[["report"], at(KEYS.INGEST_KEYS)],
			[["audit"], at(KEYS.READER_KEYS)],
		] as const) {
			const end = await command.run(parameters, environment);
			expect(end).toMatchObject({ code: 4, stdout: "" });
			expect(end.stderr.match(/\n/g)).toHaveLength(1);
		}
	});

	it("helps", async () => {
		const { code, stdout } = await command.run(["--help"]);
		expect(code).toBe(0);
		const names = [...stdout.matchAll(/^ {2}(\w+) {2,}\w/gm)].map(
			([, name = ""]) => name,
		);
		expect(names.length).toBeGreaterThan(5);
		for (const name of names) {
			const help = await command.run([name, "--help"]);
			expect(help).toMatchObject({ code: 0, stderr: "" });
			expect(help.stdout).toContain(`ffmpeg-analytics ${name}`);
			expect(
				help.stdout.split("\n").filter((line) => line.length > 84),
			).toEqual([]);
		}
		expect((await command.run([])).code).toBe(2);
		const [asked, own] = [
			["help", "report"],
			["report", "--help"],
		];
		expect(await command.run(asked)).toEqual(await command.run(own));
		expect((await command.run(["help"])).stdout).toBe(stdout);
		expect((await command.run(["--version"])).stdout).toMatch(
			/^ffmpeg-analytics \d+\.\d+\.\d+\n$/,
		);
		const unknown = await command.run(["help", "reprot"]);
		expect(unknown).toMatchObject({ code: 2, stdout: "" });
		expect(unknown.stderr).toContain('no command "reprot"');
	});

	it("says in one line that its output is not taken, and nothing where that is enough", async () => {
		const report = `"${process.execPath}" main.cjs report --db home.db`;
		const run = (shell: string) =>
			spawnSync("sh", ["-c", shell], {
				cwd: command.folder,
				encoding: "utf8",
			});
		expect(run(`${report} > /dev/full`)).toMatchObject({
			status: 1,
			stderr: "standard output cannot be written: the disk is full\n",
		});
		expect(run(`${report} | head -n 1`)).toMatchObject({ stderr: "" });
	});
});

import { execFileSync } from "node:child_process";
import {
	existsSync,
	lstatSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	utimesSync,
	writeFileSync,
} from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { BuiltCommand } from "../../testing/command";
import { fillFile, sessionsOf, withAnalytics } from "../../testing/operations";
import { KEYS, serveHome } from "../../testing/served-home";

const PART_LINES = 10_000;
const SESSIONS = 7_000;

describe("export and import on the command line", () => {
	let command: BuiltCommand;
	const now = Date.now();
	/** More than two parts. */
	let lines: string[];
	beforeAll(() => {
		command = new BuiltCommand();
		// Of some days alone, so that none is too old.
		lines = sessionsOf(SESSIONS, now).map((event) => {
			const timestamp = now - ((now - Number(event.timestamp)) % 864e5) - 1;
			return JSON.stringify({ ...event, timestamp, receivedAt: now });
		});
		writeFileSync(at("all.ndjson"), `${lines.join("\n")}\n`);
	});
	afterAll(() => command.remove());

	const at = (name: string) => join(command.folder, name);

	/** How many events a database has; 0 while it is being made. */
	const stored = async (name: string) => {
		let count = 0;
		await withAnalytics(at(name), async (analytics) => {
			let after: string | undefined;
			do {
				const page = await analytics.exportEvents({ after });
				count += page.items.length;
				after = page.next;
			} while (after !== undefined);
		});
		return count;
	};

	const untilStored = async (name: string, count: number) => {
		while ((await stored(name)) < count) await delay(50);
	};

	it("brings a database into another, line by line the same, by files, pipes and homes", async () => {
		await fillFile(at("one.db"), sessionsOf(40, now));
		const whole = await command.run(["export", "out.ndjson", "--db", "one.db"]);
		expect(whole).toMatchObject({ code: 0, stdout: "" });
		expect(whole.stderr).toMatch(/^Wrote \d+\.\d kB to out\.ndjson\.\n$/);
		const text = readFileSync(at("out.ndjson"), "utf8");
		expect(text.match(/\n/g)).toHaveLength(120);
		const home = await serveHome(at("two.db"));
		const admin = {
			FIREBASE_ENDPOINT: home.url,
			ANALYTICS_ADMIN_KEY: KEYS.ADMIN_KEYS,
		};
		try {
			expect(await command.run(["import", "-"], admin, text)).toEqual({
				code: 0,
				stdout: "Stored 120 events; 0 were here before.\n",
				stderr: "",
			});
			const again = await command.run(
				["import", "out.ndjson", "--json"],
				admin,
			);
			expect(JSON.parse(again.stdout)).toMatchObject({
				stored: 0,
				duplicates: 120,
				rejected: 0,
			});
			expect((await command.run(["export"], admin)).stdout).toBe(text);
			const array = await command.run(["export", "--format=json"], admin);
			expect(JSON.parse(array.stdout)).toHaveLength(120);
			writeFileSync(at("array.json"), array.stdout);
		} finally {
			await home.close();
		}
		const refused = await command.run([
			"import",
			"array.json",
			"--db",
			"two.db",
		]);
		expect(refused).toMatchObject({ code: 2, stdout: "" });
		expect(refused.stderr).toContain("is a JSON array");
		const [later, earlier] = ["--start", "--end"].map((option) =>
			command.run([
				"export",
				"--db",
				"one.db",
				option,
				new Date(now - 20 * 3_600_000).toISOString(),
			]),
		);
		const halves = [(await later)?.stdout, (await earlier)?.stdout];
		expect(halves.map((half) => half?.match(/\n/g)?.length)).toEqual([60, 60]);
	});

	it("names the lines that are rejected, over all parts, and ends with 1", async () => {
		const bad = [...lines];
		bad[2] = "{";
		bad[PART_LINES + 4] = "{}";
		bad[PART_LINES + 5] = "x".repeat(200_000);
		writeFileSync(at("bad.ndjson"), bad.join("\n"));
		const end = await command.run(["import", "bad.ndjson", "--db", "bad.db"]);
		expect(end).toMatchObject({ code: 1, stderr: "" });
		expect(end.stdout).toContain(
			`Stored ${(lines.length - 3).toLocaleString("en-US")} events`,
		);
		expect(end.stdout).toContain("Rejected 3 lines: invalid_event 3.");
		for (const index of [2, PART_LINES + 4, PART_LINES + 5])
			expect(end.stdout).toMatch(
				new RegExp(`^ {2}line ${index + 1}: invalid_event: .`, "m"),
			);
	});

	it("is done again after a kill, and stores nothing twice", async () => {
		await stored("killed.db");
		const { child, ended } = command.start([
			"import",
			"-",
			"--db",
			"killed.db",
		]);
		child.stdin?.write(`${lines.slice(0, PART_LINES + 10).join("\n")}\n`);
		await untilStored("killed.db", 1_000);
		child.kill("SIGKILL");
		expect((await ended).code).toBeNull();
		const first = await stored("killed.db");
		const again = await command.run([
			"import",
			"all.ndjson",
			"--db",
			"killed.db",
			"--json",
		]);
		expect(again).toMatchObject({ code: 0, stderr: "" });
		expect(JSON.parse(again.stdout)).toMatchObject({
			stored: lines.length - first,
			duplicates: first,
			rejected: 0,
		});
		expect(await stored("killed.db")).toBe(lines.length);
	});

	const PROGRESS = "all.ndjson.import-progress";
	const importAll = (database: string) => [
		"import",
		"all.ndjson",
		"--db",
		database,
		"--json",
	];

	/** Kills an import of all lines after the first of its parts. */
	const killHalfWay = async (database: string) => {
		const { child, ended } = command.start(importAll(database));
		while (!existsSync(at(PROGRESS))) await delay(2);
		child.kill("SIGKILL");
		expect(await ended).toMatchObject({ code: null, stdout: "" });
	};

	it("goes on by itself after a kill, and tells of all lines in the end", async () => {
		await killHalfWay("resumed.db");
		const first = await stored("resumed.db");
		expect(first).toBeLessThan(lines.length);
		const end = await command.run(importAll("resumed.db"));
		expect(end.code).toBe(0);
		const [, next] =
			/^Going on at line (\d+) of all\.ndjson, where an import was cut off\.\n$/.exec(
				end.stderr,
			) ?? [];
		expect([PART_LINES, 2 * PART_LINES]).toContain(Number(next) - 1);
		const sum = JSON.parse(end.stdout) as Record<string, number>;
		expect(sum).toMatchObject({ rejected: 0 });
		expect(Number(sum.stored) + Number(sum.duplicates)).toBe(lines.length);
		// What the killed one had stored of the part that was under way.
		expect(sum.duplicates).toBe(first - Number(next) + 1);
		expect(await stored("resumed.db")).toBe(lines.length);
		expect(existsSync(at(PROGRESS))).toBe(false);
	});

	it("begins anew where the home has not what came before, or the file is another", async () => {
		await killHalfWay("gone.db");
		for (const name of readdirSync(command.folder))
			if (name.startsWith("gone.db")) rmSync(at(name));
		const anew = await command.run(importAll("gone.db"));
		expect(anew).toMatchObject({ code: 0, stderr: "" });
		expect(await stored("gone.db")).toBe(lines.length);
		await killHalfWay("changed.db");
		utimesSync(at("all.ndjson"), new Date(), new Date());
		const changed = await command.run(importAll("changed.db"));
		expect(changed).toMatchObject({ code: 0, stderr: "" });
		const sum = JSON.parse(changed.stdout) as { duplicates: number };
		expect(sum.duplicates).toBeGreaterThanOrEqual(PART_LINES);
		expect(await stored("changed.db")).toBe(lines.length);
	});

	it("goes on by the same command where it says so", async () => {
		const { child, ended } = command.start(importAll("again.db"));
		while (!existsSync(at(PROGRESS))) await delay(2);
		child.kill("SIGINT");
		const { code, stderr } = await ended;
		expect(code).toBe(130);
		expect(stderr).toMatch(
			/^Stopped\. Lines before \d+ are in: the same command goes on\.\n$/,
		);
		expect(await command.run(importAll("again.db"))).toMatchObject({ code: 0 });
		expect(await stored("again.db")).toBe(lines.length);
	});

	it("says where it goes on when it is stopped", async () => {
		await stored("stopped.db");
		const { child, ended } = command.start([
			"import",
			"-",
			"--db",
			"stopped.db",
		]);
		child.stdin?.write(`${lines.slice(0, 2 * PART_LINES + 10).join("\n")}\n`);
		// The second part has begun, so that the first one's answer is there.
		await untilStored("stopped.db", PART_LINES + 1);
		child.kill("SIGINT");
		const { code, stdout, stderr } = await ended;
		expect({ code, stdout }).toEqual({ code: 130, stdout: "" });
		const [, next = "0"] =
			/^Stopped\. Lines before (\d+) are in: --from-line \1 goes on\.\n$/.exec(
				stderr,
			) ?? [];
		expect([PART_LINES, 2 * PART_LINES]).toContain(Number(next) - 1);
		await command.run([
			"import",
			"all.ndjson",
			"--db",
			"stopped.db",
			"--from-line",
			next,
		]);
		expect(await stored("stopped.db")).toBe(lines.length);
	});

	it("leaves no file that looks whole where an export is cut off", async () => {
		// What a home does that cannot complete one.
		const server = createServer((_request, response) => {
			response.write(`${lines[0]}\n`, () => response.destroy());
		}).listen(0, "127.0.0.1");
		try {
			while (!server.listening) await delay(10);
			const { port } = server.address() as AddressInfo;
			const url = `http://127.0.0.1:${port}`;
			writeFileSync(at("before.ndjson"), "before\n");
			const end = await command.run([
				"export",
				"before.ndjson",
				"--endpoint",
				url,
			]);
			expect(end).toMatchObject({ code: 3, stdout: "" });
			expect(end.stderr).toContain("was cut off");
			expect(readFileSync(at("before.ndjson"), "utf8")).toBe("before\n");
			expect(
				readdirSync(command.folder).filter((name) => name.endsWith(".part")),
			).toEqual([]);
			const toStdout = await command.run(["export", "--endpoint", url]);
			expect(toStdout.code).toBe(3);
		} finally {
			server.close();
		}
	});

	it("replaces what a link names, and writes into a pipe as it is", async () => {
		writeFileSync(at("target.ndjson"), "before\n");
		symlinkSync("target.ndjson", at("link.ndjson"));
		execFileSync("mkfifo", [at("pipe")]);
		await fillFile(at("piped.db"), sessionsOf(1, now));
		const read = readFile(at("pipe"), "utf8");
		for (const name of ["link.ndjson", "pipe"]) {
			const end = await command.run(["export", name, "--db", "piped.db"]);
			expect(end).toMatchObject({ code: 0, stdout: "" });
		}
		expect(lstatSync(at("link.ndjson")).isSymbolicLink()).toBe(true);
		expect(lstatSync(at("pipe")).isFIFO()).toBe(true);
		expect((await read).match(/\n/g)).toHaveLength(3);
		expect(readFileSync(at("target.ndjson"), "utf8")).toBe(await read);
	});

	it.each([
		[["import"], 2, "name the file to import"],
		[["import", "none.ndjson"], 1, "cannot be read: it does not exist"],
		[["import", "."], 1, ". cannot be read: it is a folder"],
		[["export", "."], 1, ". cannot be written: it is a folder"],
		[["import", "all.ndjson", "--from-line=0"], 2, "--from-line must be"],
		[["export", "none/out.ndjson"], 1, "its folder does not exist"],
		[["export", "--format=csv"], 2, "--format must be one of"],
	])("%j ends with %d and one line", async (parameters, code, words) => {
		await stored("empty.db");
		const end = await command.run([...parameters, "--db", "empty.db"]);
		expect(end).toMatchObject({ code, stdout: "" });
		expect(end.stderr).toContain(words);
		expect(end.stderr.match(/\n/g)).toHaveLength(1);
	});
});

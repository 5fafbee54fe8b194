import {
	chmodSync,
	copyFileSync,
	readdirSync,
	readFileSync,
	statSync,
	writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { BuiltCommand } from "../../testing/command";
import { fillFile, sessionsOf } from "../../testing/operations";
import { KEYS, serveHome } from "../../testing/served-home";
import type { Finding } from "./finding";

describe("ffmpeg-analytics doctor", () => {
	let command: BuiltCommand;
	beforeAll(async () => {
		command = new BuiltCommand();
		await fillFile(at("home.db"), sessionsOf(100, Date.now()));
	});
	afterAll(() => command.remove());

	const at = (name: string) => join(command.folder, name);

	/** What is found wrong, or a warning, by subject. */
	const examine = async (
		parameters: readonly string[],
		environment: Readonly<Record<string, string>> = {},
	) => {
		const end = await command.run(
			["doctor", "--json", ...parameters],
			environment,
		);
		expect(end.stderr).toBe("");
		const findings: Finding[] = JSON.parse(end.stdout);
		const isWrong = findings.some(({ verdict }) => verdict === "wrong");
		expect(end.code).toBe(isWrong ? 1 : 0);
		return Object.fromEntries(
			findings
				.filter(({ verdict }) => verdict !== "ok")
				.map(({ subject, verdict, words }) => [
					subject,
					`${verdict}: ${words}`,
				]),
		);
	};

	it("finds nothing wrong with a database, which a home may be serving", async () => {
		const home = await serveHome(at("home.db"));
		try {
			const end = await command.run(["doctor", "--db", "home.db"]);
			expect(end).toMatchObject({ code: 0, stderr: "" });
			expect(end.stdout).toMatch(
				/^ {2}ok +database +it opens, .*; 300 events$/m,
			);
			expect(end.stdout).toMatch(/\nNothing is wrong\.\n$/);
		} finally {
			await home.close();
		}
	});

	it("says what is wrong with a file", async () => {
		copyFileSync(at("home.db"), at("broken.db"));
		const bytes = readFileSync(at("broken.db"));
		// The tables are known from the first page.
		bytes.fill(0x2a, bytes.length / 2);
		writeFileSync(at("broken.db"), bytes);
		expect(await examine(["--db", "broken.db"])).toEqual({
			database: expect.stringMatching(/^wrong: .*(damaged|malformed)/),
		});
		writeFileSync(at("text.db"), "no database ".repeat(99));
		chmodSync(at("text.db"), 0o644);
		expect(await examine(["--db", "text.db"])).toEqual({
			permissions: expect.stringMatching(
				/^warning: others may open it: chmod 600 /,
			),
			database: expect.stringContaining("is not a SQLite database"),
		});
		writeFileSync(at("empty.db"), "");
		expect(await examine(["--db", "empty.db"])).toEqual({
			file: expect.stringContaining("warning: "),
		});
		expect(statSync(at("empty.db")).size).toBe(0);
		expect(await examine(["--db", "."])).toEqual({
			file: expect.stringContaining("is no file"),
		});
		expect(await examine(["--db", "none.db"])).toEqual({
			file: expect.stringContaining("does not exist"),
		});
		expect(readdirSync(command.folder)).not.toContain("none.db");
	});

	it("says what is wrong with a setting, and looks at the rest all the same", async () => {
		expect(
			await examine(["--db", "home.db"], { RETENTION_DAYS: "soon" }),
		).toEqual({
			settings: expect.stringMatching(/^wrong: .*RETENTION_DAYS/),
		});
		expect(await examine(["--db", "home.db"], { SHARD_COUNT: "4" })).toEqual({
			database: expect.stringContaining("set SHARD_COUNT=8"),
		});
	});

	it("says what each key may do at a home", async () => {
		const home = await serveHome(at("home.db"));
		const endpoint = ["--endpoint", home.url];
		try {
			expect(await examine(endpoint)).toEqual({
				keys: expect.stringContaining("the home asks for keys"),
			});
			expect(
				await examine([...endpoint, "--key", KEYS.READER_KEYS], {
					ANALYTICS_INGEST_KEY: KEYS.INGEST_KEYS,
					ANALYTICS_READER_KEY: "a-key-of-no-home",
					ANALYTICS_ADMIN_KEY: KEYS.READER_KEYS,
				}),
			).toEqual({
				ANALYTICS_READER_KEY: "wrong: the home does not know this key",
				ANALYTICS_ADMIN_KEY:
					"wrong: the key may not run jobs, export and import, but may read reports",
			});
			const admin = await command.run(["doctor", ...endpoint], {
				ANALYTICS_ADMIN_KEY: KEYS.ADMIN_KEYS,
			});
			expect(admin.code).toBe(0);
			expect(admin.stdout).toMatch(/^ {2}ok +clock +it agrees/m);
			expect(admin.stdout).toMatch(
				/^ {2}ok +ANALYTICS_ADMIN_KEY +may .*read reports; run jobs/m,
			);
		} finally {
			await home.close();
		}
		expect(await examine(endpoint)).toEqual({
			endpoint: expect.stringContaining("nothing listens there"),
		});
	});

	it("tells a stranger nothing", async () => {
		const asked: unknown[] = [];
		const server = createServer((request, response) => {
			asked.push([request.url, request.headers.authorization]);
			response.end("<!doctype html>");
		});
		await new Promise<void>((resolve) =>
			server.listen(0, "127.0.0.1", resolve),
		);
		const { port } = server.address() as AddressInfo;
		try {
			const url = `http://127.0.0.1:${port}`;
			expect(await examine(["--endpoint", url, "--key", "secret"])).toEqual({
				endpoint: expect.stringContaining("is no analytics home"),
			});
			expect(asked).toEqual([["/api/v1/health", undefined]]);
		} finally {
			server.close();
		}
	});
});

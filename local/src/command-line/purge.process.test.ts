import { rmSync } from "node:fs";
import { join } from "node:path";
import { createAnalytics, parseSettings } from "@ffmpeg-analytics/core";
import { storedEvent, userIdIn } from "@ffmpeg-analytics/core/testing";
import { BuiltCommand } from "../../testing/command";
import { KEYS, serveHome } from "../../testing/served-home";
import { openSqliteStore, type SqliteStore } from "../sqlite-store";

const DAY_MS = 86_400_000;
const RETENTION_MS = 365 * DAY_MS;
const AT_FILE = ["--db", "analytics.sqlite"];
const { analytics: settings } = parseSettings({}, { aggregationLagSeconds: 0 });

describe("ffmpeg-analytics purge", () => {
	let command: BuiltCommand;
	let file: string;
	/** As a home has it that runs meanwhile. */
	let store: SqliteStore;
	beforeAll(() => {
		command = new BuiltCommand();
		file = join(command.folder, "analytics.sqlite");
	});
	beforeEach(async () => {
		store = openSqliteStore({ file, shardCount: settings.shardCount });
		const now = Date.now();
		// The first has just expired, the second will tomorrow.
		await store.append(
			[now - RETENTION_MS, now - RETENTION_MS + DAY_MS, now].map(
				(timestamp, n) =>
					storedEvent(
						{ id: `e${n}`, timestamp, userId: userIdIn(0, 8) },
						settings.shardCount,
					),
			),
		);
		await createAnalytics({
			store,
			settings,
			now: Date.now,
			digest: (text) => text,
		}).aggregate();
	});
	afterEach(async () => {
		await store.close();
		for (const suffix of ["", "-wal", "-shm"])
			rmSync(file + suffix, { force: true });
	});
	afterAll(() => command.remove());

	const purge = (
		parameters: readonly string[],
		environment: Readonly<Record<string, string>> = {},
	) => command.run(["purge", ...AT_FILE, ...parameters], environment);

	const storedEvents = async () =>
		(await store.listRecent({ limit: 9 })).items.length;

	const day = (offsetMs: number) =>
		new Date(Date.now() + offsetMs).toISOString().slice(0, 10);

	it("shows what would go, and deletes nothing", async () => {
		const ahead = day(40 * DAY_MS);
		const { code, stdout } = await purge(["--as-of", ahead, "--dry-run"]);
		expect(code).toBe(0);
		expect(stdout).toMatch(/would remove:\n {2}events +2\n/);
		expect(stdout).toMatch(/days of usage +[12]\n/);
		const json = await purge(["--as-of", ahead, "--dry-run", "--json"]);
		expect(JSON.parse(json.stdout)).toMatchObject({
			asOf: `${ahead}T00:00:00.000Z`,
			dryRun: true,
			eventsDeleted: 2,
			// They may lie in two months.
			userMonthsDeleted: expect.any(Number),
		});
		expect((await purge(["--dry-run"])).stdout).toMatch(/events +1\n/);
		expect(await storedEvents()).toBe(3);
	});

	it("deletes what had expired by a day, and what has by now", async () => {
		const before = await purge(["--as-of", day(-DAY_MS), "--json"]);
		expect([before.code, JSON.parse(before.stdout)]).toMatchObject([
			0,
			{ dryRun: false, eventsDeleted: 0 },
		]);
		expect(await storedEvents()).toBe(3);
		expect((await purge([])).stdout).toMatch(/ removed:\n {2}events +1\n/);
		expect(await storedEvents()).toBe(2);
		expect((await purge([])).stdout).toMatch(/ removed:\n {2}events +0\n/);
	});

	it("says in one line what is wrong", async () => {
		expect(await purge(["--as-of", day(3 * DAY_MS)])).toMatchObject({
			code: 2,
			stdout: "",
			stderr: expect.stringMatching(/^--as-of lies in the future.*\n$/),
		});
		expect(await purge([], { SHARD_COUNT: "3" })).toMatchObject({
			code: 1,
			stdout: "",
			stderr: expect.stringMatching(/^SHARD_COUNT is 3.*\n$/),
		});
	});

	it("does not purge by the default what is kept for longer", async () => {
		const timestamp = Date.now();
		const overrides = { id: "kept", userId: userIdIn(0, 8), timestamp };
		const expireAt = timestamp + 1_000 * DAY_MS;
		await store.append([
			storedEvent({ ...overrides, expireAt }, settings.shardCount),
		]);
		for (const parameters of [[], ["--dry-run"]])
			expect(await purge(parameters)).toMatchObject({
				code: 2,
				stdout: "",
				stderr: expect.stringMatching(
					/keeps events for 1000 days: set RETENTION_DAYS/,
				),
			});
		expect(await storedEvents()).toBe(4);
		expect((await purge([], { RETENTION_DAYS: "365" })).code).toBe(0);
		expect(await storedEvents()).toBe(3);
	});

	it("does the same at a home that serves", async () => {
		const home = await serveHome(file);
		const atHome = (...parameters: string[]) =>
			command.run(["purge", ...parameters], {
				FIREBASE_ENDPOINT: home.url,
				ANALYTICS_ADMIN_KEY: KEYS.ADMIN_KEYS,
			});
		try {
			const ahead = ["--as-of", day(40 * DAY_MS)];
			expect((await atHome(...ahead, "--dry-run")).stdout).toMatch(
				/^A purge of http:.* would remove:\n {2}events +2\n/,
			);
			expect((await atHome(...ahead)).code).toBe(2);
			expect(await storedEvents()).toBe(3);
			const { stdout } = await atHome("--json");
			expect(JSON.parse(stdout)).toMatchObject({ eventsDeleted: 1 });
			expect(await storedEvents()).toBe(2);
		} finally {
			await home.close();
		}
	});
});

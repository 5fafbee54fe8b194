import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAnalytics, parseSettings } from "@ffmpeg-analytics/core";
import { storedEvent, userIdIn } from "@ffmpeg-analytics/core/testing";
import { bundle } from "../testing/bundle";
import { openSqliteStore, type SqliteStore } from "./sqlite-store";

const DAY_MS = 86_400_000;
const RETENTION_MS = 365 * DAY_MS;
const { analytics: settings } = parseSettings({}, { aggregationLagSeconds: 0 });

describe("the purge on the command line", () => {
	let folder: string;
	let program: string;
	let file: string;
	/** As a home has it that runs meanwhile. */
	let store: SqliteStore;
	beforeAll(() => {
		folder = mkdtempSync(join(tmpdir(), "purge-"));
		program = join(folder, "purge.cjs");
		bundle("src/purge.ts", program);
		file = join(folder, "analytics.sqlite");
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
			...{ store, settings, now: Date.now },
			digest: (text) => text,
		}).aggregate();
	});
	afterEach(async () => {
		await store.close();
		for (const suffix of ["", "-wal", "-shm"])
			rmSync(file + suffix, { force: true });
	});
	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	function purge(
		parameters: readonly string[],
		environment: Record<string, string> = {},
	): SpawnSyncReturns<string> {
		return spawnSync(process.execPath, [program, "--db", file, ...parameters], {
			encoding: "utf8",
			env: environment,
		});
	}

	const storedEvents = async () =>
		(await store.listRecent({ limit: 9 })).items.length;

	const day = (offsetMs: number) =>
		new Date(Date.now() + offsetMs).toISOString().slice(0, 10);

	it("shows what would go, and deletes nothing", async () => {
		const ahead = day(40 * DAY_MS);
		const { status, stdout } = purge(["--as-of", ahead, "--dry-run"]);
		expect(status).toBe(0);
		expect(stdout).toMatch(/would remove:\n {2}events +2\n/);
		expect(stdout).toMatch(/days of usage +[12]\n/);
		const json = purge(["--as-of", ahead, "--dry-run", "--json"]);
		expect(JSON.parse(json.stdout)).toMatchObject({
			...{ asOf: `${ahead}T00:00:00.000Z`, dryRun: true, eventsDeleted: 2 },
			// They may lie in two months.
			userMonthsDeleted: expect.any(Number),
		});
		expect(purge(["--dry-run"]).stdout).toMatch(/events +1\n/);
		expect(await storedEvents()).toBe(3);
	});

	it("deletes what had expired by a day, and what has by now", async () => {
		const before = purge(["--as-of", day(-DAY_MS), "--json"]);
		expect([before.status, JSON.parse(before.stdout)]).toMatchObject([
			0,
			{ dryRun: false, eventsDeleted: 0 },
		]);
		expect(await storedEvents()).toBe(3);
		expect(purge([]).stdout).toMatch(/ removed:\n {2}events +1\n/);
		expect(await storedEvents()).toBe(2);
		expect(purge([]).stdout).toMatch(/ removed:\n {2}events +0\n/);
	});

	it("says in one line what is wrong", () => {
		const ahead = purge(["--as-of", day(3 * DAY_MS)]);
		expect([ahead.status, ahead.stderr]).toEqual([
			2,
			expect.stringMatching(/^--as-of lies in the future.*\n$/),
		]);
		const none = purge(["--db", join(folder, "none.sqlite")]);
		expect([none.status, none.stderr]).toEqual([
			1,
			expect.stringMatching(/none\.sqlite does not exist\n$/),
		]);
		const shards = purge([], { SHARD_COUNT: "3" });
		expect([shards.status, shards.stderr]).toEqual([
			1,
			expect.stringMatching(/^SHARD_COUNT is 3.*\n$/),
		]);
		expect(purge(["--help"]).stdout).toContain("npm run purge");
	});
});

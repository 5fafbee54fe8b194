import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dayOf } from "@ffmpeg-analytics/core";
import { storedEvent } from "@ffmpeg-analytics/core/testing";
import { bundle } from "../testing/bundle";
import { openSqliteStore } from "./sqlite-store";

const SHARDS = 8;
const DAY_MS = 24 * 60 * 60 * 1_000;

describe("the audit on the command line", () => {
	let folder: string;
	let program: string;
	beforeAll(() => {
		folder = mkdtempSync(join(tmpdir(), "audit-"));
		program = join(folder, "audit.cjs");
		bundle("src/audit.ts", program);
	});
	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	const run = (...parameters: string[]) => {
		const { status, stdout, stderr } = spawnSync(
			process.execPath,
			[program, ...parameters],
			{ cwd: folder, encoding: "utf8", env: { PATH: process.env.PATH } },
		);
		return { status, stdout, stderr };
	};

	it("puts right what the mark has passed uncounted, of yesterday or of a given day", async () => {
		const yesterday = Date.now() - DAY_MS;
		const store = openSqliteStore({
			file: join(folder, "home.db"),
			shardCount: SHARDS,
		});
		const event = storedEvent({ id: "e1", timestamp: yesterday }, SHARDS);
		await store.append([event]);
		const head = await store.readShard(event.shard);
		const nothing = { users: [], userMonths: [], deltas: [] };
		await store.commitPage({ head, mark: "1", ...nothing });
		await store.close();
		expect(run("--db", "home.db", "--json")).toEqual({
			status: 0,
			stdout:
				'{"days":1,"eventsStored":1,"eventsCounted":0,"usersRecounted":1,"daysRepaired":0,"unexplained":0}\n',
			stderr: "",
		});
		expect(run("--db", "home.db", "--day", dayOf(yesterday)).stdout).toBe(
			"Events stored: 1, counted: 1.\n",
		);
		expect(run("--db", "home.db", "--day", dayOf(Date.now())).stdout).toContain(
			"not judged",
		);
	});

	it("makes no database, and says in one line what is wrong", () => {
		expect(run("--db", "none.db")).toEqual({
			status: 1,
			stdout: "",
			stderr: "none.db does not exist\n",
		});
		expect(run("--day", "soon")).toMatchObject({ status: 2, stdout: "" });
		expect(run("--help")).toMatchObject({ status: 0, stderr: "" });
	});
});

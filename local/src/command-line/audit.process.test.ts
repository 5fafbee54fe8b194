import { join } from "node:path";
import { dayOf } from "@ffmpeg-analytics/core";
import { storedEvent } from "@ffmpeg-analytics/core/testing";
import { BuiltCommand } from "../../testing/command";
import { sessionsOf, withAnalytics } from "../../testing/operations";
import { openSqliteStore } from "../sqlite-store";

const SHARDS = 8;
const DAY_MS = 24 * 60 * 60 * 1_000;

describe("ffmpeg-analytics audit", () => {
	let command: BuiltCommand;
	beforeAll(() => {
		command = new BuiltCommand();
	});
	afterAll(() => command.remove());

	const run = (...parameters: string[]) =>
		command.run(["audit", ...parameters]);

	it("puts right what the mark has passed uncounted, of yesterday or of a given day", async () => {
		const yesterday = Date.now() - DAY_MS;
		const store = openSqliteStore({
			file: join(command.folder, "home.db"),
			shardCount: SHARDS,
		});
		const event = storedEvent({ id: "e1", timestamp: yesterday }, SHARDS);
		await store.append([event]);
		const head = await store.readShard(event.shard);
		const nothing = { users: [], userMonths: [], deltas: [] };
		await store.commitPage({ head, mark: "1", ...nothing });
		await store.close();
		expect(await run("--db", "home.db", "--json")).toEqual({
			code: 0,
			stdout:
				'{"days":1,"eventsStored":1,"eventsCounted":0,"usersRecounted":1,"daysRepaired":0,"unexplained":0}\n',
			stderr: "",
		});
		const again = await run("--db", "home.db", "--day", dayOf(yesterday));
		expect(again.stdout).toBe("Events stored: 1, counted: 1.\n");
		const today = await run("--db", "home.db", "--day", dayOf(Date.now()));
		expect(today.stdout).toContain("not judged");
	});

	it("says so where events only wait to be counted", async () => {
		const event = sessionsOf(1, Date.now() - DAY_MS).slice(-1);
		await withAnalytics(join(command.folder, "waiting.db"), (analytics) =>
			analytics.ingest(event),
		);
		expect(await run("--db", "waiting.db")).toEqual({
			code: 0,
			stdout:
				"Events stored: 1, counted: 0.\nThe others wait to be counted by the next aggregation.\n",
			stderr: "",
		});
	});

	it("says in one line what is wrong with a day", async () => {
		const end = await run("--db", "home.db", "--day", "2026-02-29");
		expect(end).toMatchObject({ code: 2, stdout: "" });
		expect(end.stderr).toMatch(/^--day must be a day .*\n$/);
	});
});

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
	EVENT_TIME,
	storedEvent,
	userIdIn,
} from "@ffmpeg-analytics/core/testing";
import { type Database, openDatabase } from "./sqlite/database";
import { bindWalkEvents } from "./sqlite/walk-events";
import { openSqliteStore, type SqliteStore } from "./sqlite-store";

const SHARDS = 2;
const EVENTS = 20;

const eventOf = (n: number) =>
	storedEvent(
		{
			id: `e${n}`,
			userId: userIdIn(n % SHARDS, SHARDS),
			timestamp: EVENT_TIME + (n % 10),
		},
		SHARDS,
	);

describe("a walk over the rows of events", () => {
	let folder: string;
	let store: SqliteStore;
	let database: Database;
	beforeEach(async () => {
		folder = mkdtempSync(join(tmpdir(), "walk-events-"));
		const file = join(folder, "analytics.sqlite");
		store = openSqliteStore({ file, shardCount: SHARDS });
		database = openDatabase(file, SHARDS);
		await store.append(Array.from({ length: EVENTS }, (_, n) => eventOf(n)));
	});
	afterEach(async () => {
		database.close();
		await store.close();
		rmSync(folder, { recursive: true, force: true });
	});

	const deleteEvents = async (userId: string, through: number) => {
		let after: string | undefined;
		do {
			const step = { userId, through, after, limit: 1_000 };
			after = (await store.deleteUserEvents(step)).next;
		} while (after !== undefined);
	};

	/** The ids of all pages, and how many pages there were. */
	const walk = async (
		sliceRows: number,
		range: { from?: number; to?: number } = {},
		between: () => Promise<unknown> = async () => undefined,
	) => {
		const walkEvents = bindWalkEvents(database, sliceRows);
		const ids: string[] = [];
		let pages = 0;
		for (let after: string | undefined; ; ) {
			const page = walkEvents({ ...range, limit: 3, after });
			ids.push(...page.items.map(({ id }) => id));
			pages++;
			after = page.next;
			if (after === undefined) return { ids, pages };
			await between();
		}
	};

	it.each([1, 2, 3, 4, EVENTS - 1, EVENTS, EVENTS + 1, 1_000])(
		"misses nothing and sees nothing twice in slices of %d rows",
		async (sliceRows) => {
			const all = Array.from({ length: EVENTS }, (_, n) => `e${n}`);
			expect((await walk(sliceRows)).ids).toEqual(all);
			const range = { from: EVENT_TIME + 4, to: EVENT_TIME + 6 };
			const { ids } = await walk(sliceRows, range);
			expect(ids).toEqual(["e4", "e5", "e14", "e15"]);
		},
	);

	it("leaps over rows that are gone", async () => {
		for (let shard = 0; shard < SHARDS; shard++)
			await deleteEvents(userIdIn(shard, SHARDS), EVENT_TIME + 8);
		expect(await walk(2)).toEqual({ ids: ["e9", "e19"], pages: 2 });
	});

	it("ends where it began, however many events come", async () => {
		let more = EVENTS;
		const { ids } = await walk(2, {}, async () => {
			await store.append([eventOf(more++), eventOf(more++), eventOf(more++)]);
		});
		expect(ids).toHaveLength(EVENTS);
		expect(more).toBeGreaterThan(EVENTS + 10);
	});
});

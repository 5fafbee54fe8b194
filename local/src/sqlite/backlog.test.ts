import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { storedEvent, userIdIn } from "@ffmpeg-analytics/core/testing";
import { openSqliteStore } from "../sqlite-store";
import { bindBacklog } from "./backlog";
import { openDatabase } from "./database";

const SHARD_COUNT = 4;
const RECEIVED_AT = 1_000_000;

describe("the backlog", () => {
	const folder = mkdtempSync(join(tmpdir(), "backlog-"));
	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	it("is what no shard's mark has passed, by the time of its oldest event, up to the bound", async () => {
		const file = join(folder, "a.sqlite");
		const store = openSqliteStore({ file, shardCount: SHARD_COUNT });
		const database = openDatabase(file, SHARD_COUNT);
		expect(await store.readBacklog()).toEqual({ events: 0 });
		// Shards 0 to 3 in turn, so that shard 2 has the third, the seventh, and so on.
		const events = Array.from({ length: 20 }, (_, index) => {
			const userId = userIdIn(index % SHARD_COUNT, SHARD_COUNT);
			const receivedAt = RECEIVED_AT + index;
			return storedEvent({ id: `e${index}`, userId, receivedAt }, SHARD_COUNT);
		});
		await store.append(events);
		for (const shard of [0, 1, 3]) {
			const head = await store.readShard(shard);
			const { marks } = await store.readPage(head, shard === 3 ? 2 : 100);
			const users = { users: [], userMonths: [], deltas: [] };
			await store.commitPage({ head, mark: marks.at(-1), ...users });
		}
		// All five of shard 2, and three of shard 3.
		expect(await store.readBacklog()).toEqual({
			events: 8,
			oldestReceivedAt: RECEIVED_AT + 2,
		});
		for (const max of [8, 7, 5, 4])
			for (const slice of [1, 3, 5, 100]) {
				const bounds = { events: max, slice };
				const read = bindBacklog(database, SHARD_COUNT, bounds);
				expect((await read()).events).toBe(max);
			}
		database.close();
		await store.close();
	});
});

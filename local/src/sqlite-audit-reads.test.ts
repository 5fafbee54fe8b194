import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
	EVENT_TIME,
	storedEvent,
	userIdIn,
} from "@ffmpeg-analytics/core/testing";
import { bindAuditReads } from "./sqlite/audit-queries";
import { openDatabase } from "./sqlite/database";
import { openSqliteStore } from "./sqlite-store";

const SHARDS = 2;
const EVENTS = 20;
const RANGE = { from: EVENT_TIME, to: EVENT_TIME + 5 };

describe("the audit's walk over a shard's rows", () => {
	let folder: string;
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), "audit-reads-"));
	});
	afterEach(() => rmSync(folder, { recursive: true, force: true }));

	it.each([1, 2, 3, EVENTS / 2 - 1, EVENTS / 2, EVENTS / 2 + 1, 1_000])(
		"misses nothing and sees nothing twice in slices of %d rows",
		async (sliceRows) => {
			const file = join(folder, "analytics.sqlite");
			const store = openSqliteStore({ file, shardCount: SHARDS });
			await store.append(
				Array.from({ length: EVENTS }, (_, n) =>
					storedEvent(
						{
							id: `e${n}`,
							userId: userIdIn(n % SHARDS, SHARDS),
							timestamp: EVENT_TIME + (n % 10) - 2,
						},
						SHARDS,
					),
				),
			);
			const expected = [2, 4, 6, 12, 14, 16].map((n) => `e${n}`);
			const head = { ...(await store.readShard(0)), mark: String(EVENTS) };
			const database = openDatabase(file, SHARDS);
			const reads = bindAuditReads(database, sliceRows);
			const found: string[] = [];
			let after: string | undefined;
			do {
				const page = await reads.readEnded(head, RANGE, { limit: 2, after });
				found.push(...page.items.map(({ id }) => id));
				after = page.next;
			} while (after !== undefined);
			expect(found).toEqual(expected);
			expect(await reads.countEnded(0, RANGE)).toBe(expected.length);
			database.close();
			await store.close();
		},
	);
});

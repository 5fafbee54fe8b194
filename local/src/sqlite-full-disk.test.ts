import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StoreUnavailableError } from "@ffmpeg-analytics/core";
import { storedEvent } from "@ffmpeg-analytics/core/testing";
import { openDatabase } from "./sqlite/database";
import { createInlineWriter } from "./sqlite/event-writer";
import { createIngestQueue } from "./sqlite/ingest-queue";
import { UNOBSERVED } from "./sqlite/store-observer";
import { createWriteLock } from "./sqlite/write-lock";

const SHARD_COUNT = 4;
const CALLS = 40;
const EVENTS_PER_CALL = 50;

describe("a full disk", () => {
	const folder = mkdtempSync(join(tmpdir(), "sqlite-full-"));
	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	it("stores a call as a whole or not at all, and takes what is left when there is room", async () => {
		const database = openDatabase(join(folder, "a.sqlite"), SHARD_COUNT);
		const writer = createInlineWriter(database);
		const queue = createIngestQueue(writer, createWriteLock(), UNOBSERVED);
		const calls = Array.from({ length: CALLS }, (_, call) =>
			Array.from({ length: EVENTS_PER_CALL }, (_, index) =>
				storedEvent({ id: `e-${call}-${index}` }, SHARD_COUNT),
			),
		);
		const appendAll = () =>
			Promise.all(
				calls.map((events) =>
					queue.append(events).catch((error: unknown) => error),
				),
			);
		// SQLite's own limit, with which it answers as to a full disk: SQLITE_FULL.
		const pages = Object.values(
			database.prepare("PRAGMA page_count").get() ?? {},
		).map(Number);
		database.execute(`PRAGMA max_page_count = ${(pages[0] ?? 0) + 10}`);
		// All calls at once share a commit, which is too large; one by one, some find room.
		for (const outcome of await appendAll()) expectUnavailable(outcome);
		const stored = new Set<number>();
		for (const [call, events] of calls.entries()) {
			const outcome = await queue.append(events).catch((error) => error);
			if (Array.isArray(outcome)) stored.add(call);
			else expectUnavailable(outcome);
		}
		expect(stored.size).toBeGreaterThan(0);
		expect(stored.size).toBeLessThan(CALLS);
		database.execute("PRAGMA max_page_count = 1000000");
		for (const [call, outcomes] of (await appendAll()).entries())
			expect(outcomes).toEqual(
				Array.from({ length: EVENTS_PER_CALL }, () =>
					expect.objectContaining({
						status: stored.has(call) ? "exists" : "stored",
					}),
				),
			);
		await writer.close();
		database.close();
	});
});

function expectUnavailable(outcome: unknown): void {
	expect(outcome).toBeInstanceOf(StoreUnavailableError);
	expect((outcome as Error).message).toContain("full");
}

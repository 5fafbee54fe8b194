import { storedEvent } from "@ffmpeg-analytics/core/testing";
import { openSqliteStore } from "../src/sqlite-store";

const CALLERS = 8;
const SHARD_COUNT = 4;

/** Appends without end from several callers at once, and writes the id of every acknowledged event. */
const [file = "", prefix = ""] = process.argv.slice(2);
const store = openSqliteStore({ file, shardCount: SHARD_COUNT });
for (let caller = 0; caller < CALLERS; caller++) void appendForever(caller);

async function appendForever(caller: number): Promise<void> {
	for (let index = 0; ; index++) {
		const ids = [0, 1, 2].map((n) => `${prefix}-${caller}-${index}-${n}`);
		const events = ids.map((id) => storedEvent({ id }, SHARD_COUNT));
		const outcomes = await store.append(events);
		const stored = ids.filter((_, n) => outcomes[n]?.status === "stored");
		// A pipe is written synchronously: what was written here has reached its reader.
		process.stdout.write(`${stored.join("\n")}\n`);
	}
}

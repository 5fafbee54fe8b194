import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { storedEvent } from "@ffmpeg-analytics/core/testing";
import { Registry } from "@prometheus-io/client";
import { parseExposition } from "../../testing/exposition";
import { openDatabase } from "../sqlite/database";
import { openSqliteStore } from "../sqlite-store";
import { observeStore, showBacklog } from "./store-metrics";

const SHARD_COUNT = 4;
const NOW = Date.UTC(2026, 10, 22);

describe("the metrics of a store", () => {
	let file: string;
	beforeEach(() => {
		file = join(mkdtempSync(join(tmpdir(), "store-metrics-")), "a.sqlite");
	});
	afterEach(() => rmSync(join(file, ".."), { recursive: true, force: true }));

	function open() {
		const registry = new Registry();
		const store = openSqliteStore({
			file,
			shardCount: SHARD_COUNT,
			observer: observeStore(registry),
		});
		const refresh = showBacklog(store, registry, () => NOW);
		const read = async (name: string) => {
			await refresh();
			const families = parseExposition(await registry.metrics());
			const [family = ""] = name.split("{");
			return families.get(family)?.samples.get(name);
		};
		return { store, read };
	}

	const errors = (kind: string) =>
		`ffmpeg_analytics_store_errors_total{kind="${kind}"}`;

	it("name a database that another process holds, once for each attempt", async () => {
		const { store, read } = open();
		const other = openDatabase(file, SHARD_COUNT);
		other.execute("BEGIN IMMEDIATE");
		await expect(
			store.append([storedEvent({ id: "a" }, SHARD_COUNT)]),
		).rejects.toThrow();
		other.close();
		expect(await read(errors("busy"))).toBe(1);
		expect(await read("ffmpeg_analytics_ingest_waiting_calls")).toBe(0);
		await store.close();
	});

	it("are there while the store is away, but for what only it knows", async () => {
		const { store, read } = open();
		const receivedAt = NOW - 90_000;
		await store.append([storedEvent({ id: "a", receivedAt }, SHARD_COUNT)]);
		const age = "ffmpeg_analytics_oldest_uncounted_event_age_seconds";
		expect(await read(age)).toBe(90);
		await store.close();
		expect(await read(age)).toBeNaN();
		expect(await read("ffmpeg_analytics_uncounted_events")).toBeNaN();
		expect(await read(errors("closed"))).toBeGreaterThan(0);
	});
});

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Home, openHome } from "../../../local/src/home.ts";
import { createLogger } from "../../../local/src/log.ts";
import { readHomeSettings } from "../../../local/src/settings.ts";
import { openHttpSink } from "../../testing/open-http-sink.ts";
import { readyEvents } from "../../testing/ready-events.ts";

const KEY = "ingest-key-of-the-delivery-tests";
/** The events' own time, so that none is too old. */
const NOW = Date.UTC(2026, 10, 22, 1);

describe("createHttpSink at a real home", () => {
	let folder: string;
	let home: Home;
	beforeEach(async () => {
		folder = mkdtempSync(join(tmpdir(), "delivery-home-"));
		const settings = readHomeSettings(
			{ INGEST_KEYS: KEY, READER_KEYS: `reader-${KEY}` },
			{ host: "127.0.0.1", port: 0, file: join(folder, "analytics.sqlite") },
		);
		const now = () => NOW;
		home = await openHome(settings, {
			clock: { now, sleep: () => new Promise(() => undefined) },
			log: createLogger(() => undefined, now),
			scheduled: false,
		});
	});
	afterEach(async () => {
		await home.close();
		rmSync(folder, { recursive: true, force: true });
	});

	it("stores every event once, and tells duplicates from conflicts", async () => {
		const { sink, counters, said } = openHttpSink({
			endpoint: home.url,
			ingestKey: KEY,
			spoolFolder: join(folder, "spool"),
		});
		sink.accept(readyEvents(1, 1_200));
		await sink.flush();
		expect(counters).toMatchObject({ stored: 1_200, duplicates: 0 });
		sink.accept(readyEvents(1, 100));
		const [changed] = readyEvents(1, 1, 500);
		const json = changed?.json.replace('"preset', '"p') ?? "";
		sink.accept(changed === undefined ? [] : [{ ...changed, json }]);
		await sink.close(5_000);
		expect(counters).toMatchObject({
			stored: 1_200,
			duplicates: 100,
			rejected: 1,
			retried: 0,
		});
		expect(said).toEqual([]);
		expect(await total(home)).toBe(1_200);
	});
});

/** Events that the home holds. */
async function total(home: Home): Promise<number> {
	let count = 0;
	let query = "?limit=500";
	while (query !== "") {
		const answer = await fetch(`${home.url}/api/v1/operations${query}`, {
			headers: { Authorization: `Bearer reader-${KEY}` },
		});
		const { operations, nextPageToken } = (await answer.json()) as {
			operations: unknown[];
			nextPageToken?: string;
		};
		count += operations.length;
		query =
			nextPageToken === undefined
				? ""
				: `?limit=500&pageToken=${nextPageToken}`;
	}
	return count;
}

import fc from "fast-check";
import { openHttpSink } from "../../testing/open-http-sink.ts";
import { readyEvents } from "../../testing/ready-events.ts";
import { type Behaviour, openSinkServer } from "../../testing/sink-server.ts";

/** Faults that pass by themselves, and cost no test its time. */
const faults = fc.oneof(
	fc.constantFrom<Behaviour>(
		{ kind: "resetBefore" },
		{ kind: "resetAfter" },
		{ kind: "cutAnswer" },
		{ kind: "hang" },
		{ kind: "slow", ms: 20 },
		{ kind: "atMost", events: 7 },
		{ kind: "status", status: 200, body: "<html>" },
	),
	fc
		.constantFrom(408, 429, 500, 502, 503)
		.map((status): Behaviour => ({ kind: "status", status })),
	fc.integer({ min: 1, max: 5 }).map(
		(every): Behaviour => ({
			kind: "serve",
			retryAfter: "0",
			retry: (place) => place % every === 0,
		}),
	),
	fc.constant<Behaviour>({ kind: "serve" }),
);

describe("whatever goes wrong on the way", () => {
	it("every event is stored, and has one end", async () => {
		const server = await openSinkServer();
		let series = 0;
		try {
			await fc.assert(
				fc.asyncProperty(
					fc.array(faults, { maxLength: 12 }),
					fc.array(fc.integer({ min: 1, max: 60 }), {
						minLength: 1,
						maxLength: 6,
					}),
					fc.integer({ min: 1, max: 40 }),
					async (script, sizes, batchEvents) => {
						series += 1;
						server.behave((request) => script[request] ?? { kind: "serve" });
						const { sink, counters, said } = openHttpSink({
							endpoint: server.url,
							delivery: { batchEvents, requestTimeoutMs: 60, maxBackoffMs: 5 },
						});
						let count = 0;
						for (const size of sizes) {
							sink.accept(readyEvents(series, size, count));
							count += size;
							await new Promise((resolve) => setImmediate(resolve));
						}
						await sink.flush();
						await sink.close(1_000);
						const events = readyEvents(series, count);
						for (const { id, json } of events)
							expect(server.events.get(id)?.json).toBe(json);
						expect(counters.stored + counters.duplicates).toBe(count);
						expect(counters).toMatchObject({
							rejected: 0,
							droppedFromQueue: 0,
							spooled: 0,
						});
						expect(said.length).toBeLessThan(2);
						expect([...server.conflicts]).toEqual([]);
					},
				),
				{ numRuns: 40 },
			);
		} finally {
			await server.close();
		}
	});
});

import { readyEvents } from "../../testing/ready-events.ts";
import { useSinkBench } from "../../testing/sink-bench.ts";
import type { Behaviour } from "../../testing/sink-server.ts";

describe("createHttpSink", () => {
	const bench = useSinkBench();
	const { open, first } = bench;

	const sizes = () => bench.server.requests.map(({ events }) => events);

	it("sends full batches at once, and the rest when it is flushed", async () => {
		const { sink, counters } = open({ ingestKey: "key-of-the-host" });
		sink.accept(readyEvents(1, 1_234));
		await sink.flush();
		expect(bench.server.events.size).toBe(1_234);
		expect(counters).toMatchObject({
			stored: 1_234,
			duplicates: 0,
			retried: 0,
		});
		expect(sizes().sort()).toEqual([234, 500, 500]);
		const [request] = bench.server.requests;
		expect(request?.headers).toMatchObject({
			authorization: "Bearer key-of-the-host",
			"content-type": "application/json",
			"content-encoding": "gzip",
		});
		expect(Math.abs(Date.now() - (request?.sentAt ?? 0))).toBeLessThan(60_000);
	});

	it("sends what is not a full batch after a while, unasked", async () => {
		const { sink } = open({ delivery: { batchDelayMs: 30 } });
		sink.accept(readyEvents(1, 2));
		sink.accept(readyEvents(2, 3));
		await until(() => bench.server.events.size === 5);
		expect(sizes()).toEqual([5]);
	});

	it("takes an endpoint with or without its path", async () => {
		for (const path of ["/", "/logOperation", "/logOperation/"]) {
			const { sink, counters } = open({ endpoint: bench.server.url + path });
			sink.accept(readyEvents(path.length, 1));
			await sink.flush();
			expect(counters.stored).toBe(1);
		}
		expect(() => open({ endpoint: "not a URL" })).toThrow("Invalid URL");
	});

	it("delivers what is written in other scripts, in batches by bytes", async () => {
		const { sink } = open({ delivery: { queueBytes: 16 * 2_000 } });
		const events = readyEvents(1, 20).map((event) => ({
			...event,
			json: event.json.replace("podcast", "подкаст€𝄞"),
		}));
		for (const event of events) {
			sink.accept([event]);
			await sink.flush();
		}
		for (const { id, json } of events)
			expect(bench.server.events.get(id)?.json).toBe(json);
		sink.accept(readyEvents(2, 20));
		await sink.flush();
		expect(Math.max(...sizes())).toBeLessThan(5);
		expect(bench.server.events.size).toBe(40);
	});

	it.each<Behaviour>([
		{ kind: "resetBefore" },
		{ kind: "resetAfter" },
		{ kind: "cutAnswer" },
		{ kind: "status", status: 500 },
		{ kind: "status", status: 408 },
		{ kind: "status", status: 200, body: "<html>Log in to the Wi-Fi</html>" },
		{ kind: "status", status: 200, body: '{"results":[]}' },
	])("sends a whole batch again after %j", async (behaviour) => {
		first(behaviour, behaviour);
		const { sink, counters } = open();
		sink.accept(readyEvents(1, 20));
		await sink.flush();
		expect(sizes().slice(-1)).toEqual([20]);
		expect(bench.server.requests).toHaveLength(3);
		expect(bench.server.events.size).toBe(20);
		expect(counters.stored + counters.duplicates).toBe(20);
		expect(counters).toMatchObject({ retried: 40, rejected: 0 });
		const sentAt = bench.server.requests.flatMap(
			(request) => request.sentAt ?? [],
		);
		expect([...sentAt].sort((a, b) => a - b)).toEqual(sentAt);
		expect(new Set(sentAt).size).toBeGreaterThan(sentAt.length - 2);
	});

	it("sends only what says retry again", async () => {
		first({
			kind: "serve",
			retryAfter: "0",
			retry: (place) => place % 3 === 0,
			reject: (place) => place === 1,
		});
		const { sink, counters } = open();
		sink.accept(readyEvents(1, 9));
		await sink.flush();
		expect(sizes()).toEqual([9, 3]);
		expect(bench.server.events.size).toBe(8);
		expect(counters).toMatchObject({ stored: 8, rejected: 1, retried: 3 });
	});

	it("drops what a 400 is about, and goes on", async () => {
		first({ kind: "status", status: 400 });
		const { sink, counters, said } = open();
		sink.accept(readyEvents(1, 3));
		await sink.flush();
		sink.accept(readyEvents(2, 2));
		await sink.flush();
		expect(counters).toMatchObject({ rejected: 3, stored: 2 });
		expect(said).toEqual([expect.stringContaining("400")]);
	});

	it("halves what is too large, down to one event", async () => {
		bench.server.behave(() => ({ kind: "atMost", events: 3 }));
		const { sink, counters } = open();
		sink.accept(readyEvents(1, 20));
		await sink.flush();
		expect(bench.server.events.size).toBe(20);
		expect(counters).toMatchObject({ stored: 20, rejected: 0 });
		bench.server.behave(() => ({ kind: "atMost", events: 0 }));
		sink.accept(readyEvents(2, 2));
		await sink.flush();
		expect(counters).toMatchObject({ stored: 20, rejected: 2 });
	});

	it.each([401, 403, 404, 308])(
		"keeps everything after %i, says so once, and does not hold up a flush",
		async (status) => {
			bench.server.behave(() => ({ kind: "status", status }));
			const { sink, counters, said } = open({
				delivery: { maxBackoffMs: 50 },
			});
			sink.accept(readyEvents(1, 3));
			await sink.flush();
			await until(() => bench.server.requests.length > 2);
			expect(said).toEqual([expect.stringContaining(String(status))]);
			bench.server.behave(() => ({ kind: "serve" }));
			await until(() => counters.stored === 3);
		},
	);

	it("keeps everything after a 400 that is a page: that was no home", async () => {
		const headers = { "Content-Type": "text/html; charset=utf-8" };
		bench.server.behave(() => ({ kind: "status", status: 400, headers }));
		const { sink, counters, said } = open({ delivery: { maxBackoffMs: 50 } });
		sink.accept(readyEvents(1, 3));
		await sink.flush();
		expect(said).toEqual([expect.stringContaining("400")]);
		bench.server.behave(() => ({ kind: "serve" }));
		await until(() => counters.stored === 3);
		expect(counters.rejected).toBe(0);
	});

	it("gives up a request after its time", async () => {
		first({ kind: "hang" });
		const { sink, counters } = open({ delivery: { requestTimeoutMs: 50 } });
		sink.accept(readyEvents(1, 10));
		await sink.flush();
		expect(counters).toMatchObject({ stored: 10, retried: 10 });
	});

	it("delivers the rest when it is closed, takes nothing more, and may be closed twice", async () => {
		const { sink, counters } = open();
		sink.accept(readyEvents(1, 700));
		await Promise.all([sink.close(5_000), sink.close(5_000)]);
		expect(bench.server.events.size).toBe(700);
		sink.accept(readyEvents(2, 5));
		await sink.flush();
		sink.closeNow();
		expect(counters).toMatchObject({ stored: 700, droppedFromQueue: 5 });
	});

	it("counts what it leaves behind where there is no spool", async () => {
		await bench.server.goDown();
		const { sink, counters } = open();
		sink.accept(readyEvents(1, 700));
		const flushed = sink.flush();
		await sink.close(20);
		await expect(flushed).resolves.toBeUndefined();
		expect(counters).toMatchObject({ droppedFromQueue: 700, stored: 0 });
	});

	it("does not wait for what cannot come before its deadline", async () => {
		bench.server.behave(() => ({ kind: "status", status: 401 }));
		const { sink, counters } = open();
		sink.accept(readyEvents(1, 3));
		// The next attempt would be in two seconds and a half at the earliest: jest's patience is longer.
		await sink.close(2_400);
		expect(bench.server.requests).toHaveLength(1);
		expect(counters.droppedFromQueue).toBe(3);
	});

	it("drops the oldest of a full queue, and counts it", async () => {
		await bench.server.goDown();
		const { sink, counters } = open({ delivery: { queueEvents: 160 } });
		for (let from = 0; from < 1_000; from += 10)
			sink.accept(readyEvents(1, 10, from));
		expect(counters.droppedFromQueue).toBeGreaterThan(800);
		await bench.server.comeBack();
		await sink.flush();
		expect(bench.server.events.size + counters.droppedFromQueue).toBe(1_000);
		// Four batches of ten may have been under way, and stay.
		const ids = readyEvents(1, 100, 900).map(({ id }) => id);
		expect(ids.filter((id) => !bench.server.events.has(id))).toEqual([]);
	});

	it("bounds the queue by bytes too", async () => {
		await bench.server.goDown();
		const { sink, counters } = open({ delivery: { queueBytes: 64_000 } });
		for (let from = 0; from < 5_000; from += 50) {
			sink.accept(readyEvents(1, 50, from));
			await new Promise((resolve) => setImmediate(resolve));
		}
		expect(counters.droppedFromQueue).toBeGreaterThan(0);
		await bench.server.comeBack();
		await sink.flush();
		expect(bench.server.events.size + counters.droppedFromQueue).toBe(5_000);
	});
});

/** Waits until something holds; jest's time-out ends it otherwise. */
async function until(holds: () => boolean): Promise<void> {
	while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

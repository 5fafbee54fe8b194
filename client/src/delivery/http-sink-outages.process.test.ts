import { setTimeout as sleep } from "node:timers/promises";
import { readyEvents } from "../../testing/ready-events.ts";
import { useSinkBench } from "../../testing/sink-bench.ts";
import type { Behaviour } from "../../testing/sink-server.ts";
import type { Sink } from "../sinks/sink.ts";

describe("createHttpSink, over seconds", () => {
	const bench = useSinkBench();
	const { open, first } = bench;

	it.each<[string, Behaviour]>([
		["a 429", status(429, 1)],
		["a 503", status(503, 1)],
		["an answer in parts", { kind: "serve", retryAfter: "1", retry: isEven }],
	])("waits as long as %s says", async (_, behaviour) => {
		first(behaviour);
		const { sink } = open();
		sink.accept(readyEvents(1, 4));
		await sink.flush();
		const [one, other] = bench.server.requests;
		expect((other?.at ?? 0) - (one?.at ?? 0)).toBeGreaterThanOrEqual(990);
		expect(bench.server.events.size).toBe(4);
	});

	it("does not wait for a request that hangs, and lets it stop no other", async () => {
		first({ kind: "hang" });
		const { sink, counters } = open();
		sink.accept(readyEvents(1, 501));
		const start = Date.now();
		await sink.flush();
		// The request itself would take half a minute.
		expect(Date.now() - start).toBeLessThan(8_000);
		expect(bench.server.events.size).toBe(501);
		expect(counters.stored).toBe(501);
		expect([1, 500]).toContain(counters.retried);
	});

	it("takes the answer that comes first, however late, and counts only that", async () => {
		first({ kind: "slow", ms: 2_000 }, { kind: "hang" });
		const { sink, counters } = open();
		sink.accept(readyEvents(1, 10));
		await sink.flush();
		expect(counters).toMatchObject({ stored: 10, duplicates: 0 });
		expect(bench.server.requests).toHaveLength(2);
	});

	it.each<[string, (sink: Sink) => Promise<void>]>([
		["flush", (sink) => sink.flush()],
		["close", (sink) => sink.close(20_000)],
	])(
		"asks a slow endpoint with two requests at a time, in %s",
		async (_, end) => {
			bench.server.behave(() => ({ kind: "slow", ms: 4_000 }));
			const { sink, counters } = open();
			sink.accept(readyEvents(1, 10));
			await end(sink);
			expect(counters).toMatchObject({ stored: 10, duplicates: 0 });
			// That one is given up and another one begins may reach the endpoint in either order.
			expect(bench.server.mostAtOnce()).toBeLessThanOrEqual(3);
			// The last one before the answer may be on its way.
			expect(bench.server.requests.length).toBeLessThanOrEqual(7);
		},
	);

	it("flushes no longer than it is told, and delivers later what was left", async () => {
		await bench.server.goDown();
		const { sink, counters } = open();
		sink.accept(readyEvents(1, 10));
		const start = Date.now();
		await sink.flush(300);
		expect(Date.now() - start).toBeGreaterThanOrEqual(290);
		expect(counters).toMatchObject({ stored: 0, droppedFromQueue: 0 });
		await bench.server.comeBack();
		await sink.flush(60_000);
		expect(counters.stored).toBe(10);
	});

	it("asks with one request at a time while the endpoint is down", async () => {
		bench.server.behave(() => status(503));
		const { sink } = open();
		sink.accept(readyEvents(1, 3_000));
		while (bench.server.requests.length < 9) await sleep(5);
		// Four batches meet the outage together.
		const gaps = bench.server.requests
			.slice(3)
			.map(({ at }, n, all) => at - (all[n - 1]?.at ?? 0));
		// Each answer takes 20 ms from when its request has come in.
		expect(Math.min(...gaps.slice(1))).toBeGreaterThanOrEqual(18);
		bench.server.behave(() => ({ kind: "serve" }));
		await sink.flush();
		expect(bench.server.events.size).toBe(3_000);
	});

	it.each<[string, Behaviour | "down"]>([
		["down", "down"],
		["answering 500", status(500)],
		["answering 429", status(429, 1)],
		["hanging", { kind: "hang" }],
	])("closes soon after an endpoint that was %s is back", async (_, fault) => {
		if (fault === "down") await bench.server.goDown();
		else bench.server.behave(() => fault);
		const { sink, counters } = open();
		sink.accept(readyEvents(1, 2_000));
		await sleep(300);
		const closed = sink.close(20_000);
		await sleep(2_300);
		if (fault === "down") await bench.server.comeBack();
		else bench.server.behave(() => ({ kind: "serve" }));
		const recoveredAt = Date.now();
		await closed;
		expect(bench.server.events.size).toBe(2_000);
		expect(counters.stored + counters.duplicates).toBe(2_000);
		// Within a second where the machine has nothing else to do; the point is that no back-off is long.
		expect(Date.now() - recoveredAt).toBeLessThan(4_000);
	});

	it("closes soon after an endpoint that has been hanging for long is back", async () => {
		bench.server.behave(() => ({ kind: "hang" }));
		const { sink } = open();
		sink.accept(readyEvents(1, 2_000));
		// By now it waits five seconds for an answer before it asks again.
		await sleep(5_000);
		const closed = sink.close(20_000);
		await sleep(1_800);
		bench.server.behave(() => ({ kind: "serve" }));
		const recoveredAt = Date.now();
		await closed;
		expect(bench.server.events.size).toBe(2_000);
		expect(Date.now() - recoveredAt).toBeLessThan(2_000);
	});

	it("delivers all where three of ten connections are cut, half of them after the body", async () => {
		bench.server.behave((request) =>
			request % 10 < 3
				? { kind: request % 2 === 0 ? "resetBefore" : "resetAfter" }
				: { kind: "serve" },
		);
		const { sink, counters } = open({ delivery: { batchDelayMs: 20 } });
		for (let from = 0; from < 2_000; from += 40) {
			sink.accept(readyEvents(1, 40, from));
			await sleep(20);
		}
		await sink.close(20_000);
		expect(bench.server.events.size).toBe(2_000);
		expect(counters.stored + counters.duplicates).toBe(2_000);
		expect(counters.retried).toBeGreaterThan(0);
	});

	it("ends at its deadline", async () => {
		await bench.server.goDown();
		const { sink } = open();
		sink.accept(readyEvents(1, 700));
		const start = Date.now();
		await sink.close(1_000);
		// A little sooner where the next attempt would be too late anyway.
		expect(Date.now() - start).toBeGreaterThan(700);
		expect(Date.now() - start).toBeLessThan(5_000);
	});
});

function status(code: number, retryAfterSeconds?: number): Behaviour {
	return {
		kind: "status",
		status: code,
		ms: 20,
		...(retryAfterSeconds !== undefined && {
			headers: { "Retry-After": String(retryAfterSeconds) },
		}),
	};
}

function isEven(place: number): boolean {
	return place % 2 === 0;
}

import { CollectingSink } from "../../testing/collecting-sink.ts";
import { readyEvent } from "../../testing/ready-event.ts";
import { guardedSink } from "./guarded-sink.ts";
import type { Sink } from "./sink.ts";

test("what a sink gets wrong is said, and goes no further", async () => {
	const said: string[] = [];
	const broken: Sink = {
		accept() {
			throw new Error("accept");
		},
		flush: () => Promise.reject(new Error("flush")),
		close: () => Promise.reject(new Error("close")),
		closeNow() {
			throw new Error("closeNow");
		},
	};
	const sink = guardedSink(broken, (message) => said.push(message));
	sink.accept([readyEvent("a")]);
	await sink.flush();
	await sink.close(1);
	sink.closeNow();
	expect(said).toHaveLength(4);
	for (const [index, call] of [
		"accept",
		"flush",
		"close",
		"closeNow",
	].entries())
		expect(said[index]).toContain(`Error: ${call}`);
});

test("what it gets right passes through", async () => {
	const own = new CollectingSink();
	const sink = guardedSink(own, () => {
		throw new Error("nothing is to be said");
	});
	sink.accept([readyEvent("a"), readyEvent("b")]);
	await sink.flush();
	await sink.close(7);
	sink.closeNow();
	expect(own.portions).toEqual([2]);
	expect(own.deadlineMs).toBe(7);
	expect(own.calls.map(({ call }) => call)).toEqual([
		"flush",
		"close",
		"closeNow",
	]);
});

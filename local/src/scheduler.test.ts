import { createLogger } from "./log";
import { type Clock, type Job, startScheduler } from "./scheduler";

/** A clock that moves only when told to, and wakes its sleepers in order. */
function manualClock() {
	let now = 0;
	let sleepers: { until: number; wake: () => void }[] = [];
	const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
	const clock: Clock = {
		now: () => now,
		sleep: (ms, signal) =>
			new Promise((resolve) => {
				if (signal.aborted) return resolve();
				sleepers.push({ until: now + ms, wake: resolve });
				signal.addEventListener("abort", () => resolve(), { once: true });
			}),
	};
	return {
		clock,
		async advance(ms: number): Promise<void> {
			const end = now + ms;
			for (;;) {
				await settle();
				const next = sleepers
					.filter(({ until }) => until <= end)
					.sort((a, b) => a.until - b.until)[0];
				if (next === undefined) break;
				sleepers = sleepers.filter((sleeper) => sleeper !== next);
				now = next.until;
				next.wake();
			}
			now = end;
		},
	};
}

function recordingLog(clock: Clock) {
	const lines: Record<string, unknown>[] = [];
	const log = createLogger((line) => {
		lines.push(JSON.parse(line));
	}, clock.now);
	return { log, lines };
}

const MINUTE_MS = 60_000;

describe("startScheduler", () => {
	it("runs a job soon after the start and then at its interval", async () => {
		const { clock, advance } = manualClock();
		const { log } = recordingLog(clock);
		const runs: number[] = [];
		const job: Job = {
			name: "aggregate",
			intervalMs: MINUTE_MS,
			run: async () => {
				runs.push(clock.now());
				return undefined;
			},
		};
		const scheduler = startScheduler([job], clock, log);
		await advance(3 * MINUTE_MS);
		expect(runs).toEqual([1_000, 61_000, 121_000]);
		await scheduler.stop();
		await advance(3 * MINUTE_MS);
		expect(runs).toHaveLength(3);
	});

	it("never runs a job twice at once, however long a run takes", async () => {
		const { clock, advance } = manualClock();
		const { log } = recordingLog(clock);
		let running = 0;
		let most = 0;
		const never = new AbortController().signal;
		const job: Job = {
			name: "slow",
			intervalMs: MINUTE_MS,
			async run() {
				running++;
				most = Math.max(most, running);
				await clock.sleep(10 * MINUTE_MS, never);
				running--;
				return undefined;
			},
		};
		const scheduler = startScheduler([job], clock, log);
		await advance(60 * MINUTE_MS);
		expect(most).toBe(1);
		const stopped = scheduler.stop();
		await advance(10 * MINUTE_MS);
		await stopped;
	});

	it("logs a failure and goes on, with that job and with the others", async () => {
		const { clock, advance } = manualClock();
		const { log, lines } = recordingLog(clock);
		let others = 0;
		const scheduler = startScheduler(
			[
				{
					name: "broken",
					intervalMs: MINUTE_MS,
					run: async () => {
						throw new Error("no luck");
					},
				},
				{
					name: "other",
					intervalMs: MINUTE_MS,
					run: async () => ({ others: ++others }),
				},
			],
			clock,
			log,
		);
		await advance(2 * MINUTE_MS);
		await scheduler.stop();
		expect(others).toBe(2);
		expect(lines.filter(({ severity }) => severity === "ERROR")).toEqual([
			expect.objectContaining({
				message: "job failed",
				job: "broken",
				time: "1970-01-01T00:00:01.000Z",
				error: expect.objectContaining({ name: "Error", message: "no luck" }),
			}),
			expect.objectContaining({ time: "1970-01-01T00:01:01.000Z" }),
		]);
		expect(lines).toContainEqual(
			expect.objectContaining({ message: "job done", counts: { others: 2 } }),
		);
	});

	it("waits for the running job when it stops, and starts no other", async () => {
		const { clock, advance } = manualClock();
		const { log } = recordingLog(clock);
		let finish: () => void = () => undefined;
		const events: string[] = [];
		const job: Job = {
			name: "long",
			intervalMs: MINUTE_MS,
			async run() {
				events.push("begin");
				await new Promise<void>((resolve) => {
					finish = resolve;
				});
				events.push("end");
				return undefined;
			},
		};
		const scheduler = startScheduler([job], clock, log);
		await advance(1_000);
		const stopped = scheduler.stop().then(() => events.push("stopped"));
		await advance(0);
		expect(events).toEqual(["begin"]);
		finish();
		await stopped;
		await advance(10 * MINUTE_MS);
		expect(events).toEqual(["begin", "end", "stopped"]);
	});

	it("gives up waiting for a job that does not end", async () => {
		const { clock, advance } = manualClock();
		const { log } = recordingLog(clock);
		const job: Job = {
			name: "endless",
			intervalMs: MINUTE_MS,
			run: () => new Promise(() => undefined),
		};
		const scheduler = startScheduler([job], clock, log);
		await advance(1_000);
		const stopped = scheduler.stop();
		await advance(10_000);
		await expect(stopped).resolves.toBeUndefined();
	});
});

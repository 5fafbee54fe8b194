import { setTimeout as wait } from "node:timers/promises";
import { percentile } from "../../statistics.ts";
import { openTracker } from "../contenders/open-tracker.ts";
import type { Tasks } from "./task.ts";
import { tell } from "./tell.ts";

/** For what a library does at its start, and after the burst. */
const SETTLE_MS = 300;
const AFTERMATH_MS = 2_500;
const CLOCK_READINGS = 100_000;

/** Times every call of a burst, cold, and how long the event loop is held up by it and by what follows. */
export async function measureCost(task: Tasks["cost"]): Promise<void> {
	const tracker = await openTracker(task.contender, task.place);
	const clockUs = costOfClock();
	await wait(SETTLE_MS);
	const ticks: number[] = [];
	setInterval(() => ticks.push(performance.now()), 1);
	await wait(SETTLE_MS);

	const durations: number[] = Array(task.events).fill(0);
	const startedAt = performance.now();
	let now = startedAt;
	let calls = 0;
	while (calls < task.events && now - startedAt < task.durationMsMax) {
		const before = performance.now();
		tracker.track(calls);
		now = performance.now();
		durations[calls++] = (now - before) * 1_000;
	}

	await wait(AFTERMATH_MS);
	durations.length = calls;
	await tell("cost", {
		calls,
		meanUs: durations.reduce((sum, each) => sum + each, 0) / calls,
		p99Us: percentile(durations, 0.99),
		clockUs,
		delayMs: longestGap(ticks.filter((at) => at > startedAt - 50)),
		delayAfterMs: longestGap([now, ...ticks.filter((at) => at > now)]),
	});
	process.exit(0);
}

/** Of two readings, as they surround each call, us. */
function costOfClock(): number {
	let sum = 0;
	for (let reading = 0; reading < CLOCK_READINGS; reading++) {
		const before = performance.now();
		sum += performance.now() - before;
	}
	return (sum / CLOCK_READINGS) * 1_000;
}

function longestGap(times: readonly number[]): number {
	let longest = 0;
	for (let i = 1; i < times.length; i++)
		longest = Math.max(longest, (times[i] ?? 0) - (times[i - 1] ?? 0));
	return longest;
}

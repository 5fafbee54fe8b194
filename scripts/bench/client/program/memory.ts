import { setTimeout as wait } from "node:timers/promises";
import { openTracker } from "../contenders/open-tracker.ts";
import { operationOf } from "../event.ts";
import type { Tasks } from "./task.ts";
import { tell } from "./tell.ts";
import { trackBurst } from "./track-burst.ts";

/** Events made and dropped before the start, so that making them adds nothing afterwards. */
const WARM_UP_EVENTS = 200_000;
const SETTLE_MS = 1_500;
const BYTES_PER_MB = 1_000_000;

/** How much resident memory calls add while nobody takes the events. */
export async function measureMemory(task: Tasks["memory"]): Promise<void> {
	const tracker = await openTracker(task.contender, task.place);
	makeEvents();
	await wait(SETTLE_MS);
	const before = process.memoryUsage.rss();
	const calls = await trackBurst(tracker, task);
	await wait(SETTLE_MS);
	const bytes = process.memoryUsage.rss() - before;
	await tell("memory", { calls, residentMb: bytes / BYTES_PER_MB });
	process.exit(0);
}

function makeEvents(): void {
	let last: unknown;
	for (let index = 0; index < WARM_UP_EVENTS; index++)
		last = operationOf(index);
	if (last === undefined) throw new Error("nothing was made");
}

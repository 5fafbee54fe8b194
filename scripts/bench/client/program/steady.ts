import { setTimeout as wait } from "node:timers/promises";
import { openTracker } from "../contenders/open-tracker.ts";
import type { Tasks } from "./task.ts";
import { tell } from "./tell.ts";

/** How often events are tracked: those that are due. */
const TURN_MS = 5;

/** A host that tracks for a while and then ends in an orderly way, waiting for the library. */
export async function trackSteadily({
	contender,
	place,
	events,
	durationMs,
}: Tasks["steady"]): Promise<void> {
	const tracker = await openTracker(contender, place);
	await tell("tracking", { at: Date.now() });
	const startedAt = performance.now();
	let calls = 0;
	while (calls < events) {
		const share = (performance.now() - startedAt) / durationMs;
		const due = Math.min(events, Math.ceil(share * events));
		while (calls < due) tracker.track(calls++);
		await wait(TURN_MS);
	}
	await tell("closing", { at: Date.now() });
	await tracker.shutdown();
	await tell("ended", { at: Date.now() });
	process.exit(0);
}

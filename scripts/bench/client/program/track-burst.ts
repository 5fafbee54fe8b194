import { setImmediate as nextTurn } from "node:timers/promises";
import type { Tracker } from "../contenders/tracker.ts";
import type { Burst } from "./task.ts";

/** Calls between which a host's event loop does not turn. */
const CALLS_PER_TURN = 500;

/** Tracks events as fast as they can be made; returns how many, which are fewer where time ran out. */
export async function trackBurst(
	tracker: Tracker,
	{ events, durationMsMax }: Burst,
): Promise<number> {
	const until = performance.now() + durationMsMax;
	let calls = 0;
	while (calls < events && performance.now() < until) {
		tracker.track(calls++);
		if (calls % CALLS_PER_TURN === 0) await nextTurn();
	}
	return calls;
}

import { openSync, writeSync } from "node:fs";
import { setImmediate as nextTurn } from "node:timers/promises";
import { openTracker } from "../contenders/open-tracker.ts";
import type { Tasks } from "./task.ts";
import { tell } from "./tell.ts";

/** A host that tracks one event a ms, and notes each after its call where a kill does not reach: in a file. */
export async function trackUntilKilled({
	contender,
	place,
	logFile,
}: Tasks["until-killed"]): Promise<void> {
	const tracker = await openTracker(contender, place);
	const log = openSync(logFile, "a");
	await tell("tracking", { at: Date.now() });
	const startedAt = performance.now();
	for (let calls = 0; ; ) {
		if (performance.now() - startedAt >= calls) {
			tracker.track(calls);
			const at = performance.timeOrigin + performance.now();
			writeSync(log, `${calls++} ${at}\n`);
		}
		await nextTurn();
	}
}

import { openTracker } from "../contenders/open-tracker.ts";
import type { Tasks } from "./task.ts";
import { tell, toldToFinish } from "./tell.ts";
import { trackBurst } from "./track-burst.ts";

/** Tracks as fast as it can, shuts down, and goes on working until everything is there or nothing comes any more. */
export async function measureDelivery(task: Tasks["delivery"]): Promise<void> {
	const tracker = await openTracker(task.contender, task.place);
	const finish = toldToFinish();
	await tell("tracking", { at: Date.now() });
	const before = process.cpuUsage();
	const calls = await trackBurst(tracker, task);
	const shutdown = tracker.shutdown();
	await finish;
	const { user, system } = process.cpuUsage(before);
	await tell("delivery", { calls, cpuUs: user + system });
	shutdown.catch(() => {});
	process.exit(0);
}

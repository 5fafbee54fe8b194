import { openTracker } from "../contenders/open-tracker.ts";
import type { Tasks } from "./task.ts";
import { tell, toldToFinish } from "./tell.ts";

/** Delivers what an earlier host has left behind, if its library can. */
export async function startAgain({
	contender,
	place,
}: Tasks["start-again"]): Promise<void> {
	const tracker = await openTracker(contender, place);
	const finish = toldToFinish();
	await tell("tracking", { at: Date.now() });
	await finish;
	await tracker.shutdown();
	await tell("ended", { at: Date.now() });
	process.exit(0);
}

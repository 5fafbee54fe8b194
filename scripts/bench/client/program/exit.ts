import { openTracker } from "../contenders/open-tracker.ts";
import type { Tasks } from "./task.ts";

/** A host that ends without a word, straight after its last call. */
export async function exitAtOnce({
	contender,
	place,
	events,
}: Tasks["exit"]): Promise<void> {
	const tracker = await openTracker(contender, place);
	for (let index = 0; index < events; index++) tracker.track(index);
	process.exit(0);
}

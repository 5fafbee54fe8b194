import type { JobHome } from "../ports/home";
import {
	type AggregateCounts,
	addCounts,
	MAX_RUN_MS,
	noCounts,
} from "./aggregate";
import { mergeDeltas } from "./merge";
import { runTask } from "./run-task";
import { planShards, type ShardTask } from "./tasks";

/**
 * Counts every event that was stored since the last run into the totals: the tasks of all shards in
 * turn, and one merge after them. Safe to run at any time, twice at once, and to kill anywhere: an
 * event is counted exactly once.
 *
 * A shard that cannot be counted holds up no other: its error is thrown in the end.
 */
export async function aggregate(
	home: JobHome,
	pageEvents?: number,
): Promise<AggregateCounts> {
	const counts = noCounts();
	const failures: unknown[] = [];
	let isLeft = false;
	const pending = planShards(home.now(), home.settings.shardCount);
	const deadline = home.now() + MAX_RUN_MS;
	// Each gets its share of the time that is left, and so does the merge: a shard that is far behind
	// comes again at the end, when it is known what time the others have left to it.
	const shardsDeadline = deadline - MAX_RUN_MS / (pending.length + 1);
	while (pending.length > 0 && home.now() <= shardsDeadline) {
		const share = (shardsDeadline - home.now()) / pending.length;
		const [task] = pending.splice(0, 1);
		if (task === undefined) break;
		try {
			const run = await runTask(home, task, home.now() + share, pageEvents);
			addCounts(counts, run.counts);
			const next = run.next.filter(({ kind }) => kind === "shard");
			// It gave way, or got nowhere in its time.
			if (run.end !== "caught_up" && next.length === 0) isLeft = true;
			pending.push(...(next as ShardTask[]));
		} catch (error) {
			failures.push(error);
		}
	}
	counts.caughtUp = pending.length === 0 && !isLeft;
	await mergeDeltas(home, counts, deadline);
	if (failures.length > 0) throw failures[0];
	return counts;
}

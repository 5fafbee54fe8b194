import type { JobHome } from "../ports/home";
import { type AggregateCounts, aggregateShard, noCounts } from "./aggregate";
import { mergeDeltas } from "./merge";
import {
	type AggregationTask,
	afterMerge,
	afterShard,
	type TaskEnd,
} from "./tasks";

/** What a task did, and what follows it. */
export interface TaskRun {
	readonly end: TaskEnd;
	readonly counts: AggregateCounts;
	readonly next: readonly AggregationTask[];
}

/**
 * Works on a task until nothing is left of it or `deadline` (epoch ms). `next` is what has to be
 * done because of it, by whoever runs tasks: a queue, or a process that takes them in turn.
 */
export async function runTask(
	home: JobHome,
	task: AggregationTask,
	deadline: number,
	pageEvents?: number,
): Promise<TaskRun> {
	const counts = noCounts();
	if (task.kind === "merge") {
		const end = await mergeDeltas(home, counts, deadline);
		return { end, counts, next: afterMerge(end, home.now()) };
	}
	const { shard } = task;
	const end = await aggregateShard(home, shard, counts, deadline, pageEvents);
	const next = afterShard(task, end, counts.pages, home.now());
	return { end, counts, next };
}

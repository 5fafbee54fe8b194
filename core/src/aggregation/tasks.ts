import { z } from "zod";

/** Every so often all shards get a task. */
export const SLOT_MS = 5 * 60_000;

/** One merge at most is asked for in each such span. */
export const MERGE_SPACING_MS = 60_000;

/**
 * A task as it travels through a queue. Strict: what anybody else has put there is refused, not
 * guessed at.
 */
export const aggregationTaskSchema = z.discriminatedUnion("kind", [
	/** Count the new events of a shard. */
	z.strictObject({
		kind: z.literal("shard"),
		shard: z.int().min(0),
		/** Number of the {@link SLOT_MS} since the epoch in which the chain of tasks began. */
		slot: z.int().min(0),
		/** How many tasks of the chain came before. */
		continuation: z.int().min(0),
	}),
	/** Fold the shards' deltas into the totals. */
	z.strictObject({
		kind: z.literal("merge"),
		/** Number of the {@link MERGE_SPACING_MS} since the epoch before which it must not begin. */
		turn: z.int().min(0),
	}),
]);

/** A part of aggregation that runs by itself. */
export type AggregationTask = z.infer<typeof aggregationTaskSchema>;

/** The part that counts the events of one shard. */
export type ShardTask = Extract<AggregationTask, { kind: "shard" }>;

/** The part that folds deltas. */
export type MergeTask = Extract<AggregationTask, { kind: "merge" }>;

/**
 * How a task's work ended: nothing was left, its time was over, or another run was quicker again
 * and again and got the work.
 */
export type TaskEnd = "caught_up" | "out_of_time" | "gave_way";

/**
 * What is to be done from `now` (epoch ms) on: every shard, and a merge after the first of them,
 * which also finds what an earlier merge was to fold and was never asked for. The same in the whole
 * slot, but for the merge.
 */
export function planSlot(now: number, shardCount: number): AggregationTask[] {
	return [...planShards(now, shardCount), mergeAfter(now)];
}

/** Of {@link planSlot}, the shards. */
export function planShards(now: number, shardCount: number): ShardTask[] {
	const slot = Math.floor(now / SLOT_MS);
	return Array.from({ length: shardCount }, (_, shard) => ({
		kind: "shard",
		shard,
		slot,
		continuation: 0,
	}));
}

/**
 * What follows a shard's task that ended at `now` (epoch ms) and counted so many pages.
 *
 * It goes on where it left off if its time was over, unless it got nowhere: then the next slot has a
 * try. One that gave way is not continued: of the chains of a shard that is far behind, and gets a
 * new one with every slot, only one is left.
 */
export function afterShard(
	task: ShardTask,
	end: TaskEnd,
	pages: number,
	now: number,
): AggregationTask[] {
	if (pages === 0) return [];
	const merge = mergeAfter(now);
	if (end !== "out_of_time") return [merge];
	return [{ ...task, continuation: task.continuation + 1 }, merge];
}

/** What follows a merge that ended at `now`: the next one, if it was not the last. */
export function afterMerge(end: TaskEnd, now: number): AggregationTask[] {
	return end === "caught_up" ? [] : [mergeAfter(now)];
}

/**
 * The merge that folds whatever was committed up to `now`: it begins later than that. All who ask in
 * one minute ask for the same one.
 */
function mergeAfter(now: number): MergeTask {
	return { kind: "merge", turn: Math.floor(now / MERGE_SPACING_MS) + 1 };
}

/** Before when a task must not run, epoch ms. */
export function notBeforeOf(task: AggregationTask): number {
	return task.kind === "merge" ? task.turn * MERGE_SPACING_MS : 0;
}

/**
 * The same for the same task. At most two tasks of a shard come to a slot's five minutes, as a chain
 * is continued after seven, and one merge to a minute, whatever is asked for and however often.
 */
export function taskIdOf(task: AggregationTask): string {
	return task.kind === "merge"
		? `merge-${task.turn}`
		: `shard-${task.slot}-${task.shard}-${task.continuation}`;
}

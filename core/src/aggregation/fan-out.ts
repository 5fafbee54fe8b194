import { IN_WORDS } from "../event/field-errors";
import type { JobHome } from "../ports/home";
import type { TaskQueue } from "../ports/task-queue";
import { type AggregateCounts, MAX_RUN_MS } from "./aggregate";
import { runTask } from "./run-task";
import {
	type AggregationTask,
	aggregationTaskSchema,
	MERGE_SPACING_MS,
	notBeforeOf,
	planSlot,
	taskIdOf,
} from "./tasks";

/** What a home gives to a fan-out. */
export interface FanOutHome extends JobHome {
	readonly queue: TaskQueue;
	/** Resolves after so many ms. */
	readonly sleep: (ms: number) => Promise<void>;
}

/** What came of asking for tasks. */
export interface StartCounts {
	/** Tasks that are in the queue now, or were already. */
	readonly tasks: number;
	/** Those that could not be put there: the next slot asks for them again. */
	readonly failures: readonly {
		readonly task: string;
		readonly error: unknown;
	}[];
}

/** What came of a task that a queue handed over. */
export type TaskOutcome =
	| {
			readonly status: "done";
			readonly task: string;
			readonly counts: AggregateCounts;
			/** What was asked for next. */
			readonly next: readonly string[];
	  }
	/** No task of this home; to be dropped, as it never will be one. */
	| { readonly status: "refused"; readonly reason: string };

/**
 * Aggregation in parts, each run by itself wherever a queue hands it over. Whatever is started
 * twice, run twice at once, killed or lost changes no total: the parts are those of `aggregate`, and
 * what one has left undone is found by those of the next slot.
 */
export interface FanOut {
	/**
	 * Asks for the tasks of this slot; for those that are asked for already it changes nothing. A
	 * task that cannot be put into the queue keeps no other from it. Rejects, and asks for nothing,
	 * if the store cannot be reached or has another number of shards.
	 */
	start(): Promise<StartCounts>;

	/**
	 * Runs a task for at most {@link MAX_RUN_MS}, then asks for those that follow. Rejects if the
	 * store or the queue fails: the queue is to hand the task over again.
	 */
	run(payload: unknown): Promise<TaskOutcome>;
}

/** Binds the fan-out to a home. */
export function createFanOut(home: FanOutHome): FanOut {
	return {
		async start() {
			await home.store.ping();
			return enqueueAll(
				home.queue,
				planSlot(home.now(), home.settings.shardCount),
			);
		},
		run: (payload) => runPayload(home, payload),
	};
}

async function runPayload(
	home: FanOutHome,
	payload: unknown,
): Promise<TaskOutcome> {
	const parsed = aggregationTaskSchema.safeParse(payload, IN_WORDS);
	if (!parsed.success)
		return { status: "refused", reason: parsed.error.message };
	const task = parsed.data;
	const { shardCount } = home.settings;
	if (task.kind === "shard" && task.shard >= shardCount)
		return {
			status: "refused",
			reason: `there is no shard ${task.shard} of ${shardCount}`,
		};
	const deadline = home.now() + MAX_RUN_MS;
	await waitForTurn(home, task);
	const { counts, next } = await runTask(home, task, deadline);
	const { failures } = await enqueueAll(home.queue, next);
	if (failures[0] !== undefined) throw failures[0].error;
	return {
		status: "done",
		task: taskIdOf(task),
		counts,
		next: next.map(taskIdOf),
	};
}

/**
 * A merge that began early would miss what it is asked for. Queues deliver in time, but for their
 * clock; an emulator delivers at once.
 */
async function waitForTurn(
	{ now, sleep }: FanOutHome,
	task: AggregationTask,
): Promise<void> {
	const early = notBeforeOf(task) - now();
	if (early > 0) await sleep(Math.min(early, MERGE_SPACING_MS));
}

async function enqueueAll(
	queue: TaskQueue,
	tasks: readonly AggregationTask[],
): Promise<StartCounts> {
	const failures: { task: string; error: unknown }[] = [];
	await Promise.all(
		tasks.map((task) =>
			queue
				.enqueue(task)
				.catch((error: unknown) =>
					failures.push({ task: taskIdOf(task), error }),
				),
		),
	);
	return { tasks: tasks.length - failures.length, failures };
}

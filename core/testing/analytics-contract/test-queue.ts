import { type AggregationTask, taskIdOf } from "../../src/aggregation/tasks";
import type { TaskQueue } from "../../src/ports/task-queue";
import { ignoreDeath } from "./mortal";

/** How often a task is delivered to processes that die. */
const MAX_ATTEMPTS = 3;

/**
 * A queue as they are: it knows the ids that it has had, delivers everything that waits at one time
 * and twice, and again what a death has cut off. Any other failure is the test's.
 */
export class TestQueue implements TaskQueue {
	/** The ids of the tasks that were delivered, each once, in order. */
	readonly delivered: string[] = [];
	/** Which tasks it cannot take now. */
	refuse: (id: string) => boolean = () => false;
	readonly #known = new Set<string>();
	#waiting: AggregationTask[] = [];

	async enqueue(task: AggregationTask): Promise<void> {
		const id = taskIdOf(task);
		if (this.refuse(id)) throw new Error("refused");
		if (this.#known.has(id)) return;
		this.#known.add(id);
		this.#waiting.push(task);
	}

	/** Delivers until nothing waits; merges, whose time has yet to come, when nothing else does. */
	async deliverAll(run: (payload: unknown) => Promise<unknown>): Promise<void> {
		while (this.#waiting.length > 0) {
			const shards = this.#waiting.filter(({ kind }) => kind === "shard");
			const tasks = shards.length > 0 ? shards : this.#waiting;
			this.#waiting = this.#waiting.filter((task) => !tasks.includes(task));
			this.delivered.push(...tasks.map(taskIdOf));
			await Promise.all(
				tasks.flatMap((task) => {
					const payload: unknown = JSON.parse(JSON.stringify(task));
					return [untilDone(run, payload), untilDone(run, payload)];
				}),
			);
		}
	}
}

async function untilDone(
	run: (payload: unknown) => Promise<unknown>,
	payload: unknown,
): Promise<void> {
	for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
		const isDone = await run(payload).then(
			() => true,
			(error: unknown) => {
				ignoreDeath(error);
				return false;
			},
		);
		if (isDone) return;
	}
}

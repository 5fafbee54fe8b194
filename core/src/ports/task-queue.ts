import type { AggregationTask } from "../aggregation/tasks";

/** Where the tasks of aggregation wait until a home hands them to `FanOut.run`, one by one. */
export interface TaskQueue {
	/**
	 * Adds a task. One with the same `taskIdOf` that waits, runs or ran lately need not be added
	 * again: that is a success too. It is handed over at least once, not before `notBeforeOf` where
	 * the queue can wait, and again if its run rejects: a few times, then no more. Rejects if the
	 * queue cannot be reached; the task may have been added even so.
	 */
	enqueue(task: AggregationTask): Promise<void>;
}

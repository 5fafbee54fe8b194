import {
	type AggregationTask,
	notBeforeOf,
	type TaskQueue,
	taskIdOf,
} from "@ffmpeg-analytics/core";
import { openFirebaseApp } from "./firebase-app";
import { REGION } from "./region";
import { DISPATCH_DEADLINE_SECONDS } from "./task-timeout";

/** The function that has the queue of a kind of task. */
export const TASK_FUNCTIONS = {
	shard: "aggregateShard",
	merge: "mergeTotals",
} as const satisfies Record<AggregationTask["kind"], string>;

/** What the SDK says of an id that the queue has, or has had in the last hours. */
const ALREADY_EXISTS = "functions/task-already-exists";

/**
 * The queues of the task functions. Reached through firebase-admin, which is loaded with the first
 * task. The account that functions run as needs `roles/cloudtasks.enqueuer`, and
 * `roles/iam.serviceAccountUser` and `roles/run.invoker` for the calls that tasks make in its name.
 */
export function createCloudTasksQueue(now: () => number): TaskQueue {
	return {
		async enqueue(task) {
			const [app, { getFunctions }] = await Promise.all([
				openFirebaseApp(),
				import("firebase-admin/functions"),
			]);
			const name = `locations/${REGION}/functions/${TASK_FUNCTIONS[task.kind]}`;
			const delayMs = Math.max(0, notBeforeOf(task) - now());
			try {
				await getFunctions(app)
					.taskQueue(name)
					.enqueue(task, {
						id: taskIdOf(task),
						scheduleDelaySeconds: Math.ceil(delayMs / 1_000),
						dispatchDeadlineSeconds: DISPATCH_DEADLINE_SECONDS,
					});
			} catch (error) {
				if ((error as { code?: unknown }).code !== ALREADY_EXISTS) throw error;
			}
		},
	};
}

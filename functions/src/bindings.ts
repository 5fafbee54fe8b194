import {
	type HttpsFunction,
	type HttpsOptions,
	onRequest,
} from "firebase-functions/https";
import {
	onSchedule,
	type ScheduleFunction,
} from "firebase-functions/scheduler";
import {
	onTaskDispatched,
	type RateLimits,
	type TaskQueueFunction,
} from "firebase-functions/tasks";
import type { Home } from "./composition";
import { log } from "./log";
import { withPathPrefix } from "./path-prefix";
import { readSettings } from "./settings";
import { TASK_TIMEOUT_SECONDS } from "./task-timeout";

/** Opened with the first request: loading the functions must stay quick. */
let home: Promise<Home> | undefined;
function openHome(): Promise<Home> {
	home ??= import("./composition")
		.then((composition) => composition.openHome(readSettings(process.env)))
		.catch((error: unknown) => {
			home = undefined;
			throw error;
		});
	return home;
}

/**
 * Opens the home and reaches the store, so that the first request need not: a minimum instance
 * answers it at once, and another one while its start-up has the processor to itself. What fails
 * here fails again, and is told, when a request comes.
 */
export function warmUp(): void {
	openHome()
		.then(({ analytics }) => analytics.ping())
		.catch(() => undefined);
}

/** Serves the HTTP app; `prefix` is the path that the function's own URL leaves out. */
export function serve(prefix: string, options: HttpsOptions): HttpsFunction {
	return onRequest(
		{ invoker: "public", ...options },
		async (request, response) => {
			const { app } = await openHome();
			request.url = withPathPrefix(prefix, request.url);
			app(request, response);
		},
	);
}

/**
 * Runs a job on a schedule (in UTC). One at a time: a run that is still busy makes the next one
 * superfluous, and a failed one is made good by the next.
 */
export function runJob(
	schedule: string,
	job: "flagTemplates" | "purge" | "audit",
): ScheduleFunction {
	return onSchedule(
		{
			schedule,
			timeZone: "Etc/UTC",
			retryCount: 0,
			memory: "1GiB",
			timeoutSeconds: 540,
			maxInstances: 1,
			concurrency: 1,
		},
		async () => {
			const { analytics } = await openHome();
			log.info(job, { counts: await analytics[job]() });
		},
	);
}

/**
 * Has aggregation run in tasks, on a schedule (in UTC). Fired twice it asks for the same tasks, so
 * the platform may try again what has failed; a task that could not be asked for keeps no other back.
 */
export function startAggregation(schedule: string): ScheduleFunction {
	return onSchedule(
		{
			schedule,
			timeZone: "Etc/UTC",
			retryCount: 2,
			memory: "512MiB",
			timeoutSeconds: 120,
			maxInstances: 1,
			concurrency: 1,
		},
		async () => {
			const { fanOut } = await openHome();
			const { tasks, failures } = await fanOut.start();
			for (const failure of failures) log.error("task not queued", failure);
			log.info("aggregation started", { tasks });
			if (failures.length > 0)
				throw new Error(`${failures.length} tasks could not be queued`);
		},
	);
}

/**
 * Runs the tasks of one queue, as many at once as `rateLimits` say. One that fails is tried again
 * while its slot lasts, and then left to the next slot's; one that is none is logged and dropped.
 */
export function runTasks(
	rateLimits: Required<RateLimits> & { maxConcurrentDispatches: number },
): TaskQueueFunction {
	return onTaskDispatched<unknown>(
		{
			rateLimits,
			retryConfig: { maxAttempts: 3, minBackoffSeconds: 10, maxDoublings: 3 },
			memory: "1GiB",
			timeoutSeconds: TASK_TIMEOUT_SECONDS,
			maxInstances: rateLimits.maxConcurrentDispatches,
			concurrency: 1,
		},
		async ({ data }) => {
			const { fanOut } = await openHome();
			const { status, ...fields } = await fanOut.run(data);
			if (status === "done") log.info("task done", fields);
			else log.error("task refused", fields);
		},
	);
}

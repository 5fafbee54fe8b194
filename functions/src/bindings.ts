import {
	type HttpsFunction,
	type HttpsOptions,
	onRequest,
} from "firebase-functions/https";
import {
	onSchedule,
	type ScheduleFunction,
} from "firebase-functions/scheduler";
import type { Home } from "./composition";
import { log } from "./log";
import { withPathPrefix } from "./path-prefix";
import { readSettings } from "./settings";

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
	job: "aggregate" | "flagTemplates" | "purge",
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

import { type HttpsOptions, onRequest } from "firebase-functions/https";
import { setGlobalOptions } from "firebase-functions/options";
import { onSchedule } from "firebase-functions/scheduler";
import type { Home } from "./composition";
import { log } from "./log";
import { withPathPrefix } from "./path-prefix";
import { readSettings, SECRETS } from "./settings";

setGlobalOptions({ region: "us-central1", secrets: SECRETS });

// Where requests are served, not where the CLI looks for functions: with a bad setting the new
// revision does not start, and the one before goes on.
if (process.env.K_SERVICE !== undefined) readSettings(process.env);

/** Opened with the first request: loading this file must stay quick. */
let home: Promise<Home> | undefined;
function openHome(): Promise<Home> {
	home ??= import("./composition").then((composition) =>
		composition.openHome(readSettings(process.env)),
	);
	return home;
}

const serve = (prefix: string, options: HttpsOptions) =>
	onRequest({ invoker: "public", ...options }, async (request, response) => {
		const { app } = await openHome();
		request.url = withPathPrefix(prefix, request.url);
		app(request, response);
	});

/** One at a time: a run that is still busy makes the next one superfluous. */
const run = (schedule: string, job: "aggregate" | "flagTemplates" | "purge") =>
	onSchedule(
		{
			...{ schedule, timeZone: "Etc/UTC", retryCount: 0 },
			...{ memory: "1GiB", timeoutSeconds: 540 },
			...{ maxInstances: 1, concurrency: 1 },
		},
		async () => {
			const { analytics } = await openHome();
			log.info(job, { counts: await analytics[job]() });
		},
	);

export const logOperation = serve("/logOperation", {
	...{ memory: "512MiB", timeoutSeconds: 60 },
	...{ maxInstances: 50, concurrency: 80 },
});

/** Its time is that of the longest job; Hosting itself waits a minute. */
export const api = serve("/api", {
	...{ memory: "1GiB", timeoutSeconds: 540 },
	...{ maxInstances: 20, concurrency: 20 },
});

export const aggregateOperations = run("every 5 minutes", "aggregate");
export const flagTemplates = run("7 * * * *", "flagTemplates");
export const purgeExpired = run("17 3 * * *", "purge");

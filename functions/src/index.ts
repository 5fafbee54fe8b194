import { setGlobalOptions } from "firebase-functions/options";
import { prepareRequests } from "./before-runtime";
import { runJob, runTasks, serve, startAggregation, warmUp } from "./bindings";
import { REGION } from "./region";
import { MIN_INSTANCES, readSettings, SECRETS } from "./settings";

setGlobalOptions({ region: REGION, secrets: SECRETS });

// Where requests are served, not where the CLI looks for functions: with a bad setting the new
// revision does not start, and the one before goes on.
if (process.env.K_SERVICE !== undefined) readSettings(process.env);

// The platform and the emulator name the one function that the process is for.
if (["logOperation", "api"].includes(process.env.FUNCTION_TARGET ?? "")) {
	prepareRequests();
	warmUp();
}

export const logOperation = serve("/logOperation", {
	memory: "512MiB",
	timeoutSeconds: 60,
	minInstances: MIN_INSTANCES,
	maxInstances: 50,
	concurrency: 80,
});

/** Its time is that of the longest job; Hosting itself waits a minute. */
export const api = serve("/api", {
	memory: "1GiB",
	timeoutSeconds: 540,
	maxInstances: 20,
	concurrency: 20,
});

export const aggregateOperations = startAggregation("every 5 minutes");

/** Sixteen shards at one time; each takes an instance of its own. */
export const aggregateShard = runTasks({
	maxConcurrentDispatches: 16,
	maxDispatchesPerSecond: 16,
});

/** Two at one time would only stand in each other's way. */
export const mergeTotals = runTasks({
	maxConcurrentDispatches: 1,
	maxDispatchesPerSecond: 1,
});

export const flagTemplates = runJob("7 * * * *", "flagTemplates");
export const purgeExpired = runJob("17 3 * * *", "purge");

/** Of the day before, once nearly all that came late has come. */
export const auditCounts = runJob("47 5 * * *", "audit");

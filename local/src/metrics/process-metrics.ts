import { setTimeout as delay } from "node:timers/promises";
import {
	collectDefaultMetrics,
	Gauge,
	type Registry,
} from "@prometheus-io/client";
import { version } from "../../package.json";

/** Time for the event loop's first samples: without one, its delays would be told as centuries. */
const FIRST_SAMPLES_MS = 30;

/**
 * Adds the process's own metrics: CPU, memory, event loop, garbage collection and open files, by the names that
 * Prometheus's clients share, and the release that runs. Watching costs a few ms of CPU a second and goes on until
 * the process ends: call it once in a process, and only where somebody reads. Resolves when there is something to read.
 */
export async function watchProcess(registry: Registry): Promise<void> {
	collectDefaultMetrics({ register: registry });
	new Gauge({
		name: "ffmpeg_analytics_build_info",
		help: "Always 1; the labels tell the release that runs.",
		labelNames: ["version"],
		registers: [registry],
	}).set({ version }, 1);
	await delay(FIRST_SAMPLES_MS);
}

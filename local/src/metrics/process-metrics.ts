import { collectDefaultMetrics, Gauge, Registry } from "@prometheus-io/client";
import { version } from "../../package.json";

/**
 * The metrics of a process that serves one home: its own, which are CPU, memory, event loop, garbage collection
 * and open files by the names that Prometheus's clients share, and the release that it is. Call once in a process:
 * what watches the event loop and the garbage collector stays until the process ends.
 */
export function createProcessRegistry(): Registry {
	const registry = new Registry();
	collectDefaultMetrics({ register: registry });
	new Gauge({
		name: "ffmpeg_analytics_build_info",
		help: "Always 1; the labels tell the release that runs.",
		labelNames: ["version"],
		registers: [registry],
	}).set({ version }, 1);
	return registry;
}

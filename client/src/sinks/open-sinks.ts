import type { CounterValues } from "../counters.ts";
import { createHttpSink } from "../delivery/http-sink.ts";
import { giveNotice } from "../host/notice.ts";
import type { Say } from "../host/say.ts";
import { createMetricsSink } from "../metrics/metrics-sink.ts";
import type { ClientSettings } from "../settings.ts";
import { createDebugSink } from "./debug-sink.ts";
import { guardedSink } from "./guarded-sink.ts";
import type { Sink } from "./sink.ts";

/** Whether events go anywhere. */
export function hasSinks(settings: ClientSettings): boolean {
	return (
		settings.debug ||
		settings.endpoint !== undefined ||
		settings.metricsFile !== undefined
	);
}

/** Opens what events go to, and gives the notice before anything does. Debugging, they are only shown. */
export function openSinks(
	settings: ClientSettings,
	counters: CounterValues,
	say: Say,
): Sink[] {
	if (settings.debug) return [createDebugSink()];
	const { endpoint, ingestKey, delivery, spoolFolder, metricsFile } = settings;
	if (settings.notice)
		giveNotice(settings.installFolder, destinationsOf(settings), say);
	const sinks: Sink[] = [];
	if (endpoint !== undefined)
		sinks.push(
			createHttpSink({
				endpoint,
				ingestKey,
				delivery,
				spoolFolder,
				counters,
				say,
			}),
		);
	if (metricsFile !== undefined)
		sinks.push(createMetricsSink({ ...metricsFile, counters, say }));
	return sinks.map((sink) => guardedSink(sink, say));
}

function destinationsOf({ endpoint, metricsFile }: ClientSettings): string {
	return [endpoint && new URL(endpoint).host, metricsFile?.path]
		.filter((destination) => destination !== undefined)
		.join(" and ");
}

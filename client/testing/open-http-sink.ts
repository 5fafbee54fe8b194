import { type CounterValues, createCounters } from "../src/counters.ts";
import { createHttpSink } from "../src/delivery/http-sink.ts";
import type { DeliveryOptions } from "../src/options.ts";
import type { Sink } from "../src/sinks/sink.ts";

/** As `AnalyticsOptions` documents them. */
export const DEFAULT_DELIVERY: Required<DeliveryOptions> = {
	batchEvents: 500,
	batchDelayMs: 1_000,
	queueEvents: 100_000,
	queueBytes: 32 * 1024 * 1024,
	requestTimeoutMs: 30_000,
	maxBackoffMs: 30_000,
	shutdownDeadlineMs: 5_000,
};

/** A sink with what it counted and said. */
export interface OpenedSink {
	readonly sink: Sink;
	readonly counters: CounterValues;
	readonly said: string[];
}

/** What differs from one test to the next. */
export interface OpenSinkOptions {
	readonly endpoint: string;
	readonly ingestKey?: string;
	readonly delivery?: DeliveryOptions;
	readonly spoolFolder?: string;
}

/** Opens a sink with the defaults of the client. */
export function openHttpSink(options: OpenSinkOptions): OpenedSink {
	const counters = createCounters();
	const said: string[] = [];
	const sink = createHttpSink({
		endpoint: options.endpoint,
		ingestKey: options.ingestKey,
		counters,
		delivery: {
			...DEFAULT_DELIVERY,
			...(options.delivery as Partial<Required<DeliveryOptions>>),
		},
		spoolFolder: options.spoolFolder,
		say: (message) => {
			if (!said.includes(message)) said.push(message);
		},
	});
	return { sink, counters, said };
}

import {
	Counter,
	Gauge,
	Histogram,
	type Registry,
} from "@prometheus-io/client";
import { MAX_BACKLOG } from "../sqlite/backlog";
import { FAILURE_KINDS } from "../sqlite/failures";
import type { StoreObserver } from "../sqlite/store-observer";
import type { SqliteStore } from "../sqlite-store";

/** From a disk that remembers at once to one that others keep busy. */
const BUCKETS_SECONDS = [
	0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5,
];

/** Counts what a store goes through. */
export function observeStore(registry: Registry): StoreObserver {
	const commits = new Histogram({
		name: "ffmpeg_analytics_ingest_commit_duration_seconds",
		help: "Commits of new events, each of all requests that waited: from the writer's getting them until they are on the disk, or refused.",
		buckets: BUCKETS_SECONDS,
		registers: [registry],
	});
	const failures = new Counter({
		name: "ffmpeg_analytics_store_errors_total",
		help: "Failures of SQLite by its own name for them, and of the thread that writes events (writer_ended).",
		labelNames: ["kind"],
		registers: [registry],
	});
	for (const kind of FAILURE_KINDS) failures.inc({ kind }, 0);
	return {
		wrote: (durationMs) => commits.observe(durationMs / 1_000),
		failed: (kind) => failures.inc({ kind }),
	};
}

/**
 * Shows what waits in the store: for the writer, and for aggregation. The latter is as of the last call of the
 * function that this answers, which resolves however the store is: while it is away, the figures are NaN.
 */
export function showBacklog(
	store: Pick<SqliteStore, "readBacklog" | "waiting">,
	registry: Registry,
	now: () => number,
): () => Promise<void> {
	const gauge = (name: string, help: string, value?: () => number) =>
		new Gauge({
			name,
			help,
			registers: [registry],
			...(value === undefined
				? {}
				: {
						collect() {
							this.set(value());
						},
					}),
		});
	gauge(
		"ffmpeg_analytics_ingest_waiting_calls",
		"Requests and parts of imports whose events wait for a commit.",
		() => store.waiting().calls,
	);
	gauge(
		"ffmpeg_analytics_ingest_waiting_events",
		"Events that wait for a commit.",
		() => store.waiting().events,
	);
	const events = gauge(
		"ffmpeg_analytics_uncounted_events",
		`Events that are stored and that aggregation has not counted yet; at most ${MAX_BACKLOG} are told.`,
	);
	const age = gauge(
		"ffmpeg_analytics_oldest_uncounted_event_age_seconds",
		"How long ago the oldest of them came; 0 if there is none.",
	);
	return async () => {
		try {
			const backlog = await store.readBacklog();
			events.set(backlog.events);
			const { oldestReceivedAt = now() } = backlog;
			age.set(Math.max(0, now() - oldestReceivedAt) / 1_000);
		} catch {
			// The store has told its observer, and whoever asks now must know the rest.
			events.set(Number.NaN);
			age.set(Number.NaN);
		}
	};
}

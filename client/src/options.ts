import type { Platform, WireEventInput } from "@ffmpeg-analytics/core";

/** What a host may set; whatever is absent has a default, or comes from the environment. */
export interface AnalyticsOptions {
	/** What this host is. */
	readonly platform: Platform;
	/**
	 * The home: `https://analytics.example.org`, with or without `/logOperation` at the end. Otherwise
	 * `FIREBASE_ENDPOINT`; without either, nothing is sent.
	 */
	readonly endpoint?: string | undefined;
	/** Otherwise `ANALYTICS_INGEST_KEY`. */
	readonly ingestKey?: string | undefined;
	/** For reports; otherwise `ANALYTICS_READER_KEY`. */
	readonly readerKey?: string | undefined;
	/** Otherwise `ANALYTICS_SALT`, else one that is made once per install. Never sent. */
	readonly salt?: string | undefined;
	/**
	 * A folder of the host's own, where the salt and the spool are kept; made if it is absent, mode 0700.
	 * Without it there is no spool, and the salt lives in the user's data folder.
	 */
	readonly dataFolder?: string | undefined;
	/** `false` turns everything off, as `ANALYTICS_ENABLED=false` and `DO_NOT_TRACK=1` do. */
	readonly enabled?: boolean | undefined;
	/** Prints to stderr exactly what would be sent, and sends nothing, as `ANALYTICS_DEBUG=1` does. */
	readonly debug?: boolean | undefined;
	/** Whether to say once, on stderr, what is collected. Default: yes. */
	readonly notice?: boolean | undefined;
	/** A file of NDJSON lines, one an operation; it rotates. */
	readonly metricsFile?: string | MetricsFileOptions | undefined;
	/** How events are delivered. */
	readonly delivery?: DeliveryOptions | undefined;
	/**
	 * Sees each event as it would be sent, and returns what to send instead; `undefined` or `null` drops it.
	 * What it answers is sanitised and checked again. Called off the caller's path; if it throws, the event is
	 * dropped.
	 */
	readonly beforeSend?:
		| ((event: WireEventInput) => WireEventInput | null | undefined)
		| undefined;
}

/** Bounds of the metrics file. */
export interface MetricsFileOptions {
	readonly path: string;
	/** At which it becomes `path.1`, bytes. Default 16 MiB. */
	readonly maxBytes?: number | undefined;
	/** Rotated files kept beside the current one. Default 4. */
	readonly maxFiles?: number | undefined;
}

/** How events are delivered; each default is meant to be left. */
export interface DeliveryOptions {
	/** Events of one request, 1 to 500. Default 500. */
	readonly batchEvents?: number | undefined;
	/** How long the first event of a batch waits for more, ms. Default 1,000. */
	readonly batchDelayMs?: number | undefined;
	/** Events that wait in memory, or in the spool where there is one. Default 100,000. */
	readonly queueEvents?: number | undefined;
	/** Bytes that these take. Default 32 MiB. */
	readonly queueBytes?: number | undefined;
	/** How long one request may take, ms. Default 30,000: a cold home may need many. */
	readonly requestTimeoutMs?: number | undefined;
	/** The longest wait between attempts, ms. Default 30,000. */
	readonly maxBackoffMs?: number | undefined;
	/** How long `shutdown()` delivers before it spools the rest, ms. Default 5,000. */
	readonly shutdownDeadlineMs?: number | undefined;
}

import { hash } from "node:crypto";
import type { AddressInfo } from "node:net";
import { createApp, createMemoryHitCounter } from "@ffmpeg-analytics/api";
import { type Analytics, createAnalytics } from "@ffmpeg-analytics/core";
import { Registry } from "@prometheus-io/client";
import { version } from "../package.json";
import { openDashboard } from "./dashboard";
import { listen } from "./http-server";
import type { HomeLogger } from "./log";
import { countEvents } from "./metrics/event-metrics";
import { timeJobs } from "./metrics/job-metrics";
import { createMetricsSource } from "./metrics/metrics-source";
import { timeRequests } from "./metrics/request-metrics";
import { observeStore, showBacklog } from "./metrics/store-metrics";
import { type Clock, type Job, startScheduler } from "./scheduler";
import type { HomeSettings } from "./settings";
import { openSqliteStore, type SqliteStore } from "./sqlite-store";

/** A home that serves. */
export interface Home {
	/** Where it answers, without a slash at the end. */
	readonly url: string;
	/**
	 * Accepts nothing more, answers what is under way, lets the running jobs end, and closes the
	 * database. Safe to call twice.
	 */
	close(): Promise<void>;
}

/** What a home is given beside its settings; tests give their own. */
export interface HomeDependencies {
	readonly clock: Clock;
	readonly log: HomeLogger;
	/** Whether jobs run by themselves; otherwise only when they are called for. */
	readonly scheduled: boolean;
	/** The folder of the dashboard's build; without it, or where it is empty, there is no page. */
	readonly dashboard?: string | undefined;
	/** See `SqliteStoreOptions`. */
	readonly eventWriterProgram?: string | undefined;
	/** Adds what `/api/v1/metrics` shows of the process; a home alone in its process may know it. */
	readonly watchProcess?: ((registry: Registry) => Promise<void>) | undefined;
}

/**
 * Opens the store, serves the HTTP app over it and runs the jobs.
 *
 * @throws {StoreOpenError} if the database file cannot be used
 * @throws {StoreUnavailableError} if nothing can be written to it
 * @throws {ListenError} if the address cannot be listened on
 */
export async function openHome(
	settings: HomeSettings,
	dependencies: HomeDependencies,
): Promise<Home> {
	const registry = new Registry();
	const store = openSqliteStore({
		file: settings.file,
		shardCount: settings.analytics.shardCount,
		eventWriterProgram: dependencies.eventWriterProgram,
		observer: observeStore(registry),
	});
	try {
		await store.ping();
		return await serve(store, settings, dependencies, registry);
	} catch (error) {
		await store.close();
		throw error;
	}
}

async function serve(
	store: SqliteStore,
	settings: HomeSettings,
	{ clock, log, scheduled, watchProcess, dashboard }: HomeDependencies,
	registry: Registry,
): Promise<Home> {
	const useCases = createAnalytics({
		store,
		settings: settings.analytics,
		now: () => clock.now(),
		digest: (text) => hash("sha256", text, "hex"),
	});
	const analytics = timeJobs(countEvents(useCases, registry), registry);
	const refresh = showBacklog(store, registry, () => clock.now());
	const app = createApp({
		analytics,
		access: settings.access,
		hitCounter: createMemoryHitCounter(() => clock.now()),
		now: () => clock.now(),
		trustLoopback: settings.loopbackOnly,
		trustedProxies: settings.trustedProxies,
		candidateMinima: settings.analytics,
		metrics: createMetricsSource({ registry, refresh, watchProcess }),
		page: dashboard === undefined ? undefined : openDashboard(dashboard),
		log,
		version,
	});
	const listener = timeRequests(app, registry);
	const server = await listen(listener, settings.host, settings.port, log);
	const scheduler = startScheduler(
		scheduled ? jobsOf(analytics) : [],
		clock,
		log,
	);
	let closed: Promise<void> | undefined;
	const close = async () => {
		await Promise.all([server.close(), scheduler.stop()]);
		await store.close();
	};
	return {
		url: urlOf(server.address),
		close: () => {
			closed ??= close();
			return closed;
		},
	};
}

const MINUTE_MS = 60_000;

/** Runs that changed nothing are not worth a line a minute. */
function jobsOf(analytics: Analytics): Job[] {
	return [
		{
			name: "aggregate",
			intervalMs: MINUTE_MS,
			async run() {
				const counts = await analytics.aggregate();
				return counts.pages + counts.deltas > 0 ? counts : undefined;
			},
		},
		{
			name: "templates",
			intervalMs: 60 * MINUTE_MS,
			async run() {
				const counts = await analytics.flagTemplates();
				const changed = counts.templatesWritten + counts.templatesRetired;
				return changed > 0 ? counts : undefined;
			},
		},
		{
			name: "purge",
			intervalMs: 24 * 60 * MINUTE_MS,
			async run() {
				const { liveFrom: _, ...counts } = await analytics.purge();
				const deleted = Object.values(counts).reduce((a, b) => a + b, 0);
				return deleted > 0 ? counts : undefined;
			},
		},
		{
			name: "audit",
			intervalMs: 24 * 60 * MINUTE_MS,
			async run() {
				const counts = await analytics.audit();
				return counts.eventsStored === counts.eventsCounted
					? undefined
					: counts;
			},
		},
	];
}

function urlOf({ address, family, port }: AddressInfo): string {
	const host = family === "IPv6" ? `[${address}]` : address;
	return `http://${host}:${port}`;
}

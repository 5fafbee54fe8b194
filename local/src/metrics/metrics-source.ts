import type { MetricsSource } from "@ffmpeg-analytics/api";
import type { Registry } from "@prometheus-io/client";

/** What readers are shown of a registry. */
export interface MetricsSourceOptions {
	readonly registry: Registry;
	/** Brings up to date, before each reading, what no event does; resolves in any case. */
	readonly refresh: () => Promise<void>;
	/** Called before the first reading: who is never asked watches nothing. */
	readonly watchProcess?: ((registry: Registry) => Promise<void>) | undefined;
}

/** The registry in Prometheus's text format. */
export function createMetricsSource({
	registry,
	refresh,
	watchProcess,
}: MetricsSourceOptions): MetricsSource {
	let watched: Promise<void> | undefined;
	return {
		contentType: registry.contentType,
		async read() {
			watched ??= watchProcess?.(registry);
			await Promise.all([watched, refresh()]);
			return registry.metrics();
		},
	};
}

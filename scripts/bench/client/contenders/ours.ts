import { pathToFileURL } from "node:url";
import type { AnalyticsOptions } from "../../../../client/src/options.ts";
import type { TrackedOperation } from "../../../../client/src/tracked-operation.ts";
import { operationOf } from "../event.ts";
import type { Place, Tracker } from "./tracker.ts";

/** What is used of the built package, which is measured as hosts install it. */
interface Built {
	readonly AnalyticsService: new (
		options: AnalyticsOptions,
	) => {
		trackFfmpegOperation(operation: TrackedOperation): void;
		shutdown(): Promise<void>;
	};
}

/** Our client with its default settings, in every case: there is nothing to tune. */
export async function openOurs({
	address,
	dataFolder,
	clientEntry,
}: Place): Promise<Tracker> {
	const { AnalyticsService } = (await import(
		pathToFileURL(clientEntry).href
	)) as Built;
	const analytics = new AnalyticsService({
		platform: "mcp",
		endpoint: `http://${address}`,
		salt: "salt of the benchmark, long enough to be one",
		notice: false,
		dataFolder,
	});
	return {
		track: (index) => analytics.trackFfmpegOperation(operationOf(index)),
		shutdown: () => analytics.shutdown(),
	};
}

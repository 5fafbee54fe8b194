import { highest, quantile } from "../usage/quantiles";
import { bytesOf, type OperationCounts } from "../usage/usage-day";
import { ratio } from "./figures";
import type { OperationStatistics } from "./usage-statistics";

/** What a report says of an operation type. */
export function describeOperation(
	operation: string,
	counts: OperationCounts,
): OperationStatistics {
	const { count, ...times } = describeTimes(counts);
	return {
		operation,
		count,
		...times,
		totalBytes: bytesOf(counts),
		peakMemory: highest(counts.memoryBins ?? {}) ?? null,
	};
}

/** The part of it that is told of each day, too. */
export function describeTimes(counts: OperationCounts) {
	const { count = 0, durationBins = {} } = counts;
	return {
		count,
		successRate: ratio(counts.successes ?? 0, count),
		avgProcessingTime: ratio(counts.durationMs ?? 0, count),
		p50: quantile(durationBins, 0.5) ?? 0,
		p95: quantile(durationBins, 0.95) ?? 0,
		p99: quantile(durationBins, 0.99) ?? 0,
	};
}

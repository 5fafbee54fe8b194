import { addTally } from "../aggregation/tally";
import { highest, quantile } from "../usage/quantiles";
import {
	bytesOf,
	type OperationCounts,
	parseUsageCellKey,
	type UsageCells,
} from "../usage/usage-day";
import { byValue, increase, ratio, shownWorkflowType } from "./figures";
import type {
	ErrorStatistics,
	OperationStatistics,
	UsageStatistics,
} from "./usage-statistics";

/** Sums of roll-up cells, from which the parts of a usage report are read. */
export class UsageSums {
	operations = 0;
	successes = 0;
	durationMs = 0;
	readonly #byOperation = new Map<string, OperationCounts>();
	readonly #byPlatform = new Map<string, number>();
	readonly #byWorkflowType = new Map<string, number>();
	readonly #batchesByWorkflowType = new Map<string, number>();

	/** Adds the cells that the filter lets through. */
	add(
		cells: UsageCells,
		matches: (platform: string, workflowType: string) => boolean,
	): void {
		for (const [key, counts] of Object.entries(cells)) {
			const { platform, workflowType, type } = parseUsageCellKey(key);
			if (!matches(platform, workflowType)) continue;
			const count = counts.count ?? 0;
			this.operations += count;
			this.successes += counts.successes ?? 0;
			this.durationMs += counts.durationMs ?? 0;
			increase(this.#byPlatform, platform, count);
			const shown = shownWorkflowType(workflowType);
			increase(this.#byWorkflowType, shown, count);
			increase(this.#batchesByWorkflowType, shown, counts.batches ?? 0);
			const sum = this.#byOperation.get(type) ?? {};
			addTally(sum, counts);
			this.#byOperation.set(type, sum);
		}
	}

	/** By count, descending. */
	topOperations(): OperationStatistics[] {
		return [...this.#byOperation]
			.map(([operation, counts]) => describeOperation(operation, counts))
			.sort(
				(a, b) => b.count - a.count || (a.operation < b.operation ? -1 : 1),
			);
	}

	/** By frequency, descending. */
	errorAnalysis(): ErrorStatistics[] {
		const categories = new Map<string, Map<string, number>>();
		for (const [operation, counts] of this.#byOperation) {
			for (const [category, count] of Object.entries(counts.errors ?? {})) {
				const byOperation = categories.get(category) ?? new Map();
				increase(byOperation, operation, count);
				categories.set(category, byOperation);
			}
		}
		return [...categories]
			.map(([category, byOperation]) => ({
				category,
				frequency: [...byOperation.values()].reduce((a, b) => a + b, 0),
				byOperation: Object.fromEntries(byValue(byOperation)),
			}))
			.sort(
				(a, b) =>
					b.frequency - a.frequency || (a.category < b.category ? -1 : 1),
			);
	}

	platformShares(): UsageStatistics["platforms"] {
		return this.#shares(this.#byPlatform).map(([platform, share]) => ({
			platform,
			...share,
		}));
	}

	workflowTypeShares(): UsageStatistics["workflowTypes"] {
		return this.#shares(this.#byWorkflowType).map(([workflowType, share]) => ({
			workflowType,
			...share,
		}));
	}

	batchStatistics(): UsageStatistics["batches"] {
		const byWorkflowType = byValue(this.#batchesByWorkflowType);
		return {
			operations: byWorkflowType.reduce((sum, [, count]) => sum + count, 0),
			byWorkflowType: Object.fromEntries(byWorkflowType),
		};
	}

	#shares(
		sums: ReadonlyMap<string, number>,
	): [string, { operations: number; share: number }][] {
		return byValue(sums).map(([key, operations]) => [
			key,
			{ operations, share: ratio(operations, this.operations) },
		]);
	}
}

function describeOperation(
	operation: string,
	counts: OperationCounts,
): OperationStatistics {
	const durations = counts.durationBins ?? {};
	const count = counts.count ?? 0;
	return {
		operation,
		count,
		successRate: ratio(counts.successes ?? 0, count),
		avgProcessingTime: ratio(counts.durationMs ?? 0, count),
		p50: quantile(durations, 0.5) ?? 0,
		p95: quantile(durations, 0.95) ?? 0,
		p99: quantile(durations, 0.99) ?? 0,
		totalBytes: bytesOf(counts),
		peakMemory: highest(counts.memoryBins ?? {}) ?? null,
	};
}

import type { Day } from "../calendar";

/**
 * The usage of a range of UTC days `[start, end)`. Durations are ms, rates 0 to 1. A mean or rate
 * over nothing is 0.
 */
export interface UsageStatistics {
	readonly start: Day;
	/** Exclusive. */
	readonly end: Day;
	readonly totalOperations: number;
	/** Distinct users; exact. */
	readonly uniqueUsers: number;
	readonly avgProcessingTime: number;
	readonly successRate: number;
	/** By count, descending. */
	readonly topOperations: readonly OperationStatistics[];
	/**
	 * By frequency, descending. They cover the whole months that the range touches,
	 * {@link workflowMonths}.
	 */
	readonly topWorkflows: readonly WorkflowStatistics[];
	/** The UTC months that `topWorkflows` covers. */
	readonly workflowMonths: readonly string[];
	/** By frequency, descending. */
	readonly errorAnalysis: readonly ErrorStatistics[];
	readonly platforms: readonly {
		readonly platform: string;
		readonly operations: number;
		/** Of all operations, 0 to 1. */
		readonly share: number;
	}[];
	readonly workflowTypes: readonly {
		/** `unspecified` where hosts sent none. */
		readonly workflowType: string;
		readonly operations: number;
		/** Of all operations, 0 to 1. */
		readonly share: number;
	}[];
	/** Operations whose `batchSize` is over 1. */
	readonly batches: {
		readonly operations: number;
		readonly byWorkflowType: Readonly<Record<string, number>>;
	};
	/** Every day of the range, in order. */
	readonly daily: readonly DayStatistics[];
}

export interface OperationStatistics {
	readonly operation: string;
	readonly count: number;
	readonly successRate: number;
	/** Mean, ms. */
	readonly avgProcessingTime: number;
	/** Quantiles in ms, within 1 %. */
	readonly p50: number;
	readonly p95: number;
	readonly p99: number;
	/** Summed input. */
	readonly totalBytes: number;
	/** Bytes, within 1 %; null where no host reported any. */
	readonly peakMemory: number | null;
}

export interface WorkflowStatistics {
	readonly pattern: string;
	readonly operations: readonly string[];
	readonly frequency: number;
	readonly sessionCount: number;
	/** Mean over occurrences, ms. */
	readonly avgDuration: number;
	readonly successRate: number;
}

export interface ErrorStatistics {
	readonly category: string;
	readonly frequency: number;
	/** Failed operations by type. */
	readonly byOperation: Readonly<Record<string, number>>;
}

export interface DayStatistics {
	readonly date: Day;
	readonly totalOperations: number;
	readonly uniqueUsers: number;
	readonly avgProcessingTime: number;
	readonly successRate: number;
}

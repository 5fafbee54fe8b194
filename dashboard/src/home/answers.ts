import type {
	OperationSequencePattern,
	OperationStatistics,
	Template,
	UsageStatistics,
} from "@ffmpeg-analytics/core";

export type {
	DayStatistics,
	OperationSequencePattern,
	OperationStatistics,
	SequencePage,
	Template,
	UsageStatistics,
	WorkflowStatistics,
} from "@ffmpeg-analytics/core";

/** A category of errors, and how often it was. */
export interface ErrorShare {
	readonly category: string;
	readonly frequency: number;
	/** Of the failed operations, 0 to 1. */
	readonly share: number;
}

/** `GET /usage/operations/{operation}` */
export interface OperationReport {
	readonly operation: OperationStatistics;
	readonly daily: readonly {
		readonly date: string;
		readonly count: number;
		readonly successRate: number;
		readonly avgProcessingTime: number;
		readonly p50: number;
		readonly p95: number;
		readonly p99: number;
	}[];
	readonly errors: readonly ErrorShare[];
	readonly platforms: UsageStatistics["platforms"];
	readonly workflowTypes: UsageStatistics["workflowTypes"];
	/** Operations that were part of a batch. */
	readonly batches: number;
}

/** `GET /usage/errors` */
export interface ErrorReport {
	readonly totalFailed: number;
	readonly errors: readonly (ErrorShare & {
		readonly byOperation: Readonly<Record<string, number>>;
	})[];
	readonly daily: readonly {
		readonly date: string;
		readonly failed: number;
		readonly byCategory: Readonly<Record<string, number>>;
	}[];
}

/** `GET /usage/daily` */
export interface DailyReport {
	readonly keys: readonly string[];
	readonly daily: readonly {
		readonly date: string;
		readonly counts: Readonly<Record<string, number>>;
	}[];
}

/** One step, and the one right after it. */
export interface Transition {
	readonly from: string;
	readonly to: string;
	readonly frequency: number;
	readonly sessionCount: number;
	/** Of the occurrences, those in which both steps succeeded, 0 to 1. */
	readonly successRate: number;
	/** Milliseconds. */
	readonly avgDuration: number;
}

/** `GET /transitions` */
export interface TransitionReport {
	readonly months: readonly string[];
	readonly transitions: readonly Transition[];
}

/** `GET /sequences/{pattern}` */
export interface SequenceReport extends OperationSequencePattern {
	readonly byMonth: readonly {
		readonly month: string;
		readonly frequency: number;
		readonly sessionCount: number;
		readonly successRate: number;
		readonly avgDuration: number;
	}[];
	readonly platforms: readonly {
		readonly platform: string;
		readonly frequency: number;
	}[];
	readonly templateId?: string | undefined;
}

/** A stored operation, as readers see it. */
export interface StoredOperation {
	readonly id: string;
	readonly timestamp: string;
	readonly userId: string;
	readonly platform: string;
	readonly operation: {
		readonly type: string;
		readonly inputFormat: string;
		readonly outputFormat: string;
		readonly parameters: string;
		readonly fileSize: number;
	};
	readonly metrics: {
		readonly success: boolean;
		readonly processingTime: number;
		readonly errorMessage?: string | undefined;
		readonly errorCategory?: string | undefined;
		readonly memoryUsage?: number | undefined;
	};
	readonly context: {
		readonly workflowType?: string | undefined;
		readonly batchSize?: number | undefined;
	};
}

/** `GET /operations` */
export interface OperationPage {
	readonly operations: readonly StoredOperation[];
	readonly nextPageToken?: string | undefined;
}

/** `GET /templates` */
export interface TemplateList {
	readonly templates: readonly Template[];
}

export type {
	IdentifiedSequence,
	OperationSequencePattern,
	Platform,
	UsageStatistics,
	WireEventInput,
} from "@ffmpeg-analytics/core";
export type { CounterValues } from "./counters.ts";
export type {
	AnalyticsOptions,
	DeliveryOptions,
	MetricsFileOptions,
} from "./options.ts";
export { AnalyticsError } from "./reports/analytics-error.ts";
export type { TrackedOperation, WorkflowContext } from "./tracked-operation.ts";

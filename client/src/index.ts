export type {
	IdentifiedSequence,
	OperationSequencePattern,
	Platform,
	UsageStatistics,
	WireEventInput,
} from "@ffmpeg-analytics/core";
export { AnalyticsService } from "./analytics-service.ts";
export type { CounterValues } from "./counters.ts";
export type { MeasuredOperation, Measurement } from "./measure.ts";
export type {
	AnalyticsOptions,
	DeliveryOptions,
	MetricsFileOptions,
} from "./options.ts";
export { AnalyticsError } from "./reports/analytics-error.ts";
export type { Session, SessionOptions } from "./session.ts";
export type { TrackedOperation, WorkflowContext } from "./tracked-operation.ts";

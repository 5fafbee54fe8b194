export type { CounterValues } from "./counters.ts";
export type {
	AnalyticsOptions,
	DeliveryOptions,
	MetricsFileOptions,
} from "./options.ts";
export type { TrackedOperation, WorkflowContext } from "./tracked-operation.ts";

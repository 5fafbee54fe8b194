export type { AggregateCounts } from "./aggregation/aggregate";
export type { TotalsDelta } from "./aggregation/delta";
export {
	createFanOut,
	type FanOut,
} from "./aggregation/fan-out";
export {
	type AggregationTask,
	notBeforeOf,
	taskIdOf,
} from "./aggregation/tasks";
export {
	FIRST_MONTH,
	type PatternRecord,
	sumPattern,
	type TotalsRecord,
	usersOfPattern,
} from "./aggregation/totals";
export type {
	UserMonth,
	UserRecord,
} from "./aggregation/user-record";
export {
	type Analytics,
	createAnalytics,
} from "./analytics";
export type { AuditCounts } from "./audit/audit";
export { DAY_MS, type Day, dayOf, type Month } from "./calendar";
export type { ErasureCounts } from "./erasure/erase-user";
export type { Erasure } from "./erasure/erasure";
export {
	EVENT_LIMITS,
	PLATFORMS,
	type Platform,
	SLUG_PATTERN,
} from "./event/event-bounds";
export {
	type FieldError,
	fieldErrorSchema,
	fieldErrors,
	IN_WORDS,
	MAX_FIELD_ERRORS,
} from "./event/field-errors";
export {
	type CountedEvent,
	type StoredEvent,
	shardOf,
	traceKeyOf,
} from "./event/stored-event";
export {
	instantSchema,
	slugSchema,
	userIdSchema,
	type WireEvent,
	type WireEventInput,
	wireEventSchema,
} from "./event/wire-event";
export { fnv1a } from "./fnv1a";
export type { Immutable } from "./immutable";
export type { RejectionCode, Verdict } from "./ingest/verdict";
export {
	type MinedEvent,
	type MinedPattern,
	minePatterns,
	PatternMiner,
} from "./mining/mine-patterns";
export type { AuditReads, EndedRange } from "./ports/audit-reads";
export * from "./ports/store";
export type { TaskQueue } from "./ports/task-queue";
export { ERROR_CATEGORIES, type ErrorCategory } from "./privacy";
export {
	DAILY_KEYS,
	type DailyQuery,
	type DailyReport,
	dailyReportSchema,
	MAX_DAILY_KEYS,
} from "./reports/daily-report";
export {
	type ErrorQuery,
	type ErrorReport,
	errorReportSchema,
} from "./reports/error-report";
export { monthSchema } from "./reports/figure-schemas";
export {
	type IdentifiedSequence,
	identifiedSequenceSchema,
} from "./reports/identified-sequence";
export {
	MAX_QUESTION_OPERATIONS,
	MAX_TIMEFRAME_MINUTES,
	type SequenceQuestion,
} from "./reports/identify-sequence";
export {
	type OperationUsage,
	operationUsageSchema,
} from "./reports/operation-usage";
export {
	MAX_FILTERED_EVENTS,
	type OperationsQuery,
} from "./reports/recent-operations";
export {
	type SequenceEvidence,
	sequenceEvidenceSchema,
} from "./reports/sequence-evidence";
export {
	type OperationSequencePattern,
	type SequencePage,
	sequencePageSchema,
} from "./reports/sequence-page";
export { BadPageTokenError, type SequenceQuery } from "./reports/sequences";
export {
	MAX_TRANSITIONS,
	type Transitions,
	type TransitionsQuery,
	transitionsSchema,
} from "./reports/transitions";
export {
	BadRangeError,
	MAX_REPORT_DAYS,
	type UsageQuery,
} from "./reports/usage-range";
export * from "./reports/usage-statistics";
export { wilsonLowerBound } from "./reports/wilson";
export type { PurgeCounts } from "./retention/plan-purge";
export { PATTERN_STEPS } from "./sessions/contribution";
export {
	type AccessSettings,
	type AnalyticsSettings,
	parseSettings,
	SETTING_NAMES,
	type Settings,
	SettingsError,
} from "./settings";
export type { FlagCounts } from "./templates/flag-templates";
export {
	type McpDefinition,
	mcpDefinitionOf,
	mcpDefinitionSchema,
} from "./templates/mcp-definition";
export {
	type Template,
	type TemplateRecord,
	templateSchema,
} from "./templates/template";
export type { ExportQuery } from "./transfer/export-events";
export {
	type ExportedEvent,
	exportedEventSchema,
} from "./transfer/exported-event";
export type { ImportVerdict } from "./transfer/import-events";
export { type PackedDay, packDay, unpackDay } from "./usage/packed-day";
export { bytesOf, type UsageDay } from "./usage/usage-day";

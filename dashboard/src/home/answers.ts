import type {
	SequencePage,
	StoredEvent,
	Template,
} from "@ffmpeg-analytics/core";

export type {
	DailyReport,
	DayStatistics,
	ErrorReport,
	OperationSequencePattern,
	OperationStatistics,
	OperationUsage,
	SequenceEvidence,
	SequencePage,
	Template,
	Transitions,
	UsageStatistics,
} from "@ffmpeg-analytics/core";

/** `GET /operations`, the latest first. */
export interface OperationPage {
	readonly operations: readonly StoredOperation[];
	readonly nextPageToken?: SequencePage["nextPageToken"];
}

/** A stored operation as readers see it. */
export interface StoredOperation
	extends Pick<
		StoredEvent,
		"id" | "userId" | "platform" | "operation" | "metrics" | "context"
	> {
	/** When it ended, ISO 8601. */
	readonly timestamp: string;
}

/** `GET /templates` */
export interface TemplateList {
	readonly templates: readonly Template[];
}

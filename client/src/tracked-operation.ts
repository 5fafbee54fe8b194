/** What a host says of one operation. Everything is captured as it is at the time of the call. */
export interface TrackedOperation {
	/** The host's own id of the user; it is hashed before it is kept anywhere. */
	readonly userId: string;
	/** `trim`, `to_mp3`: a slug; letters are lowered, and what does not fit becomes `_`. No path, file or address. */
	readonly operationType: string;
	/** A plain object, as JSON could write it; sanitised before it is kept anywhere. Default `{}`. */
	readonly parameters?: Readonly<Record<string, unknown>> | undefined;
	/** How long it took, ms; rounded. */
	readonly processingTime: number;
	readonly success: boolean;
	/** Default `unknown`. */
	readonly inputFormat?: string | undefined;
	/** Default `unknown`. */
	readonly outputFormat?: string | undefined;
	/** Of the input, bytes. Default 0. */
	readonly fileSize?: number | undefined;
	/** What FFmpeg said; sanitised, and kept only of an operation that failed. */
	readonly errorMessage?: string | undefined;
	/** The most memory that it used, bytes. */
	readonly memoryUsage?: number | undefined;
	readonly workflowContext?: WorkflowContext | undefined;
	/** When it ended. Default: now. */
	readonly timestamp?: Date | number | undefined;
}

/** Where an operation stands among others. */
export interface WorkflowContext {
	/** `podcast`, `music_video`, `social_media`, `batch_processing`, ... */
	readonly workflowType?: string | undefined;
	/** Its place in its session, counted from 0. */
	readonly sequencePosition?: number | undefined;
	/** Of how many files processed together it is one. */
	readonly batchSize?: number | undefined;
	/** The host's own name of the session; it is hashed, as users are. */
	readonly sessionId?: string | undefined;
}

/** An operation as it was when it was tracked; texts are the host's own, bounded but not checked. */
export interface CapturedOperation {
	/** Its place among all that this process tracked. */
	readonly sequence: number;
	/** When it ended, epoch ms. */
	readonly timestamp: number;
	readonly success: boolean;
	/** Ms; any number but NaN. */
	readonly processingTime: number;
	/** These are NaN where the host gave none. */
	readonly fileSize: number;
	readonly memoryUsage: number;
	readonly sequencePosition: number;
	readonly batchSize: number;
	/** These are empty where the host gave none. */
	readonly userId: string;
	readonly operationType: string;
	readonly inputFormat: string;
	readonly outputFormat: string;
	readonly workflowType: string;
	readonly sessionId: string;
	readonly errorMessage: string;
	/** A JSON object as ASCII text. */
	readonly parameters: string;
}

/** The longest id of a user or name of a session, UTF-16 units. */
export const MAX_NAME_LENGTH = 1_024;

/** So much of a type or format is read, UTF-16 units; what is valid is shorter. */
export const MAX_WORD_LENGTH = 256;

/** So much of an error message is read, UTF-16 units: its end, where FFmpeg says the cause. */
export const MAX_MESSAGE_LENGTH = 8_192;

/** What stands beside the message in a structured log line. Holds no body, key or query. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Where a home wants its structured log lines. An `error` field holds what was thrown. */
export interface Logger {
	/** Something outside failed and callers were told to try again. */
	warn(message: string, fields: LogFields): void;
	/** A bug: somebody has to look. */
	error(message: string, fields: LogFields): void;
}

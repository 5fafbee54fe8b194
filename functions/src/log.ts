import type { LogFields, Logger } from "@ffmpeg-analytics/api";
import { write } from "firebase-functions/logger";

/** The functions' log: the HTTP app's, and what went as it should. */
export interface FunctionsLogger extends Logger {
	info(message: string, fields: LogFields): void;
}

type Severity = "INFO" | "WARNING" | "ERROR";

const entry =
	(severity: Severity) =>
	(message: string, fields: LogFields): void =>
		write({ ...(plain(fields) as LogFields), severity, message });

/** Structured log lines as Cloud Logging reads them. */
export const log: FunctionsLogger = {
	info: entry("INFO"),
	warn: entry("WARNING"),
	error: entry("ERROR"),
};

/** Errors have no enumerable fields: JSON would show `{}`. */
function plain(value: unknown): unknown {
	if (value instanceof Error) {
		const { name, message, stack, cause } = value;
		return { name, message, stack, ...(cause ? { cause: plain(cause) } : {}) };
	}
	if (typeof value !== "object" || value === null || Array.isArray(value))
		return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, nested]) => [key, plain(nested)]),
	);
}

import type { LogFields, Logger } from "@ffmpeg-analytics/api";

/** The home's log: the HTTP app's, and what went as it should. */
export interface HomeLogger extends Logger {
	/** Something worth knowing that went as it should. */
	info(message: string, fields: LogFields): void;
}

/** One JSON object a line: `time` (ISO 8601), `severity`, `message`, and the fields. */
export function createLogger(
	write: (line: string) => void,
	now: () => number,
): HomeLogger {
	const log = (severity: string, message: string, fields: LogFields) => {
		const time = new Date(now()).toISOString();
		write(`${JSON.stringify({ time, severity, message, ...fields }, plain)}\n`);
	};
	return {
		info: (message, fields) => log("INFO", message, fields),
		warn: (message, fields) => log("WARNING", message, fields),
		error: (message, fields) => log("ERROR", message, fields),
	};
}

/** Errors have no enumerable fields: JSON would show `{}`. */
function plain(_key: string, value: unknown): unknown {
	if (typeof value === "bigint") return String(value);
	// Not instanceof: Node's own errors may come from another realm.
	if (Object.prototype.toString.call(value) !== "[object Error]") return value;
	const { name, message, stack, cause } = value as Error;
	return { name, message, stack, ...(cause === undefined ? {} : { cause }) };
}

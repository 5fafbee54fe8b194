import { SettingsError, StoreUnavailableError } from "@ffmpeg-analytics/core";
import { ListenError } from "./http-server";
import { UsageError } from "./options";
import { StoreOpenError } from "./sqlite/failures";

const TOLD = [
	UsageError,
	SettingsError,
	StoreOpenError,
	StoreUnavailableError,
	ListenError,
];

/**
 * Ends a program of the command line: what the person there can put right is said in one line, and
 * anything else is thrown.
 */
export function failInWords(error: unknown): void {
	const isTold = TOLD.some((kind) => error instanceof kind);
	if (!isTold) throw error;
	const isUsage = error instanceof UsageError || error instanceof SettingsError;
	process.stderr.write(`${(error as Error).message}\n`);
	process.exitCode = isUsage ? 2 : 1;
}

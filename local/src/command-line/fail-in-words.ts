import { SettingsError, StoreUnavailableError } from "@ffmpeg-analytics/core";
import { ListenError } from "../http-server";
import { StoreOpenError } from "../sqlite/failures";
import { EXIT, type ExitCode } from "./exit-code";
import { HomeError } from "./home-error";
import { UsageError } from "./read-options";
import { StoppedError } from "./stopped";
import { printable } from "./table";

/** Something went wrong that the person there can put right; the message is one line that says how. */
export class CommandError extends Error {
	override readonly name = "CommandError";
}

const TOLD = [StoreOpenError, StoreUnavailableError, ListenError, CommandError];

const CODES = {
	away: EXIT.away,
	refused: EXIT.refused,
	usage: EXIT.usage,
	failed: EXIT.failed,
} as const;

/**
 * What a command that was stopped by `error` ends with, after one line about what the person there can
 * put right. Anything else is thrown.
 */
export function failInWords(
	error: unknown,
	tell: (line: string) => void,
): ExitCode {
	const code = codeOf(error);
	if (code === undefined) throw error;
	// What a home says is not trusted to be one line, or to move no cursor.
	tell(`${printable((error as Error).message)}\n`);
	return code;
}

function codeOf(error: unknown): ExitCode | undefined {
	if (error instanceof HomeError) return CODES[error.kind];
	if (error instanceof StoppedError) return EXIT.stopped;
	if (error instanceof UsageError || error instanceof SettingsError)
		return EXIT.usage;
	return TOLD.some((kind) => error instanceof kind) ? EXIT.failed : undefined;
}

import type { Readable, Writable } from "node:stream";
import type { ExitCode } from "./exit-code";

/** What a command is given of the process that it runs in. */
export interface CommandContext {
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** Epoch ms. */
	readonly now: () => number;
	readonly stdin: Readable;
	/** Results alone. */
	readonly stdout: Writable;
	/** What a person is told meanwhile. */
	readonly stderr: Writable & {
		readonly isTTY?: boolean;
		readonly columns?: number;
	};
}

/** One of the words that `ffmpeg-analytics` knows. */
export interface Command {
	/** What `--help` prints. */
	readonly help: string;
	/**
	 * Runs to the end. Rejects with what `fail-in-words` tells in one line, or with a bug.
	 */
	run(
		parameters: readonly string[],
		context: CommandContext,
	): Promise<ExitCode>;
}

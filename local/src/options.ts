import { type ParseArgsConfig, parseArgs } from "node:util";
import type { HomeOptions } from "./settings";

/** The command line is wrong; the message is one line that says how. */
export class UsageError extends Error {
	override readonly name = "UsageError";
}

export const HELP = `FFmpeg Operation Analytics on one machine

  npm start -- [options]

  --port <number>   port to listen on; 0 picks a free one (8787)
  --host <address>  address to listen on; anywhere but loopback needs
                    INGEST_KEYS (127.0.0.1)
  --db <file>       SQLite file, made where it does not exist
                    (./data/analytics.sqlite)
  --no-jobs         run no job by itself, only what POST /api/v1/jobs/... asks for
  --help            this text

Settings such as INGEST_KEYS, READER_KEYS, ADMIN_KEYS and RETENTION_DAYS are read
from the environment. Behind a reverse proxy set TRUSTED_PROXIES to the number of
proxies (0): limits then go by the address that they add to X-Forwarded-For.
`;

/** What the command line says. */
export interface CommandLine extends HomeOptions {
	/** Whether jobs run by themselves; otherwise only when they are called for. */
	readonly scheduled: boolean;
}

/**
 * Reads the command line.
 *
 * @throws {UsageError} if an option is unknown or has a bad value
 */
export function parseOptions(
	parameters: readonly string[],
): CommandLine | "help" {
	const { help, port, host, db, "no-jobs": noJobs } = parse(parameters);
	if (help === true) return "help";
	if (!/^[0-9]{1,5}$/.test(port) || Number(port) > MAX_PORT)
		throw new UsageError(
			`--port must be a number from 0 to ${MAX_PORT}, not "${port}"`,
		);
	if (host === "") throw new UsageError("--host must not be empty");
	if (db === "") throw new UsageError("--db must not be empty");
	return { host, port: Number(port), file: db, scheduled: noJobs !== true };
}

const MAX_PORT = 65_535;

function parse(parameters: readonly string[]) {
	return readOptions(parameters, {
		port: { type: "string", default: "8787" },
		host: { type: "string", default: "127.0.0.1" },
		db: { type: "string", default: "./data/analytics.sqlite" },
		"no-jobs": { type: "boolean" },
		help: { type: "boolean", short: "h" },
	});
}

/**
 * The values of a program's options.
 *
 * @throws {UsageError} if one is unknown, or lacks its value
 */
export function readOptions<
	Options extends NonNullable<ParseArgsConfig["options"]>,
>(parameters: readonly string[], options: Options) {
	try {
		return parseArgs({ args: [...parameters], options }).values;
	} catch (error) {
		const [firstLine] = String((error as Error).message).split("\n");
		throw new UsageError(`${firstLine} (--help lists the options)`);
	}
}

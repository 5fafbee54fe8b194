import { realpathSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { openHome } from "../home";
import { createLogger } from "../log";
import { watchProcess } from "../metrics/process-metrics";
import type { Clock } from "../scheduler";
import { type HomeOptions, readHomeSettings } from "../settings";
import { onStopRequest } from "../stop-request";
import type { Command } from "./command";
import { EXIT } from "./exit-code";
import { readOptions, UsageError } from "./read-options";
import { DEFAULT_FILE } from "./target";

const HELP = `Serves a home on this machine, its dashboard at /; npm start is the same

  ffmpeg-analytics serve [options]

  --port <number>   port to listen on; 0 picks a free one (8787)
  --host <address>  address to listen on; anywhere but loopback needs
                    INGEST_KEYS (127.0.0.1)
  --db <file>       SQLite file, made where it does not exist
                    (${DEFAULT_FILE})
  --no-jobs         run no job by itself, only what POST /api/v1/jobs/... asks for
  --help            this text

Settings such as INGEST_KEYS, READER_KEYS, ADMIN_KEYS and RETENTION_DAYS are read
from the environment. Behind a reverse proxy set TRUSTED_PROXIES to the number of
proxies (0): limits then go by the address that they add to X-Forwarded-For.
`;

/** `ffmpeg-analytics serve`: ends with a signal, or when the program that started it has died. */
export const command: Command = {
	help: HELP,
	async run(parameters, { environment, stdout, stderr, now }) {
		const options = parseServeOptions(parameters);
		const settings = readHomeSettings(environment, options);
		const log = createLogger((line) => stderr.write(line), now);
		const home = await openHome(settings, {
			clock: clockOf(now),
			log,
			scheduled: options.scheduled,
			dashboard: join(dirname(thisProgram()), "../../dashboard/dist"),
			eventWriterProgram: besideThis("event-writer-thread"),
			watchProcess,
		});
		const stopped = new Promise<string>(onStopRequest);
		stdout.write(`FFmpeg Operation Analytics listening on ${home.url}\n`);
		log.info("stopping", { reason: await stopped });
		try {
			await home.close();
		} catch (error) {
			log.error("could not stop cleanly", { error });
			return EXIT.failed;
		}
		// The starting script's channel would keep this process.
		if (process.connected) process.disconnect();
		return EXIT.fine;
	},
};

/** What the command line of a home says. */
export interface ServeOptions extends HomeOptions {
	/** Whether jobs run by themselves; otherwise only when they are called for. */
	readonly scheduled: boolean;
}

/**
 * Reads the command line of a home.
 *
 * @throws {UsageError} if an option is unknown or has a bad value
 */
export function parseServeOptions(parameters: readonly string[]): ServeOptions {
	const { values } = readOptions(parameters, {
		port: { type: "string", default: "8787" },
		host: { type: "string", default: "127.0.0.1" },
		db: { type: "string", default: DEFAULT_FILE },
		"no-jobs": { type: "boolean" },
	});
	const { host, port, db: file } = values;
	if (!/^[0-9]{1,5}$/.test(port) || Number(port) > MAX_PORT)
		throw new UsageError(
			`--port must be a number from 0 to ${MAX_PORT}, not "${port}"`,
		);
	const scheduled = values["no-jobs"] !== true;
	return { host, port: Number(port), file, scheduled };
}

const MAX_PORT = 65_535;

const clockOf = (now: () => number): Clock => ({
	now,
	sleep: (ms, signal) =>
		delay(ms, undefined, { signal }).catch(() => undefined),
});

/** A program of the same build, which stands beside the one that runs. */
function besideThis(name: string): string {
	return join(dirname(thisProgram()), name + extname(thisProgram()));
}

function thisProgram(): string {
	return realpathSync(process.argv[1] ?? "");
}

import { realpathSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { SettingsError, StoreUnavailableError } from "@ffmpeg-analytics/core";
import { openHome } from "./home";
import { ListenError } from "./http-server";
import { createLogger } from "./log";
import { HELP, parseOptions, UsageError } from "./options";
import type { Clock } from "./scheduler";
import { readHomeSettings } from "./settings";
import { StoreOpenError } from "./sqlite/failures";
import { onStopRequest } from "./stop-request";

const clock: Clock = {
	now: Date.now,
	sleep: (ms, signal) =>
		delay(ms, undefined, { signal }).catch(() => undefined),
};
const log = createLogger((line) => process.stderr.write(line), clock.now);

/** Starts the home; it ends with a signal, or when the program that started it has died. */
async function main(): Promise<void> {
	const options = parseOptions(process.argv.slice(2));
	if (options === "help") {
		process.stdout.write(HELP);
		return;
	}
	const settings = readHomeSettings(process.env, options);
	const home = await openHome(settings, {
		clock,
		log,
		scheduled: options.scheduled,
		eventWriterProgram: besideThis("event-writer-thread"),
	});
	onStopRequest((reason) => {
		log.info("stopping", { reason });
		void home.close().then(
			() => process.exit(0),
			(error: unknown) => {
				log.error("could not stop cleanly", { error });
				process.exit(1);
			},
		);
	});
	process.stdout.write(`FFmpeg Operation Analytics listening on ${home.url}\n`);
}

/** A program of the same build, which stands beside the one that runs. */
function besideThis(name: string): string {
	const program = realpathSync(process.argv[1] ?? "");
	return join(dirname(program), name + extname(program));
}

const TOLD = [
	UsageError,
	SettingsError,
	StoreOpenError,
	StoreUnavailableError,
	ListenError,
];

/** What the person at the command line can put right is said in one line. */
function fail(error: unknown): void {
	const isTold = TOLD.some((kind) => error instanceof kind);
	if (!isTold) throw error;
	const isUsage = error instanceof UsageError || error instanceof SettingsError;
	process.stderr.write(`${(error as Error).message}\n`);
	process.exitCode = isUsage ? 2 : 1;
}

main().catch(fail);

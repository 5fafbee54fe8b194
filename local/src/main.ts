import { realpathSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { failInWords } from "./fail-in-words";
import { openHome } from "./home";
import { createLogger } from "./log";
import { HELP, parseOptions } from "./options";
import type { Clock } from "./scheduler";
import { readHomeSettings } from "./settings";
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

main().catch(failInWords);

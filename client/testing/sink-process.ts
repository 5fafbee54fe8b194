import { openHttpSink } from "./open-http-sink.ts";
import { readyEvents } from "./ready-events.ts";

/**
 * A host of one sink: `node sink-process.js MODE ENDPOINT SPOOL|- SERIES COUNT`. What it has to say goes to
 * stderr, as stdout must stay empty.
 */
const [, , mode, endpoint = "", spool = "-", series = "1", count = "100"] =
	process.argv;

const { sink, counters, said } = openHttpSink({
	endpoint,
	...(spool !== "-" && { spoolFolder: spool }),
	delivery: { batchDelayMs: 50 },
});
process.on("exit", () => sink.closeNow());

function tell(text: string): void {
	process.stderr.write(`${text}\n`);
}

/** Tracks one event a millisecond and tells its number, until it is killed. */
function trackForever(): void {
	let number = 0;
	setInterval(() => {
		sink.accept(readyEvents(Number(series), 1, number));
		tell(String(number));
		number += 1;
	}, 1);
}

async function run(): Promise<void> {
	if (mode === "track") return trackForever();
	sink.accept(readyEvents(Number(series), Number(count)));
	switch (mode) {
		case "exit":
			return process.exit();
		case "end":
			// Long enough for a request to be under way; then the host has nothing else to do.
			setTimeout(() => undefined, 300);
			return;
		case "flush":
			await sink.flush();
			return tell("flushed");
		case "close":
			await sink.close(20_000);
			return tell(JSON.stringify({ ...counters, said }));
	}
}

run().catch((error: unknown) => {
	tell(String(error));
	process.exitCode = 1;
});

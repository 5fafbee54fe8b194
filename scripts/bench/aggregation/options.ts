import { BenchError } from "../bench-error.ts";
import { readOptions, wholeNumber } from "../command-line.ts";
import type { HomePlace } from "./homes.ts";
import { STREAM_NAMES, type StreamName } from "./streams.ts";

/** What the command line asks for. */
export interface AggregationBenchOptions {
	readonly homes: readonly HomePlace["kind"][];
	readonly streams: readonly StreamName[];
	/** Of each stream but the year. */
	readonly events: number;
	readonly yearEvents: number;
	/** Events a request. */
	readonly batch: number;
	/** Ascending: at how many counted events the cost of a run is compared, in each home. */
	readonly history: Readonly<Record<HomePlace["kind"], readonly number[]>>;
	/** Whether the results are printed as JSON instead of tables. */
	readonly json: boolean;
}

const HOMES = ["sqlite", "firestore"] as const;
const ONLY = [...HOMES, "all"] as const;

export const HELP = `npm run bench -- aggregation [options]

Replays generated streams of events into both homes on a simulated clock, aggregating on the way, and
prints what that costs: on the offline Firestore documents read, written and deleted per event, by
ingest, aggregation, reports, templates and the purge; on both, events/s and peak memory, beside the
same totals counted the naive way, from all events anew. The machine should have nothing else to do. All of it takes up to an hour,
--streams promised --history 10000,100000 a few minutes.

  --only HOME       sqlite, firestore (the offline stand-in), or all (all)
  --streams LIST    of ${STREAM_NAMES.join(", ")} (all of them)
  --events N        events of each stream but the year (100000)
  --year-events N   events of the year (100000)
  --batch N         events a request (100)
  --history LIST    ascending numbers of counted events at which the cost of a run is compared
                    (SQLite: 10000,100000,1000000; Firestore: 10000,100000, as a million takes it
                    a third of an hour)
  --json            prints the results as JSON
  --help            this text

Exits with 1 if a total differs from the naive one. Missed targets are printed, and no failure.
`;

/** As many as a request may have. */
const MAX_BATCH = 500;
const MAX_EVENTS = 10_000_000;
const MIN_EVENTS = 1_000;

/**
 * Reads the command line.
 *
 * @throws {BenchError} if an option is unknown or has a bad value
 */
export function parseOptions(
	parameters: readonly string[],
): AggregationBenchOptions | "help" {
	const values = parse(parameters);
	if (values.help === true) return "help";
	const only = ONLY.find((name) => name === values.only);
	if (only === undefined)
		throw new BenchError(`--only must be one of ${ONLY.join(", ")}`);
	const history = values.history?.split(",").map(historyLength);
	if (history?.some((length, index) => length <= (history[index - 1] ?? 0)))
		throw new BenchError("--history must be ascending");
	return {
		homes: only === "all" ? HOMES : [only],
		streams: values.streams.split(",").map(streamName),
		events: wholeNumber("events", values.events, MAX_EVENTS, MIN_EVENTS),
		yearEvents: wholeNumber(
			"year-events",
			values["year-events"],
			MAX_EVENTS,
			MIN_EVENTS,
		),
		batch: wholeNumber("batch", values.batch, MAX_BATCH),
		history: {
			sqlite: history ?? [10_000, 100_000, 1_000_000],
			firestore: history ?? [10_000, 100_000],
		},
		json: values.json === true,
	};
}

function parse(parameters: readonly string[]) {
	return readOptions(parameters, {
		only: { type: "string", default: "all" },
		streams: { type: "string", default: STREAM_NAMES.join(",") },
		events: { type: "string", default: "100000" },
		"year-events": { type: "string", default: "100000" },
		batch: { type: "string", default: "100" },
		history: { type: "string" },
		json: { type: "boolean" },
		help: { type: "boolean" },
	});
}

function streamName(text: string): StreamName {
	const name = STREAM_NAMES.find((known) => known === text);
	if (name !== undefined) return name;
	throw new BenchError(`--streams must be of ${STREAM_NAMES.join(", ")}`);
}

function historyLength(text: string): number {
	return wholeNumber("history", text, MAX_EVENTS, MIN_EVENTS);
}

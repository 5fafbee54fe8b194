import { resolve } from "node:path";
import type { HomePlace } from "../aggregation/homes.ts";
import { BenchError } from "../bench-error.ts";
import { readOptions, wholeNumber } from "../command-line.ts";

/** What the command line asks for. */
export interface ReportsBenchOptions {
	readonly home: HomePlace["kind"];
	readonly events: number;
	/** Calls of each kind. */
	readonly rounds: number;
	/** The SQLite file that is filled, or was before; absent for one that goes afterwards. */
	readonly file: string | undefined;
	/** Whether the results are printed as JSON instead of a table. */
	readonly json: boolean;
}

const HOMES = ["sqlite", "firestore"] as const;

/** The offline Firestore looks at all of a collection's documents for each query. */
const EVENTS: Readonly<Record<HomePlace["kind"], number>> = {
	sqlite: 1_000_000,
	firestore: 2_000,
};

const MIN_EVENTS = 1_000;
const MAX_EVENTS = 10_000_000;
const MAX_ROUNDS = 1_000;

export const HELP = `npm run bench -- reports [options]

Fills a home with a year of events and asks it, over HTTP, what a view of the dashboard asks: prints the
median and the 95th percentile of the time until an answer is there, and its size. The offline Firestore
is asked to count the documents that each call reads; its times tell nothing. A million events take some
minutes to be stored and counted. The machine should have nothing else to do.

  --only HOME   sqlite or firestore, the offline stand-in (sqlite)
  --events N    events of the year (sqlite: ${EVENTS.sqlite}; firestore: ${EVENTS.firestore})
  --rounds N    calls of each kind, after one that is not measured (20)
  --db FILE     a SQLite file to keep; one that is there already is asked as it is
  --json        prints the results as JSON
  --help        this text

Exits with 1 if a call is not answered by 200. A missed target is printed, and no failure.
`;

/**
 * Reads the command line.
 *
 * @throws {BenchError} if an option is unknown or has a bad value
 */
export function parseOptions(
	parameters: readonly string[],
): ReportsBenchOptions | "help" {
	const { help, only, events, rounds, db, json } = parse(parameters);
	if (help === true) return "help";
	const home = HOMES.find((name) => name === only);
	if (home === undefined)
		throw new BenchError(`--only must be one of ${HOMES.join(", ")}`);
	if (db !== undefined && home !== "sqlite")
		throw new BenchError("--db is a file of SQLite: leave out --only");
	return {
		home,
		events:
			events === undefined
				? EVENTS[home]
				: wholeNumber("events", events, MAX_EVENTS, MIN_EVENTS),
		rounds: wholeNumber("rounds", rounds, MAX_ROUNDS),
		file: db === undefined ? undefined : resolve(db),
		json: json === true,
	};
}

function parse(parameters: readonly string[]) {
	return readOptions(parameters, {
		only: { type: "string", default: "sqlite" },
		events: { type: "string" },
		rounds: { type: "string", default: "20" },
		db: { type: "string" },
		json: { type: "boolean" },
		help: { type: "boolean" },
	});
}

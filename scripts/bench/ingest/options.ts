import { BenchError } from "../bench-error.ts";
import { readOptions, wholeNumber } from "../command-line.ts";
import { ID_KINDS, type IdKind } from "./events.ts";

/** What the command line asks for. */
export interface IngestBenchOptions {
	readonly connections: number;
	/** Before a turn is measured: by then the compiler has seen what is hot. */
	readonly warmUpSeconds: number;
	/** Measured seconds of a turn, after its warm-up. */
	readonly seconds: number;
	readonly rounds: number;
	readonly only: Only;
	readonly ids: IdKind;
	/** Whether the results are printed as JSON instead of a table. */
	readonly json: boolean;
	/** Where each server leaves a CPU profile; none is made without. */
	readonly profileFolder: string | undefined;
}

const ONLY = ["sqlite", "firestore", "all"] as const;

/** Whose endpoint is measured beside the bare servers. */
export type Only = (typeof ONLY)[number];

export const HELP = `npm run bench -- ingest [options]

Measures POST /logOperation beside a bare node:http server and beside Express + zod +
express-rate-limit that store nothing. Every round runs each of them once, after a warm-up, in a
process of its own and on a new database. It is ingest alone: the homes aggregate nothing meanwhile.
The machine should have nothing else to do.

  --connections N   connections that send at the same time (32)
  --warm-up N       seconds of load before each turn is measured (2)
  --seconds N       measured seconds of each turn (5)
  --rounds N        rounds; figures are medians over them (5)
  --only STORE      sqlite, firestore (the offline stand-in), or all (all)
  --ids KIND        random (UUID version 4), or ordered by time (version 7), which costs a
                    database less (random)
  --cpu-prof DIR    leaves a CPU profile of every server in the folder; slows them a little
  --json            prints the results as JSON
  --help            this text

Exits with 1 if an answer is not 2xx, an event is not stored, or the rows in the database are
not those that were acknowledged. Missed targets are printed, and no failure: they depend on the
machine.
`;

/** A turn ends within the largest limits that a home can be given. */
const MAX_SECONDS = 30;
const MAX_WARM_UP_SECONDS = 10;
const MAX_CONNECTIONS = 1_000;
const MAX_ROUNDS = 100;

/**
 * Reads the command line.
 *
 * @throws {BenchError} if an option is unknown or has a bad value
 */
export function parseOptions(
	parameters: readonly string[],
): IngestBenchOptions | "help" {
	const values = parse(parameters);
	if (values.help === true) return "help";
	const only = ONLY.find((name) => name === values.only);
	if (only === undefined)
		throw new BenchError(`--only must be one of ${ONLY.join(", ")}`);
	const ids = ID_KINDS.find((name) => name === values.ids);
	if (ids === undefined)
		throw new BenchError(`--ids must be one of ${ID_KINDS.join(", ")}`);
	return {
		ids,
		connections: wholeNumber(
			"connections",
			values.connections,
			MAX_CONNECTIONS,
		),
		warmUpSeconds: wholeNumber(
			"warm-up",
			values["warm-up"],
			MAX_WARM_UP_SECONDS,
			0,
		),
		seconds: wholeNumber("seconds", values.seconds, MAX_SECONDS),
		rounds: wholeNumber("rounds", values.rounds, MAX_ROUNDS),
		only,
		json: values.json === true,
		profileFolder: values["cpu-prof"],
	};
}

function parse(parameters: readonly string[]) {
	return readOptions(parameters, {
		connections: { type: "string", default: "32" },
		"warm-up": { type: "string", default: "2" },
		seconds: { type: "string", default: "5" },
		rounds: { type: "string", default: "5" },
		only: { type: "string", default: "all" },
		ids: { type: "string", default: "random" },
		"cpu-prof": { type: "string" },
		json: { type: "boolean" },
		help: { type: "boolean" },
	});
}

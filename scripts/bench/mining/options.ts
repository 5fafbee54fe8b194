import { readOptions, wholeNumber } from "../command-line.ts";

/** What the command line asks for. */
export interface MiningBenchOptions {
	/** How many events each stream has. */
	readonly sizes: readonly number[];
	readonly rounds: number;
	/** Whether the results are printed as JSON instead of a table. */
	readonly json: boolean;
}

export const HELP = `npm run bench -- mining [options]

Measures the pure core in batch: from parsed events, in any order, to patterns, on one core and
without a store. Streams are of users who repeat fixed workflows, in the order of time and shuffled;
each is mined in a process of its own, and making the events is not measured. The machine should have
nothing else to do.

  --events N    events of a stream (1000000 and 10000000, the latter in one round)
  --rounds N    rounds; figures are medians over them (5)
  --json        prints the results as JSON
  --help        this text

Exits with 1 if the two orders of a stream do not give the same patterns. A missed target is printed,
and no failure: it depends on the machine.
`;

/** Mined by default; the second once. */
const SIZES = [1_000_000, 10_000_000];

/** What a \`Map\` holds, and with it the miner. */
const MAX_EVENTS = 16_000_000;
const MAX_ROUNDS = 100;

/**
 * Reads the command line.
 *
 * @throws {BenchError} if an option is unknown or has a bad value
 */
export function parseOptions(
	parameters: readonly string[],
): MiningBenchOptions | "help" {
	const { help, events, rounds, json } = parse(parameters);
	if (help === true) return "help";
	return {
		sizes:
			events === undefined
				? SIZES
				: [wholeNumber("events", events, MAX_EVENTS)],
		rounds: wholeNumber("rounds", rounds, MAX_ROUNDS),
		json: json === true,
	};
}

function parse(parameters: readonly string[]) {
	return readOptions(parameters, {
		events: { type: "string" },
		rounds: { type: "string", default: "5" },
		json: { type: "boolean" },
		help: { type: "boolean" },
	});
}

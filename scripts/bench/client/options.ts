import { BenchError } from "../bench-error.ts";
import { readOptions, wholeNumber } from "../command-line.ts";
import { PEERS, type PeerName } from "./contenders/contender.ts";

/** What can be measured by itself. */
export const SECTIONS = [
	"cost",
	"delivery",
	"failures",
	"exit",
	"memory",
	"install",
] as const;
export type SectionName = (typeof SECTIONS)[number];

/** What the command line asks for. */
export interface ClientBenchOptions {
	readonly sections: readonly SectionName[];
	readonly peers: readonly PeerName[];
	readonly rounds: number;
	readonly quick: boolean;
	readonly output: "tables" | "json" | "markdown";
}

export const HELP = `npm run bench -- client [options]

Measures the client beside other analytics libraries, which npm installs at the first run, against a sink
on loopback that speaks to all of them and fails on command. Every measurement is a process of its own;
in each round everybody has a turn. The machine should have nothing else to do.

  cost       10,000 calls in a burst: us a call, and how long they hold up the event loop
  delivery   20,000 events at once: ms beside a hand-written loop, bytes on the wire with headers, CPU
  failures   2,000 events over 4 s, then shutdown, while the sink fails in seven ways
  exit       process.exit() straight after 100 calls, and SIGKILL; then another start
  memory     resident memory after 1,000,000 calls (peers 100,000) with the sink down
  install    packages, MB, ms of an import

  --only LIST     sections, separated by commas (all)
  --peers LIST    ${PEERS.join(",")} (all)
  --no-peers      none of them
  --rounds N      rounds of cost, delivery and memory; figures are medians over them (5)
  --quick         less of everything, to see that it works; the figures mean little
  --json          prints the results as JSON
  --markdown      prints the table of client/README.md
  --help          this text

Exits with 1 if our client loses an event or stores one twice. A missed target is printed, and no
failure: it depends on the machine.
`;

const MAX_ROUNDS = 50;

/**
 * Reads the command line.
 *
 * @throws {BenchError} if an option is unknown or has a bad value
 */
export function parseOptions(
	parameters: readonly string[],
): ClientBenchOptions | "help" {
	const values = readOptions(parameters, {
		only: { type: "string" },
		peers: { type: "string" },
		"no-peers": { type: "boolean" },
		rounds: { type: "string" },
		quick: { type: "boolean" },
		json: { type: "boolean" },
		markdown: { type: "boolean" },
		help: { type: "boolean" },
	});
	if (values.help === true) return "help";
	const quick = values.quick === true;
	const rounds = values.rounds ?? (quick ? "1" : "5");
	return {
		sections: listOf("only", values.only, SECTIONS),
		peers:
			values["no-peers"] === true ? [] : listOf("peers", values.peers, PEERS),
		rounds: wholeNumber("rounds", rounds, MAX_ROUNDS),
		quick,
		output: values.json ? "json" : values.markdown ? "markdown" : "tables",
	};
}

/** All of them where nothing is said. */
function listOf<Name extends string>(
	option: string,
	text: string | undefined,
	names: readonly Name[],
): readonly Name[] {
	if (text === undefined) return names;
	const asked = text.split(",");
	const unknown = asked.find((each) => !names.some((name) => name === each));
	if (unknown === undefined)
		return names.filter((name) => asked.includes(name));
	throw new BenchError(
		`--${option}: ${unknown} is none of ${names.join(", ")}`,
	);
}

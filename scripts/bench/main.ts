import { runAggregationBench } from "./aggregation/bench.ts";
import { runClientBench } from "./client/bench.ts";
import { runIngestBench } from "./ingest/bench.ts";
import { runMiningBench } from "./mining/bench.ts";
import { runRateLimitsBench } from "./rate-limits/bench.ts";
import { runReportsBench } from "./reports/bench.ts";

/** A benchmark that can be run by its name. */
interface Bench {
	readonly about: string;
	/** Prints what it measured, and returns the exit code. */
	readonly run: (parameters: readonly string[]) => Promise<number>;
}

const BENCHES: Readonly<Record<string, Bench>> = {
	ingest: {
		about: "requests/s and events/s of POST /logOperation, beside bare servers",
		run: runIngestBench,
	},
	aggregation: {
		about:
			"documents, events/s and memory of aggregation, beside the naive way",
		run: runAggregationBench,
	},
	client: {
		about: "the client beside other analytics libraries, and a sink that fails",
		run: runClientBench,
	},
	mining: {
		about: "events/s of the pure core, from parsed events to patterns",
		run: runMiningBench,
	},
	reports: {
		about: "what a view of the dashboard waits for, over a year of events",
		run: runReportsBench,
	},
	"rate-limits": {
		about: "what limits cost that instances share over Firestore",
		run: runRateLimitsBench,
	},
};

/** `npm run bench -- NAME [options]`; without a name it lists what there is. */
async function main([name, ...parameters]: readonly string[]): Promise<number> {
	if (name === undefined || name === "--help") {
		process.stdout.write(list());
		return 0;
	}
	const bench = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
	if (bench !== undefined) return bench.run(parameters);
	process.stderr.write(`There is no benchmark ${name}.\n\n${list()}`);
	return 2;
}

function list(): string {
	const lines = Object.entries(BENCHES).map(
		([name, { about }]) => `  ${name.padEnd(12)}${about}\n`,
	);
	return `npm run bench -- NAME [options]\n\n${lines.join("")}\nEach explains its options with --help.\n`;
}

process.exitCode = await main(process.argv.slice(2));

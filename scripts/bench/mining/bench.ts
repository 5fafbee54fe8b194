import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { formatTable } from "../../demo/table.ts";
import { bundleProgram } from "../bundle-program.ts";
import { runByCommandLine } from "../command-line.ts";
import { median } from "../statistics.ts";
import type { Measurement } from "./measure.ts";
import { HELP, type MiningBenchOptions, parseOptions } from "./options.ts";
import { ORDERS, type Order } from "./stream.ts";

/** Events a second on one core, of events that come in the order of time. */
const TARGET = 1_000_000;

/**
 * One core: memory is collected by the thread that mines, when it is asked to and when it needs to.
 * Other threads would still be clearing away what making a page left behind while it is mined.
 */
const ONE_THREAD = ["--single-threaded-gc", "--expose-gc"];

/** Larger streams are mined once: making them takes a minute. */
const ONCE_ABOVE_EVENTS = 2_000_000;

/** What one stream in one order gave, over the rounds. */
interface Result {
	readonly events: number;
	readonly order: Order;
	readonly rounds: readonly Measurement[];
}

/** Runs the benchmark of mining, prints its report and returns the exit code. */
export function runMiningBench(parameters: readonly string[]): Promise<number> {
	return runByCommandLine(parameters, HELP, parseOptions, run);
}

async function run({ sizes, rounds, json }: MiningBenchOptions) {
	const entry = fileURLToPath(new URL("program.ts", import.meta.url));
	const program = await bundleProgram(entry, "mining");
	const results: Result[] = [];
	for (const events of sizes) {
		const times = events > ONCE_ABOVE_EVENTS ? 1 : rounds;
		const byOrder = ORDERS.map((order) => ({
			events,
			order,
			rounds: [] as Measurement[],
		}));
		// Turn and turn about, as the machine may be slower in one round than in another.
		for (let seed = 1; seed <= times; seed++)
			for (const result of byOrder)
				result.rounds.push(await mine(program, events, result.order, seed));
		results.push(...byOrder);
	}
	const faults = faultsOf(results);
	process.stdout.write(
		json
			? `${JSON.stringify({ results, faults }, undefined, "\t")}\n`
			: format(results, faults),
	);
	return faults.length > 0 ? 1 : 0;
}

async function mine(
	program: string,
	events: number,
	order: Order,
	seed: number,
): Promise<Measurement> {
	const { stdout } = await promisify(execFile)(process.execPath, [
		...ONE_THREAD,
		program,
		String(events),
		order,
		String(seed),
	]);
	return JSON.parse(stdout) as Measurement;
}

/** The order in which events come must change nothing that is found. */
function faultsOf(results: readonly Result[]): string[] {
	const faults: string[] = [];
	for (const { events, order, rounds } of results) {
		const inTime = results.find(
			(other) => other.events === events && other.order === "time",
		);
		for (const [round, { fingerprint }] of rounds.entries())
			if (fingerprint !== inTime?.rounds[round]?.fingerprint)
				faults.push(
					`${events} events ${order}, round ${round + 1}: other patterns than in the order of time`,
				);
	}
	return faults;
}

const right = (title: string) => ({ title, align: "right" as const });

const COLUMNS = [
	{ title: "order" },
	...[
		"events",
		"events/s",
		"slowest",
		"fastest",
		"events/CPU s",
		"patterns",
		"peak MiB",
	].map(right),
	{ title: "target" },
];

function format(results: readonly Result[], faults: readonly string[]): string {
	const rows = results.map(({ events, order, rounds }) => {
		const speeds = rounds.map((round) => round.events / round.seconds);
		const speed = median(speeds);
		const ofCore = median(
			rounds.map((round) => round.events / round.cpuSeconds),
		);
		return [
			order,
			whole(events),
			...[speed, Math.min(...speeds), Math.max(...speeds), ofCore].map(whole),
			whole(median(rounds.map(({ patterns }) => patterns))),
			whole(Math.max(...rounds.map(({ peakMemoryMib }) => peakMemoryMib))),
			order === "time"
				? `>= ${whole(TARGET)}: ${speed >= TARGET ? "met" : "MISSED"}`
				: undefined,
		];
	});
	const wrong = faults.map((fault) => `  ${fault}\n`).join("");
	return `${formatTable(COLUMNS, rows)}\n${wrong && `\nFailed:\n${wrong}`}`;
}

function whole(value: number): string {
	return Math.round(value).toLocaleString("en-US");
}

import { runByCommandLine } from "../command-line.ts";
import { totalOf } from "./cost.ts";
import type { HomePlace } from "./homes.ts";
import { type AggregationBenchOptions, HELP, parseOptions } from "./options.ts";
import { buildPrograms, type Programs, withPlace } from "./processes.ts";
import type { Run } from "./replay.ts";
import {
	faultsOf,
	type HistoryMeasurement,
	judge,
	type Measurement,
} from "./report.ts";
import { promisedStream, type Stream, streamOf } from "./streams.ts";
import {
	formatCosts,
	formatHistories,
	formatJobs,
	formatKinds,
	formatSpeeds,
	formatStreams,
	formatTargets,
} from "./tables.ts";
import { differencesOf } from "./totals.ts";

/** Requests of one event cost what larger ones do: a few show it. */
const SINGLE_EVENTS = 1_000;

/** The offline Firestore looks at all of a collection's documents for each query. */
const FIRESTORE_KEEPS_EVENTS = 20_000;

/** Runs the benchmark of aggregation, prints its report and returns the exit code. */
export function runAggregationBench(
	parameters: readonly string[],
): Promise<number> {
	return runByCommandLine(parameters, HELP, parseOptions, run);
}

async function run(options: AggregationBenchOptions): Promise<number> {
	const programs = await buildPrograms();
	const measurements: Measurement[] = [];
	const histories: HistoryMeasurement[] = [];
	for (const home of options.homes) {
		if (home === "firestore")
			measurements.push(
				await measure(programs, home, promisedStream(SINGLE_EVENTS), 1),
			);
		for (const name of options.streams) {
			const events = name === "year" ? options.yearEvents : options.events;
			const stream = streamOf(name, events);
			measurements.push(await measure(programs, home, stream, options.batch));
		}
		const lengths = options.history[home];
		histories.push(
			await measureHistory(
				programs,
				home,
				lengths,
				options.batch,
				measurements,
			),
		);
	}
	progress("");
	const targets = judge(
		measurements.filter(({ batch }) => batch === options.batch),
		histories,
	);
	const faults = faultsOf(measurements, histories);
	process.stdout.write(
		options.json
			? `${JSON.stringify({ options, targets, faults, measurements, histories }, undefined, "\t")}\n`
			: formatReport(measurements, histories, targets, faults),
	);
	return faults.length > 0 ? 1 : 0;
}

async function measure(
	programs: Programs,
	home: HomePlace["kind"],
	stream: Stream,
	batch: number,
): Promise<Measurement> {
	const { name, events } = stream;
	const about = `${home}, ${name}, ${batch} a request`;
	return withPlace(home, async (place) => {
		const task = { stream: name, events, place };
		progress(`${about}: replay of ${events} events`);
		const replay = await programs.replay({ ...task, batch });
		progress(`${about}: the naive way`);
		const naive = await programs.naive(task);
		progress(`${about}: reports and jobs`);
		const jobs = batch === 1 ? [] : await programs.jobs(task);
		return { home, stream, batch, replay, naive, jobs };
	});
}

/** Takes the promised stream's runs where it was replayed as far; a longer one is, otherwise. */
async function measureHistory(
	programs: Programs,
	home: HomePlace["kind"],
	lengths: readonly number[],
	batch: number,
	measurements: readonly Measurement[],
): Promise<HistoryMeasurement> {
	const events = lengths.at(-1) ?? 0;
	const measured = measurements.find(
		(each) =>
			each.home === home &&
			each.stream.name === "promised" &&
			each.stream.events >= events,
	);
	if (measured !== undefined)
		return { home, lengths, runs: measured.replay.runs, differences: [] };
	return withPlace(home, async (place) => {
		progress(`${home}: a history of ${events} events`);
		const task = { stream: "promised", events } as const;
		const replay = await programs.replay(
			{
				...task,
				place,
				batch,
				...(home === "firestore" ? { keepEvents: FIRESTORE_KEEPS_EVENTS } : {}),
			},
			(run) => progress(`${home}, history: ${describeRun(run)}`),
		);
		const naive = await programs.naive(task);
		const differences = differencesOf(replay.totals, naive.totals);
		return { home, lengths, runs: replay.runs, differences };
	});
}

function formatReport(
	measurements: readonly Measurement[],
	histories: readonly HistoryMeasurement[],
	targets: Parameters<typeof formatTargets>[0],
	faults: readonly string[],
): string {
	const onFirestore = measurements.some(({ home }) => home === "firestore");
	const failed = faults.map((fault) => `  ${fault}\n`).join("");
	return [
		formatStreams(measurements),
		...(onFirestore
			? [
					formatCosts(measurements),
					formatKinds(measurements),
					formatJobs(measurements),
				]
			: []),
		formatHistories(histories),
		formatSpeeds(measurements),
		formatTargets(targets),
		...(failed === ""
			? ["Every total equals the naive one.\n"]
			: [`Failed:\n${failed}`]),
	].join("\n\n");
}

function describeRun({ history, events, aggregation }: Run): string {
	const { reads, writes } = totalOf(aggregation);
	const perEvent = (documents: number) => (documents / events).toFixed(3);
	const counted = (history + events).toLocaleString("en-US");
	return `${counted} events counted, the last ${events} for ${perEvent(reads)} reads and ${perEvent(writes)} writes each`;
}

/** What runs now, on a terminal. */
function progress(text: string): void {
	if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${text}`);
}

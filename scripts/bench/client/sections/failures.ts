import { setTimeout as wait } from "node:timers/promises";
import { type ContenderName, isOurs } from "../contenders/contender.ts";
import { inPool } from "../in-pool.ts";
import { type Bench, type Laboratory, withBench } from "../laboratory.ts";
import { type ProgramProcess, startProgram } from "../program-process.ts";
import type { Failure } from "../sink/sink.ts";

/** How the sink fails, from the first event on. */
export interface Scenario {
	readonly name: string;
	readonly failure: Failure;
	/** All the time, where it is absent. */
	readonly seconds?: number;
}

export const SCENARIOS: readonly Scenario[] = [
	{ name: "down 5 s", failure: "down", seconds: 5 },
	{ name: "down 20 s", failure: "down", seconds: 20 },
	{ name: "500 for 5 s", failure: "error", seconds: 5 },
	{ name: "500 for 20 s", failure: "error", seconds: 20 },
	{ name: "30 % reset", failure: "reset" },
	{ name: "hanging 5 s", failure: "hang", seconds: 5 },
	{ name: "429 for 5 s", failure: "limit", seconds: 5 },
];

/** What became of the events of a host that tracked them while its sink failed, and then ended. */
export interface FailureOutcome {
	readonly contender: ContenderName;
	readonly scenario: string;
	readonly events: number;
	readonly stored: number;
	readonly storedTwice: number;
	/** Arrivals of an event that the sink had, under the same id. */
	readonly arrivedAgain: number;
	/** How long the library's shutdown took; undefined where it did not return. */
	readonly shutdownMs: number | undefined;
	/** How long after the recovery it returned, or after its own begin, if that was later; below 0: before. */
	readonly afterRecoveryMs: number | undefined;
}

const EVENTS = 2_000;
const TRACKING_MS = 4_000;
const START_MS_MAX = 30_000;
/** After the begin; what has not returned by then is cut off. */
const END_MS_MAX = 60_000;
const NEXT_START_MS_MAX = 20_000;
const IDLE_MS_MAX = 6_000;
/** Few, as the time in which a shutdown returns is measured; peers mostly wait. */
const OURS_AT_A_TIME = 2;
const PEERS_AT_A_TIME = 5;
const SEED = 1;

/** Every scenario for our client with a data folder, then for its peers, several at a time. */
export async function measureFailures(
	laboratory: Laboratory,
): Promise<FailureOutcome[]> {
	const scenarios = laboratory.quick
		? SCENARIOS.filter(({ seconds = 0 }) => seconds <= 5)
		: SCENARIOS;
	const runs = (contender: ContenderName) =>
		scenarios.map((scenario) => () => {
			laboratory.progress(`failures: ${contender}, ${scenario.name}`);
			return runScenario(laboratory, contender, scenario);
		});
	const ours = await inPool(runs("ours-spool"), OURS_AT_A_TIME);
	const peers = await inPool(laboratory.peers.flatMap(runs), PEERS_AT_A_TIME);
	return [...ours, ...peers];
}

function runScenario(
	laboratory: Laboratory,
	contender: ContenderName,
	{ name, failure, seconds }: Scenario,
): Promise<FailureOutcome> {
	return withBench(laboratory, SEED, async (bench) => {
		const { sink, subject } = bench;
		await sink.fail(failure);
		const host = startProgram(laboratory.programFile, "steady", {
			...subject(contender),
			events: EVENTS,
			durationMs: TRACKING_MS,
		});
		await host.told("tracking", START_MS_MAX);
		const recovery = recoverAfter(bench, seconds);
		const ended = await host.told("ended", END_MS_MAX);
		const closing = await host.told("closing", 0);
		await host.stop();
		const recoveredAt = await recovery;
		if (isOurs(contender)) await startAgain(laboratory, bench, contender);
		const { stored, storedTwice, arrivedAgain } = await sink.tally();
		const shutDown = ended !== undefined && closing !== undefined;
		return {
			contender,
			scenario: name,
			events: EVENTS,
			stored,
			storedTwice,
			arrivedAgain,
			shutdownMs: shutDown ? ended.at - closing.at : undefined,
			afterRecoveryMs: shutDown
				? ended.at - Math.max(closing.at, recoveredAt)
				: undefined,
		};
	});
}

/** Answers when it was. Without an end there is no recovery to wait for. */
async function recoverAfter(
	{ sink }: Bench,
	seconds: number | undefined,
): Promise<number> {
	if (seconds === undefined) return 0;
	await wait(seconds * 1_000);
	return await sink.fail(undefined);
}

/** Lets a second host deliver what the first one has left in the spool. */
async function startAgain(
	{ programFile }: Laboratory,
	{ sink, subject }: Bench,
	contender: ContenderName,
): Promise<void> {
	const { stored } = await sink.tally();
	if (stored >= EVENTS) return;
	const next: ProgramProcess = startProgram(
		programFile,
		"start-again",
		subject(contender),
	);
	await sink.settled(EVENTS, {
		idleMsMax: IDLE_MS_MAX,
		withinMs: NEXT_START_MS_MAX,
	});
	next.finish();
	await next.told("ended", NEXT_START_MS_MAX);
	await next.stop();
}

import { median } from "../../statistics.ts";
import { type ContenderName, isOurs, OURS } from "../contenders/contender.ts";
import { type Laboratory, withBench } from "../laboratory.ts";
import type { MemoryOutcome } from "../program/task.ts";
import { outcomeOf, startProgram } from "../program-process.ts";

/** What waiting events take, as medians over the rounds. */
export interface Memory extends MemoryOutcome {
	readonly contender: ContenderName;
}

const EVENTS = 1_000_000;
/** Fewer, as they keep them all, or take too long. */
const EVENTS_OF_PEERS = 100_000;
const QUICK_SHARE = 0.1;
const DURATION_MS_MAX = 60_000;
const OUTCOME_MS_MAX = 150_000;
/** It varies little. */
const ROUNDS_MAX = 3;

/** Calls while nobody listens, of each in turn. */
export async function measureMemories(
	laboratory: Laboratory,
): Promise<Memory[]> {
	const outcomes = [...OURS, ...laboratory.peers].map((contender) => ({
		contender,
		rounds: [] as MemoryOutcome[],
	}));
	const rounds = Math.min(laboratory.rounds, ROUNDS_MAX);
	for (let round = 0; round < rounds; round++)
		for (const each of outcomes) {
			if (round > 0 && !isOurs(each.contender)) continue;
			laboratory.progress(`memory, round ${round + 1}: ${each.contender}`);
			each.rounds.push(await measureOnce(laboratory, each.contender, round));
		}
	return outcomes.map(({ contender, rounds: each }) => {
		const middle = (key: keyof MemoryOutcome) =>
			median(each.map((outcome) => outcome[key]));
		return {
			contender,
			calls: middle("calls"),
			residentMb: middle("residentMb"),
			keptMb: middle("keptMb"),
		};
	});
}

function measureOnce(
	laboratory: Laboratory,
	contender: ContenderName,
	seed: number,
): Promise<MemoryOutcome> {
	const share = laboratory.quick ? QUICK_SHARE : 1;
	return withBench(laboratory, seed, async ({ sink, subject }) => {
		await sink.fail("down");
		const program = startProgram(laboratory.programFile, "memory", {
			// A connection for each event is none of its queue.
			...subject(contender, contender === "mixpanel"),
			events: share * (isOurs(contender) ? EVENTS : EVENTS_OF_PEERS),
			durationMsMax: DURATION_MS_MAX,
		});
		return outcomeOf(program, "memory", OUTCOME_MS_MAX);
	});
}

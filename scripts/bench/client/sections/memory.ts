import { median } from "../../statistics.ts";
import { type ContenderName, isOurs, OURS } from "../contenders/contender.ts";
import { inTurn } from "../in-turn.ts";
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
	const turns = await inTurn(
		[...OURS, ...laboratory.peers],
		Math.min(laboratory.rounds, ROUNDS_MAX),
		(each, round) => {
			laboratory.progress(`memory, round ${round + 1}: ${each}`);
			return measureOnce(laboratory, each, round);
		},
	);
	return turns.map(({ each, outcomes }) => ({
		contender: each,
		calls: median(outcomes.map(({ calls }) => calls)),
		residentMb: median(outcomes.map(({ residentMb }) => residentMb)),
	}));
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

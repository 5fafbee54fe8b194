import { median } from "../../statistics.ts";
import { type ContenderName, OURS } from "../contenders/contender.ts";
import { inTurn } from "../in-turn.ts";
import { type Laboratory, withBench } from "../laboratory.ts";
import type { CostOutcome } from "../program/task.ts";
import { outcomeOf, startProgram } from "../program-process.ts";

/** What a tracking call costs, as medians over the rounds. */
export interface Cost extends CostOutcome {
	readonly contender: ContenderName;
}

const EVENTS = 10_000;
/** RudderStack takes longer than a minute for all of them. */
const DURATION_MS_MAX = 10_000;
const OUTCOME_MS_MAX = 60_000;

/** A burst of calls, of each in turn. */
export async function measureCosts(laboratory: Laboratory): Promise<Cost[]> {
	const contenders: ContenderName[] = ["array", ...OURS, ...laboratory.peers];
	const turns = await inTurn(contenders, laboratory.rounds, (each, round) => {
		laboratory.progress(`cost, round ${round + 1}: ${each}`);
		return measureOnce(laboratory, each, round);
	});
	return turns.map(({ each, outcomes }) => {
		const middle = (key: keyof CostOutcome) =>
			median(outcomes.map((outcome) => outcome[key]));
		return {
			contender: each,
			calls: middle("calls"),
			meanUs: middle("meanUs"),
			p99Us: middle("p99Us"),
			clockUs: middle("clockUs"),
			delayMs: middle("delayMs"),
			delayAfterMs: middle("delayAfterMs"),
		};
	});
}

function measureOnce(
	laboratory: Laboratory,
	contender: ContenderName,
	seed: number,
): Promise<CostOutcome> {
	return withBench(laboratory, seed, ({ subject }) => {
		// By its default mixpanel opens a connection for each of them.
		const tuned = contender === "mixpanel";
		const program = startProgram(laboratory.programFile, "cost", {
			...subject(contender, tuned),
			events: EVENTS,
			durationMsMax: DURATION_MS_MAX,
		});
		return outcomeOf(program, "cost", OUTCOME_MS_MAX);
	});
}

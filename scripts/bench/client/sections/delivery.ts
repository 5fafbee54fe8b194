import { median } from "../../statistics.ts";
import { type ContenderName, OURS } from "../contenders/contender.ts";
import { inTurn } from "../in-turn.ts";
import { type Laboratory, withBench } from "../laboratory.ts";
import { outcomeOf, startProgram } from "../program-process.ts";

/** How many events at once were delivered, as medians over the rounds. */
export interface Delivery {
	readonly contender: ContenderName;
	readonly tuned: boolean;
	readonly events: number;
	/** Distinct events that arrived: the fewest of all rounds. */
	readonly stored: number;
	/** Stored more than once, in any round. */
	readonly storedTwice: number;
	/** From the first call until the last event was stored, ms. */
	readonly durationMs: number;
	/** On the wire, with headers, of an event that arrived. */
	readonly bytesAnEvent: number;
	readonly cpuUsAnEvent: number;
	/** Of the floor's time in the same round; the median of these. */
	readonly timesFloor: number;
}

interface Turn {
	readonly stored: number;
	readonly storedTwice: number;
	readonly durationMs: number;
	readonly bytesAnEvent: number;
	readonly cpuUsAnEvent: number;
}

const EVENTS = 20_000;
const QUICK_EVENTS = 5_000;
const START_MS_MAX = 20_000;
/** Longer than what any of them waits before it sends what is left. */
const IDLE_MS_MAX = 12_000;
const DURATION_MS_MAX = 40_000;

/** Many events at once, of each in turn: our client as it is, its peers as they are and tuned. */
export async function measureDeliveries(
	laboratory: Laboratory,
): Promise<Delivery[]> {
	const asTheyAre: readonly ContenderName[] = [
		"floor",
		...OURS,
		...laboratory.peers,
	];
	const cases = [
		...asTheyAre.map((contender) => ({ contender, tuned: false })),
		...laboratory.peers.map((contender) => ({ contender, tuned: true })),
	];
	const events = laboratory.quick ? QUICK_EVENTS : EVENTS;
	const turns = await inTurn(
		cases,
		laboratory.rounds,
		({ contender, tuned }, round) => {
			laboratory.progress(
				`delivery, round ${round + 1}: ${contender}${tuned ? " (tuned)" : ""}`,
			);
			return deliver(laboratory, contender, tuned, events, round);
		},
	);
	const floor = turns[0]?.outcomes ?? [];
	return turns.map(({ each, outcomes }) => ({
		...each,
		events,
		...summaryOf(outcomes, floor),
	}));
}

function deliver(
	laboratory: Laboratory,
	contender: ContenderName,
	tuned: boolean,
	events: number,
	seed: number,
): Promise<Turn> {
	return withBench(laboratory, seed, async ({ sink, subject }) => {
		const program = startProgram(laboratory.programFile, "delivery", {
			...subject(contender, tuned),
			events,
			durationMsMax: DURATION_MS_MAX,
		});
		const tracking = await program.told("tracking", START_MS_MAX);
		const { stored, storedTwice, bytes, lastStoredAt } = await sink.settled(
			events,
			{ idleMsMax: IDLE_MS_MAX, withinMs: DURATION_MS_MAX },
		);
		program.finish();
		const outcome = await outcomeOf(program, "delivery", DURATION_MS_MAX);
		return {
			stored,
			storedTwice,
			durationMs: lastStoredAt - (tracking?.at ?? Number.NaN),
			bytesAnEvent: bytes / stored,
			cpuUsAnEvent: outcome.cpuUs / stored,
		};
	});
}

/** Beside the floor's turn of the same round. */
function summaryOf(turns: readonly Turn[], floor: readonly Turn[]) {
	const middle = (key: keyof Turn) => median(turns.map((turn) => turn[key]));
	return {
		stored: Math.min(...turns.map(({ stored }) => stored)),
		storedTwice: Math.max(...turns.map(({ storedTwice }) => storedTwice)),
		durationMs: middle("durationMs"),
		bytesAnEvent: middle("bytesAnEvent"),
		cpuUsAnEvent: middle("cpuUsAnEvent"),
		timesFloor: median(
			turns.map(
				({ durationMs }, round) =>
					durationMs / (floor[round]?.durationMs ?? Number.NaN),
			),
		),
	};
}

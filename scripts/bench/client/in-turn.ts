/** A turn that takes longer is not repeated: its figure is clear enough, and everybody waits. */
const SLOW_TURN_MS = 12_000;

/** Somebody, and what their turns gave, in the order of the rounds. */
export interface Turns<Case, Outcome> {
	readonly each: Case;
	readonly outcomes: Outcome[];
}

/** Gives everybody a turn in every round, as the machine may be slower in one than in another. */
export async function inTurn<Case, Outcome>(
	cases: readonly Case[],
	rounds: number,
	takeTurn: (each: Case, round: number) => Promise<Outcome>,
): Promise<Turns<Case, Outcome>[]> {
	const turns = cases.map((each) => ({
		each,
		outcomes: [] as Outcome[],
		isSlow: false,
	}));
	for (let round = 0; round < rounds; round++)
		for (const turn of turns) {
			if (turn.isSlow) continue;
			const beganAt = performance.now();
			turn.outcomes.push(await takeTurn(turn.each, round));
			turn.isSlow = performance.now() - beganAt > SLOW_TURN_MS;
		}
	return turns;
}

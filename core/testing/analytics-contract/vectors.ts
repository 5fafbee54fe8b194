import sequences from "../vectors/sequences.json";
import {
	allSequences,
	analyticsOn,
	type Contract,
	inBatches,
	vectorForm,
} from "./harness";

/** The clock of the vectors, epoch ms. */
export const VECTORS_NOW = Date.UTC(2026, 10, 22);

/** The worked examples of sessions, steps and patterns. */
export function describeVectors({ withStore }: Contract): void {
	describe.each(sequences.cases)("vector: $name", ({ events, patterns }) => {
		it("gives exactly the listed patterns, in random order and twice", () =>
			withStore(async (store) => {
				const analytics = analyticsOn(store, VECTORS_NOW);
				const shuffled = shuffle([...events, ...events], events.length);
				for (const batch of inBatches(shuffled, 100))
					await analytics.ingest(batch);
				await analytics.aggregate();
				const found = await allSequences(analytics);
				expect(
					Object.fromEntries(
						found.map((sequence) => [sequence.pattern, vectorForm(sequence)]),
					),
				).toEqual(patterns);
			}));
	});
}

/** Fisher and Yates, with a fixed sequence of numbers, so that a failure can be had again. */
export function shuffle<T>(items: T[], seed: number): T[] {
	let state = seed + 1;
	for (let index = items.length - 1; index > 0; index--) {
		state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
		const other = state % (index + 1);
		[items[index], items[other]] = [items[other] as T, items[index] as T];
	}
	return items;
}

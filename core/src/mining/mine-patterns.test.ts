import fc from "fast-check";
import { histories } from "../../testing/histories";
import { naivePatterns } from "../../testing/naive-totals";
import sequences from "../../testing/vectors/sequences.json";
import { type WireEvent, wireEventSchema } from "../event/wire-event";
import { type MinedPattern, minePatterns } from "./mine-patterns";

const SESSION_GAP_MS = 10 * 60_000;

const mine = (events: Iterable<WireEvent>) =>
	minePatterns(events, { sessionGapMs: SESSION_GAP_MS });

/** A mined pattern in the form of the oracle. */
function inNaiveForm(name: string, mined: MinedPattern) {
	return {
		operations: name.split("->"),
		frequency: mined.frequency,
		sessionCount: mined.sessionCount,
		avgDuration: mined.durationMs / mined.frequency,
		successRate: mined.successes / mined.frequency,
		userCount: mined.userCount,
		workflowTypes: mined.workflowTypes,
	};
}

const allInNaiveForm = (mined: ReadonlyMap<string, MinedPattern>) =>
	Object.fromEntries(
		[...mined].map(([name, pattern]) => [name, inNaiveForm(name, pattern)]),
	);

it("equals the definitions written down plainly, whatever the history", () => {
	fc.assert(
		fc.property(histories(80), (history) => {
			expect(allInNaiveForm(mine(history))).toEqual(naivePatterns(history));
		}),
		{ numRuns: 500 },
	);
});

it("does not depend on the order in which events come", () => {
	fc.assert(
		fc.property(
			histories(40).chain((history) =>
				fc.tuple(
					fc.constant(history),
					fc.shuffledSubarray(history, { minLength: history.length }),
				),
			),
			([history, shuffled]) => {
				expect(new Map([...mine(shuffled)].sort())).toEqual(
					new Map([...mine(history)].sort()),
				);
			},
		),
	);
});

it.each(sequences.cases)("vector: $name", ({ events, patterns }) => {
	const mined = mine(events.map((event) => wireEventSchema.parse(event)));
	const found = Object.entries(allInNaiveForm(mined)).map(
		([name, { workflowTypes: _, ...figures }]) => [name, figures],
	);
	expect(Object.fromEntries(found)).toEqual(patterns);
});

it("equals them for traces of any length, some at a time", () => {
	const [template] = sequences.cases[0]?.events ?? [];
	const events = Array.from({ length: 6_000 }, (_, n) => {
		// Every other event is of one trace; the others are of two hundred.
		const sessionId = n % 2 === 0 ? "long" : `short-${n % 400}`;
		return wireEventSchema.parse({
			...template,
			id: `e${n}`,
			timestamp: Date.UTC(2026, 9, 12) + (n % 7) * 1_000 + n,
			operation: { ...template?.operation, type: `t${(n >> 1) % 5}` },
			context: { sessionId },
		});
	});
	expect(allInNaiveForm(mine(events))).toEqual(naivePatterns(events));
});

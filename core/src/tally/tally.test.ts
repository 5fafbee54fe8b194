import fc from "fast-check";
import {
	distinctSince,
	forgetPeriodsBefore,
	NEVER,
	type ReturnCounts,
	visitDelta,
} from "./return-counts";
import { addTally, addToLeaf, branchOf, copyTally, type Tally } from "./tally";

const { tally } = fc.letrec<{ tally: Tally }>((tie) => ({
	tally: fc
		.dictionary(
			fc.constantFrom("a|", "b|", "c|"),
			fc.oneof(
				{ maxDepth: 3 },
				fc.integer({ min: 1, max: 9 }),
				tie("tally") as fc.Arbitrary<Tally>,
			),
			{ maxKeys: 3 },
		)
		.map((tree) => tree as Tally),
}));

/** The same shape everywhere: a key is a leaf or a branch, never both. */
const shaped = fc.dictionary(
	fc.constantFrom("x|", "y|"),
	fc.dictionary(
		fc.constantFrom("1", "2", "3"),
		fc.integer({ min: -5, max: 5 }),
	),
) as fc.Arbitrary<Tally>;

describe("addTally", () => {
	it("leaves nothing behind when what was added is taken back", () => {
		fc.assert(
			fc.property(tally, (tree) => {
				const target: Tally = {};
				addTally(target, tree);
				addTally(target, tree, -1);
				expect(target).toEqual({});
			}),
		);
	});

	it("does not depend on the order of additions", () => {
		fc.assert(
			fc.property(shaped, shaped, shaped, (a, b, c) => {
				const left: Tally = {};
				for (const each of [a, b, c]) addTally(left, each);
				const right: Tally = {};
				for (const each of [c, a, b]) addTally(right, each);
				expect(left).toEqual(right);
			}),
		);
	});

	it("shares no branch with what it added", () => {
		const source = { "a|": { b: 1 } };
		const copy = copyTally(source);
		addTally(copy, { "a|": { b: 1 } });
		expect(source).toEqual({ "a|": { b: 1 } });
	});
});

describe("addToLeaf", () => {
	it("does what addTally does with a tree of one leaf", () => {
		fc.assert(
			fc.property(shaped, fc.integer({ min: -5, max: 5 }), (tree, added) => {
				const expected = copyTally(tree);
				addTally(expected, { "x|": { 1: added } });
				const target = copyTally(tree);
				addToLeaf(branchOf(target as Record<string, Tally>, "x|"), "1", added);
				expect(copyTally(target)).toEqual(expected);
			}),
		);
	});
});

describe("return counts", () => {
	it("give the exact distinct number over every range, in whatever order visits come", () => {
		const visit = fc.record({
			person: fc.nat({ max: 3 }),
			period: fc.constantFrom("2026-01", "2026-02", "2026-03", "2026-04"),
		});
		fc.assert(
			fc.property(fc.array(visit, { maxLength: 20 }), (visits) => {
				const counts: { [period: string]: ReturnCounts } = {};
				const seen = new Map<number, string[]>();
				for (const { person, period } of visits) {
					const others = seen.get(person) ?? [];
					if (others.includes(period)) continue;
					const previous = others.filter((other) => other < period).at(-1);
					const next = others.find((other) => other > period);
					addTally(counts, visitDelta(period, previous ?? NEVER, next, 1));
					seen.set(person, [...others, period].sort());
				}
				for (const from of ["2026-01", "2026-02", "2026-03"]) {
					for (const to of ["2026-02", "2026-03", "2026-04"]) {
						const expected = [...seen.values()].filter((periods) =>
							periods.some((period) => period >= from && period <= to),
						).length;
						const inRange = Object.entries(counts)
							.filter(([period]) => period >= from && period <= to)
							.map(([, returns]) => returns);
						expect(distinctSince(inRange, from)).toBe(expected);
					}
				}
			}),
		);
	});
});

describe("forgetPeriodsBefore", () => {
	it("tells dropped periods no longer apart, and leaves no zero behind", () => {
		const counts = { "2026-01": 2, "2026-02": 1, "2026-03": 4, [NEVER]: -3 };
		forgetPeriodsBefore(counts, "2026-03");
		expect(counts).toEqual({ "2026-03": 4 });
		const others: ReturnCounts = { "2026-02-28": 1, "2026-03-01": 1 };
		forgetPeriodsBefore(others, "2026-03");
		expect(others).toEqual({ [NEVER]: 1, "2026-03-01": 1 });
	});
});

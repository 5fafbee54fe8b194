import fc from "fast-check";
import { emptyDelta, type TotalsDelta, takeShare } from "./delta";
import { sumDeltas } from "./totals";

const deltas: fc.Arbitrary<TotalsDelta> = fc
	.record({ patterns: fc.nat({ max: 9 }), days: fc.nat({ max: 9 }) })
	.map(({ patterns, days }) => {
		const delta = emptyDelta();
		for (let n = 1; n <= patterns; n++)
			delta.patterns[`a->b${n}`] = {
				months: { "2026-11": { segments: { "mcp|": { frequency: n } } } },
			};
		for (let n = 1; n <= days; n++)
			delta.usage[`2026-11-0${n}`] = { cells: { "mcp||a": { count: n } } };
		delta.users["2026-11"] = { "-": 3 };
		return delta;
	});

describe("takeShare", () => {
	it("loses nothing and doubles nothing, and always leaves less", () => {
		fc.assert(
			fc.property(
				deltas,
				fc.double({ min: 0.001, max: 0.999, noNaN: true }),
				(delta, share) => {
					const { taken, left } = takeShare(delta, share);
					const parts = left === undefined ? [taken] : [taken, left];
					expect(sumDeltas(parts)).toEqual(sumDeltas([delta]));
					if (left !== undefined) {
						expect(itemsOf(left)).toBeLessThan(itemsOf(delta));
						expect(itemsOf(left)).toBeGreaterThan(0);
					}
				},
			),
		);
	});

	it("gives a single item whole", () => {
		const delta = emptyDelta();
		delta.usage["2026-11-01"] = { cells: { "mcp||a": { count: 1 } } };
		expect(takeShare(delta, 0.5)).toEqual({ taken: delta, left: undefined });
	});
});

function itemsOf({ patterns, usage }: TotalsDelta): number {
	return Object.keys(patterns).length + Object.keys(usage).length;
}

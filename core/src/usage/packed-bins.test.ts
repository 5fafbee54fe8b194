import fc from "fast-check";
import { addTally } from "../tally/tally";
import { BinSum, packBins, unpackBins } from "./packed-bins";
import { type Bins, binOf } from "./quantiles";

const bins: fc.Arbitrary<Bins> = fc
	.array(
		fc.tuple(
			fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 2 ** 50 })).map(binOf),
			fc.integer({ min: 1, max: 1_000_000 }),
		),
		{ maxLength: 40 },
	)
	.map((entries) => Object.fromEntries(entries));

describe("packed bins", () => {
	it("are as the comment shows them", () => {
		expect(packBins({ 193: 1, 194: 3, 201: 1 })).toBe("194 1:3 7");
		expect(packBins({ "-1": 2 })).toBe("0:2");
		expect(packBins({})).toBe("");
		expect(packBins()).toBe("");
	});

	it("hold what was packed", () =>
		fc.assert(
			fc.property(bins, (each) => {
				expect(unpackBins(packBins(each))).toEqual(each);
			}),
		));

	it("add up as the bins do", () =>
		fc.assert(
			fc.property(fc.array(bins, { maxLength: 8 }), (all) => {
				const sum = new BinSum();
				const expected: Bins = {};
				for (const each of all) {
					sum.add(packBins(each));
					addTally(expected, each);
				}
				expect(sum.bins()).toEqual(expected);
			}),
		));
});

import fc from "fast-check";
import { addTally } from "../tally/tally";
import {
	type Bins,
	binOf,
	coarseBin,
	highest,
	quantile,
	RELATIVE_ERROR,
	valueOfBin,
} from "./quantiles";

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

function binned(values: readonly number[]): Bins {
	const bins: Bins = {};
	for (const value of values) addTally(bins, { [binOf(value)]: 1 });
	return bins;
}

/** Every integer below 3,000, and then some 60 of every bin. */
function nextInteger(value: number): number {
	return Math.max(value + 1, Math.ceil(value * 1.0003));
}

describe("quantile", () => {
	it("is within 1 % of the nearest-rank value, over the whole range of durations", () => {
		fc.assert(
			fc.property(
				fc.array(
					fc.oneof(
						fc.integer({ min: 0, max: 200 }),
						fc.integer({ min: 0, max: WEEK_MS }),
					),
					{ minLength: 1, maxLength: 200 },
				),
				fc.constantFrom(0.5, 0.95, 0.99, 1),
				(values, q) => {
					const sorted = [...values].sort((a, b) => a - b);
					const exact = sorted[Math.ceil(q * sorted.length) - 1] ?? 0;
					const found = quantile(binned(values), q) ?? Number.NaN;
					expect(Math.abs(found - exact)).toBeLessThanOrEqual(
						exact * RELATIVE_ERROR * 1.000001,
					);
				},
			),
		);
	});

	it.each([0, 1, 2, 3, 10, 48, 49])("keeps %d exactly", (value) => {
		expect(valueOfBin(binOf(value))).toBe(value);
	});

	it("is within 15 % of every integer in coarse bins, each of which stands for itself", () => {
		let worst = 0;
		for (let value = 1; value < 2 ** 50; value = nextInteger(value)) {
			const bin = coarseBin(binOf(value));
			expect(coarseBin(bin)).toBe(bin);
			worst = Math.max(worst, Math.abs(valueOfBin(bin) / value - 1));
		}
		expect(worst).toBeLessThan(0.15);
		expect(worst).toBeGreaterThan(0.13);
	});

	it("is undefined without values", () => {
		expect(quantile({}, 0.5)).toBeUndefined();
		expect(highest({})).toBeUndefined();
	});

	it("holds the largest file and the largest memory", () => {
		const value = 2 ** 50;
		expect(Math.abs((highest(binned([5, value])) ?? 0) - value)).toBeLessThan(
			value * RELATIVE_ERROR,
		);
	});
});

import { median, percentile } from "./statistics.ts";

describe("median", () => {
	it.each([
		[[3], 3],
		[[10, 9, 1], 9],
		[[4, 1, 3, 2], 2.5],
		[[100, 20], 60],
	])("of %j is %d", (values, middle) => {
		const given = [...values];
		expect(median(given)).toBe(middle);
		expect(given).toEqual(values);
	});

	it("of nothing is no number", () => expect(median([])).toBeNaN());
});

describe("percentile", () => {
	const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

	it.each([
		[0.001, 1],
		[0.5, 50],
		[0.99, 99],
		[0.991, 100],
		[1, 100],
	])("%d of 1 to 100 is %d", (share, value) => {
		expect(percentile(hundred, share)).toBe(value);
	});

	it("of one value is that value, of nothing no number", () => {
		expect(percentile([7], 0.5)).toBe(7);
		expect(percentile([], 0.5)).toBeNaN();
	});
});

import { rateAxis, timeAxis } from "./axes";

describe("an axis of times", () => {
	it.each([
		[0, 1, 1],
		[5, 1, 5],
		[5.1, 2, 6],
		[4_200, 1_000, 5_000],
		[26_000, 10_000, 30_000],
		[200_000, 60_000, 240_000],
		[40 * 60_000, 10 * 60_000, 40 * 60_000],
		[5 * 86_400_000, 86_400_000, 5 * 86_400_000],
		[6 * 86_400_000, 2 * 86_400_000, 6 * 86_400_000],
	])("up to %d ms goes by %d ms to %d", (most, interval, max) => {
		expect(timeAxis(most)).toEqual({ min: 0, max, interval });
		expect(max / interval).toBeLessThanOrEqual(5);
	});
});

describe("an axis of rates", () => {
	it.each([
		[1, 0.9, 0.02],
		[0.94, 0.9, 0.02],
		[0.89, 0.8, 0.04],
		[0.5, 0.5, 0.1],
		[0, 0, 0.2],
	])("from %d begins at %d, in five steps of %d", (least, min, interval) => {
		expect(rateAxis(least)).toEqual({ min, max: 1, interval });
	});
});

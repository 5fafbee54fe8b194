import { timeStep } from "./time-ticks";

describe("the step of an axis of times", () => {
	it.each([
		[0, 1],
		[5, 1],
		[5.1, 2],
		[4_200, 1_000],
		[26_000, 10_000],
		[200_000, 60_000],
		[40 * 60_000, 10 * 60_000],
		[5 * 24 * 3_600_000, 24 * 3_600_000],
		[6 * 24 * 3_600_000, 2 * 24 * 3_600_000],
	])("up to %d ms is %d ms, in at most five lines", (most, step) => {
		expect(timeStep(most)).toBe(step);
		expect(most / step).toBeLessThanOrEqual(5);
	});
});

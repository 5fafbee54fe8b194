import { wilsonLowerBound } from "./wilson";

describe("wilsonLowerBound", () => {
	// From Wilson's formula with z = 1.96, as statsmodels' proportion_confint(method="wilson") has it.
	it.each([
		[0, 10, 0],
		[5, 10, 0.2366],
		[10, 10, 0.7225],
		[80, 100, 0.7112],
		[0, 0, 0],
	])("of %d in %d is %f", (successes, trials, bound) => {
		expect(wilsonLowerBound(successes, trials)).toBeCloseTo(bound, 4);
	});
});

/** Two-sided 95 %: the 0.975 quantile of the normal distribution. */
const Z = 1.959963984540054;

/**
 * Lower bound of the Wilson score interval at 95 % for a rate seen as `successes` of `trials`: what
 * the true rate is, with little doubt, at least. 0 without trials.
 *
 * E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", Journal of
 * the American Statistical Association 22 (1927).
 */
export function wilsonLowerBound(successes: number, trials: number): number {
	if (trials === 0) return 0;
	const rate = successes / trials;
	const z2 = Z * Z;
	const centre = rate + z2 / (2 * trials);
	const spread =
		Z * Math.sqrt((rate * (1 - rate) + z2 / (4 * trials)) / trials);
	return Math.max(0, (centre - spread) / (1 + z2 / trials));
}

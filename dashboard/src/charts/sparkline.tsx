const WIDTH = 120;
const HEIGHT = 28;

/**
 * The shape of some days in one glance; the figures stand beside it, so it is silent. Days that have
 * nothing to measure are passed over.
 */
export function Sparkline({
	values,
	from,
}: {
	readonly values: readonly (number | null)[];
	/** What lies at the bottom, if not the least value. */
	readonly from?: number | undefined;
}) {
	const known = values.filter((value) => value !== null);
	if (known.length < 2) return <svg class="sparkline" aria-hidden="true" />;
	const least = from ?? Math.min(...known);
	const spread = Math.max(...known) - least || 1;
	const points = values.flatMap((value, index) => {
		if (value === null) return [];
		const x = (index / (values.length - 1)) * WIDTH;
		const y = HEIGHT - 2 - ((value - least) / spread) * (HEIGHT - 4);
		return [`${x.toFixed(1)},${y.toFixed(1)}`];
	});
	return (
		<svg
			class="sparkline"
			viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
			preserveAspectRatio="none"
			aria-hidden="true"
		>
			<polyline points={points.join(" ")} />
		</svg>
	);
}

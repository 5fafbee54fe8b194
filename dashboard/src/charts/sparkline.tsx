const WIDTH = 120;
const HEIGHT = 28;

/** The shape of some days in one glance; the figures stand beside it, so it is silent. */
export function Sparkline({ values }: { readonly values: readonly number[] }) {
	if (values.length < 2) return null;
	const most = Math.max(...values);
	const least = Math.min(...values, 0);
	const spread = most - least || 1;
	const points = values.map((value, index) => {
		const x = (index / (values.length - 1)) * WIDTH;
		const y = HEIGHT - 2 - ((value - least) / spread) * (HEIGHT - 4);
		return `${x.toFixed(1)},${y.toFixed(1)}`;
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

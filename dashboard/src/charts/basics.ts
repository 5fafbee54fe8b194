import type { Axis } from "./axes";
import type { Ink } from "./ink";

/** What all our charts with axes have in common. */
export function basics(ink: Ink) {
	return {
		animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
		animationDuration: 250,
		textStyle: { fontFamily: ink.font, color: ink.muted },
		grid: { left: 4, right: 12, top: 16, bottom: 4, containLabel: true },
		tooltip: {
			trigger: "axis",
			// As HTML it would need style attributes, which the Content-Security-Policy forbids.
			renderMode: "richText",
			confine: true,
			backgroundColor: ink.surface,
			borderColor: ink.line,
			borderWidth: 1,
			padding: [8, 12],
			textStyle: { color: ink.text, fontSize: 12, fontFamily: ink.font },
			axisPointer: { type: "line", lineStyle: { color: ink.muted, width: 1 } },
		},
	} as const;
}

/**
 * A name as charts may have it: behind a word joiner, which nobody sees. ECharts keeps the texts that it
 * has measured in a plain object, and takes what objects have of their own, `constructor`, for one of them.
 */
export function inChart(name: string): string {
	return `\u2060${name}`;
}

/** The axis of days. */
export function dayAxis(
	ink: Ink,
	labels: readonly string[],
	boundaryGap: boolean,
) {
	return {
		type: "category",
		data: [...labels],
		boundaryGap,
		axisLine: { lineStyle: { color: ink.line } },
		axisTick: { show: false },
		axisLabel: { color: ink.muted, fontSize: 11, hideOverlap: true },
	} as const;
}

/** The axis of figures. */
export function figureAxis(
	ink: Ink,
	format: (value: number) => string,
	axis: Partial<Axis> & { readonly minInterval?: number },
) {
	return {
		type: "value",
		...axis,
		splitNumber: 4,
		axisLabel: { color: ink.muted, fontSize: 11, formatter: format },
		splitLine: { lineStyle: { color: ink.line } },
	} as const;
}

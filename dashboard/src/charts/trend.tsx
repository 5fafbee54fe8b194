import { formatDay } from "../words/format";
import { type Axis, rateAxis, timeAxis } from "./axes";
import { basics, dayAxis, figureAxis } from "./basics";
import { Chart, type Draw } from "./chart";
import { DaysTable } from "./days-table";

/** A line of a trend: one value a day; null where there was nothing to measure. */
export interface TrendLine {
	readonly name: string;
	readonly values: readonly (number | null)[];
	/** The days before are drawn behind, in dashes. */
	readonly style: "main" | "before" | "other";
}

/** What is drawn: numbers of things, times in ms, or rates from 0 to 1; axes differ. */
export type TrendKind = "count" | "time" | "rate";

/** Figures day by day. */
export function Trend({
	label,
	days,
	lines,
	format,
	kind,
	height = 260,
}: {
	readonly label: string;
	/** UTC days, in order. */
	readonly days: readonly string[];
	readonly lines: readonly TrendLine[];
	readonly format: (value: number) => string;
	readonly kind: TrendKind;
	readonly height?: number;
}) {
	return (
		<Chart
			label={label}
			draw={drawTrend(days, lines, format, axisOf(kind, lines))}
			subject={JSON.stringify([days, lines, label])}
			height={height}
		>
			<DaysTable
				label={label}
				heading="Day (UTC)"
				days={days}
				columns={lines.map(({ name, values }) => ({
					name,
					figures: days.map((_, index) => show(values[index], format)),
				}))}
			/>
		</Chart>
	);
}

function drawTrend(
	days: readonly string[],
	lines: readonly TrendLine[],
	format: (value: number) => string,
	axis: Partial<Axis>,
): Draw {
	return (ink) => {
		const colours = { main: ink.accent, before: ink.muted, other: "" };
		const common = basics(ink);
		return {
			...common,
			tooltip: {
				...common.tooltip,
				valueFormatter: (value: unknown) =>
					show(value as number | null, format),
			},
			xAxis: dayAxis(ink, days.map(formatDay), days.length === 1),
			yAxis: figureAxis(ink, format, axis),
			series: lines.map(({ name, values, style }, index) => {
				const color =
					colours[style] ||
					(ink.series[index % ink.series.length] ?? ink.accent);
				return {
					type: "line",
					name,
					data: [...values],
					color,
					showSymbol: days.length <= 1,
					symbolSize: 5,
					smooth: 0.15,
					smoothMonotone: "x",
					z: style === "before" ? 1 : 2,
					lineStyle: {
						color,
						width: style === "before" ? 1.25 : 2,
						type: style === "before" ? [4, 4] : "solid",
						opacity: style === "before" ? 0.7 : 1,
					},
					...(style === "main" && axis.min === 0
						? { areaStyle: { color, opacity: 0.1 } }
						: {}),
				};
			}),
		};
	};
}

function axisOf(kind: TrendKind, lines: readonly TrendLine[]): Partial<Axis> {
	const values = lines
		.flatMap((line) => line.values)
		.filter((value) => value !== null);
	switch (kind) {
		case "count":
			return { min: 0 };
		case "time":
			return timeAxis(Math.max(0, ...values));
		case "rate":
			return rateAxis(Math.min(1, ...values));
	}
}

function show(
	value: number | null | undefined,
	format: (value: number) => string,
): string {
	return value === null || value === undefined ? "–" : format(value);
}

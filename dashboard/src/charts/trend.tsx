import { formatDay } from "../words/format";
import { basics, dayAxis, figureAxis } from "./basics";
import { Chart, type Draw } from "./chart";
import { timeStep } from "./time-ticks";

/** A line of a trend: one value a day; null where there was nothing to measure. */
export interface TrendLine {
	readonly name: string;
	readonly values: readonly (number | null)[];
	/** The days before are drawn behind, in dashes. */
	readonly style: "main" | "before" | "other";
}

/** Figures day by day. */
export function Trend({
	label,
	days,
	lines,
	format,
	max,
	isTime = false,
	height = 260,
}: {
	readonly label: string;
	/** UTC days, in order. */
	readonly days: readonly string[];
	readonly lines: readonly TrendLine[];
	readonly format: (value: number) => string;
	/** Where the axis ends, if not at what the figures need. */
	readonly max?: number | undefined;
	/** Whether the figures are times, ms, which have steps of their own. */
	readonly isTime?: boolean | undefined;
	readonly height?: number;
}) {
	return (
		<Chart
			label={label}
			draw={drawTrend(days, lines, format, isTime ? timeAxis(lines) : { max })}
			subject={JSON.stringify([days, lines, label])}
			height={height}
		>
			<table>
				<caption class="unseen">{label}</caption>
				<thead>
					<tr>
						<th scope="col">Day (UTC)</th>
						{lines.map(({ name }) => (
							<th key={name} scope="col" class="figure">
								{name}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{days.map((day, index) => (
						<tr key={day}>
							<th scope="row">{day}</th>
							{lines.map(({ name, values }) => (
								<td key={name} class="figure">
									{show(values[index], format)}
								</td>
							))}
						</tr>
					))}
				</tbody>
			</table>
		</Chart>
	);
}

function drawTrend(
	days: readonly string[],
	lines: readonly TrendLine[],
	format: (value: number) => string,
	axis: Parameters<typeof figureAxis>[2],
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
					...(style === "main" ? { areaStyle: { color, opacity: 0.1 } } : {}),
				};
			}),
		};
	};
}

function timeAxis(lines: readonly TrendLine[]) {
	const most = Math.max(
		0,
		...lines.flatMap(({ values }) => values.map(Number)),
	);
	const interval = timeStep(most);
	return { interval, max: Math.max(1, Math.ceil(most / interval)) * interval };
}

function show(
	value: number | null | undefined,
	format: (value: number) => string,
): string {
	return value === null || value === undefined ? "–" : format(value);
}

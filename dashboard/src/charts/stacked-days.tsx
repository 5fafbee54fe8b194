import { formatCount, formatDay } from "../words/format";
import { basics, dayAxis, figureAxis, inChart } from "./basics";
import { Chart, type Draw } from "./chart";
import { DaysTable } from "./days-table";

/** What is counted apart, day by day. */
export interface Stack {
	readonly name: string;
	readonly counts: readonly number[];
}

/** Counts day by day, one on top of the other, with the legend beside the colours. */
export function StackedDays({
	label,
	days,
	stacks,
	nameOfDay = formatDay,
	height = 260,
}: {
	readonly label: string;
	readonly days: readonly string[];
	readonly stacks: readonly Stack[];
	/** How a day, or a month, is written on the axis. */
	readonly nameOfDay?: (day: string) => string;
	readonly height?: number;
}) {
	return (
		<>
			<ul class="legend" aria-label="Legend">
				{stacks.map(({ name }, index) => (
					<li key={name} class={`series-${(index % 8) + 1}`}>
						{name}
					</li>
				))}
			</ul>
			<Chart
				label={label}
				draw={drawStacks(days.map(nameOfDay), stacks)}
				subject={JSON.stringify([days, stacks])}
				height={height}
			>
				<DaysTable
					label={label}
					heading="UTC"
					days={days}
					columns={stacks.map(({ name, counts }) => ({
						name,
						figures: days.map((_, index) => formatCount(counts[index] ?? 0)),
					}))}
				/>
			</Chart>
		</>
	);
}

function drawStacks(days: readonly string[], stacks: readonly Stack[]): Draw {
	return (ink) => {
		const common = basics(ink);
		return {
			...common,
			tooltip: {
				...common.tooltip,
				axisPointer: { type: "shadow", shadowStyle: { color: ink.faint } },
				valueFormatter: (value: unknown) => formatCount(value as number),
			},
			xAxis: dayAxis(ink, days, true),
			yAxis: figureAxis(ink, formatCount, { min: 0, minInterval: 1 }),
			series: stacks.map(({ name, counts }, index) => ({
				type: "bar",
				stack: "all",
				name: inChart(name),
				data: [...counts],
				color: ink.series[index % ink.series.length],
				barMaxWidth: 28,
				barCategoryGap: days.length > 60 ? "10%" : "25%",
			})),
		};
	};
}

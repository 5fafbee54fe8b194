import { basics, inChart } from "../../charts/basics";
import { Chart, type Draw, NARROW } from "../../charts/chart";
import type { Ink } from "../../charts/ink";
import { formatCount, formatRate } from "../../words/format";
import { type Flow, type FlowLink, tallestColumn } from "./flow";

const NODE_HEIGHT = 32;
const MIN_HEIGHT = 260;
const MAX_HEIGHT = 620;

/** Below these a link is drawn as one that often fails, or that fails now and then. */
const OFTEN_FAILS = 0.9;
const FAILS = 0.95;

/** The flow as a Sankey diagram, from left to right in time; what fails is red. */
export function FlowChart({
	flow,
	onPick,
}: {
	readonly flow: Flow;
	/** Somebody pressed on an operation. */
	readonly onPick: (operation: string) => void;
}) {
	const height = Math.min(
		MAX_HEIGHT,
		Math.max(MIN_HEIGHT, tallestColumn(flow) * NODE_HEIGHT),
	);
	return (
		<>
			<ul class="legend" aria-label="Legend">
				<li class="series-1">both steps succeed</li>
				<li class="series-5">{`in under ${formatRate(FAILS)}`}</li>
				<li class="series-bad">{`in under ${formatRate(OFTEN_FAILS)}`}</li>
			</ul>
			<Chart
				label="What follows what, from left to right"
				draw={drawFlow(flow)}
				subject={JSON.stringify(flow)}
				height={height}
				onPick={(name) => {
					if (/^\d:\S+$/.test(name)) onPick(operationOf(name));
				}}
			>
				<FlowTable flow={flow} />
			</Chart>
		</>
	);
}

function drawFlow({ nodes, links }: Flow): Draw {
	const lastColumn = Math.max(...nodes.map(({ column }) => column));
	return (ink, width) => {
		const common = basics(ink);
		return {
			...common,
			tooltip: {
				...common.tooltip,
				trigger: "item",
				formatter: ({
					data,
				}: {
					data: Partial<FlowLink> & { name?: string };
				}) =>
					data.source === undefined
						? inChart(operationOf(data.name ?? ""))
						: describeLink(data as FlowLink),
			},
			series: {
				type: "sankey",
				// A Sankey diagram has a second of its own, which the chart's would not change.
				animation: common.animation,
				animationDuration: common.animationDuration,
				left: 2,
				right: 2,
				top: 8,
				bottom: 8,
				nodeWidth: 10,
				nodeGap: 10,
				draggable: false,
				emphasis: { focus: "adjacency" },
				label: {
					color: ink.text,
					fontSize: width < NARROW ? 10 : 12,
					formatter: ({ name }: { name: string }) => inChart(operationOf(name)),
				},
				data: nodes.map(({ id, column }) => ({
					name: id,
					depth: column,
					itemStyle: { color: ink.accent, borderWidth: 0 },
					label: { position: column === lastColumn ? "left" : "right" },
				})),
				links: links.map((link) => ({
					...link,
					value: link.frequency,
					lineStyle: {
						color: colourOf(link, ink),
						opacity: 0.28,
						curveness: 0.5,
					},
				})),
			},
		};
	};
}

function colourOf({ successRate }: FlowLink, ink: Ink): string {
	if (successRate < OFTEN_FAILS) return ink.bad;
	return (successRate < FAILS ? ink.series[4] : ink.series[0]) ?? ink.accent;
}

function FlowTable({ flow }: { readonly flow: Flow }) {
	return (
		<table>
			<caption class="unseen">What follows what</caption>
			<thead>
				<tr>
					<th scope="col">Step</th>
					<th scope="col">Next step</th>
					<th scope="col" class="figure">
						Occurrences
					</th>
					<th scope="col" class="figure">
						Both succeed
					</th>
				</tr>
			</thead>
			<tbody>
				{flow.links.map(({ source, target, frequency, successRate }) => (
					<tr key={`${source} ${target}`}>
						<td>{operationOf(source)}</td>
						<td>{operationOf(target)}</td>
						<td class="figure">{formatCount(frequency)}</td>
						<td class="figure">{formatRate(successRate)}</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}

function describeLink({
	source,
	target,
	frequency,
	successRate,
}: FlowLink): string {
	return `${operationOf(source)} → ${operationOf(target)}\n${formatCount(frequency)} times, ${formatRate(successRate)} succeed`;
}

function operationOf(id: string): string {
	return id.slice(id.indexOf(":") + 1);
}

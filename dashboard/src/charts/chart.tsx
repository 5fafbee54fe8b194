import type { EChartsCoreOption, EChartsType } from "echarts/core";
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Scroll } from "../ui/scroll";
import { theme } from "../ui/theme";
import { type Ink, readInk } from "./ink";

/** What a chart draws, in the colours of the page. Made anew whenever `subject` or the theme changes. */
export type Draw = (ink: Ink, width: number) => EChartsCoreOption;

/**
 * A chart of a fixed height. Who does not see it has its label, and the same figures as a table below.
 */
export function Chart({
	label,
	draw,
	subject,
	height,
	onPick,
	children,
}: {
	/** What the chart shows, in a sentence. */
	readonly label: string;
	readonly draw: Draw;
	/** What it is drawn of: a new one is a new drawing. */
	readonly subject: unknown;
	/** Pixels. */
	readonly height: number;
	/** Somebody pressed on what has this name. */
	readonly onPick?: (name: string) => void;
	/** The table. */
	readonly children: ComponentChildren;
}) {
	const frame = useRef<HTMLDivElement>(null);
	const chart = useRef<EChartsType>(undefined);
	const pick = useRef(onPick);
	pick.current = onPick;
	const [state, setState] = useState<"loading" | "ready" | "failed">("loading");
	const [width, setWidth] = useState(0);
	useEffect(() => {
		const element = frame.current;
		if (element === null) return;
		let isGone = false;
		const watch = new ResizeObserver(() => {
			setWidth(element.clientWidth);
			chart.current?.resize();
		});
		import("./engine").then(
			({ init }) => {
				if (isGone) return;
				chart.current = init(element);
				chart.current.on("click", ({ name }) => pick.current?.(String(name)));
				watch.observe(element);
				setWidth(element.clientWidth);
				setState("ready");
			},
			() => setState("failed"),
		);
		return () => {
			isGone = true;
			watch.disconnect();
			chart.current?.dispose();
		};
	}, []);
	const shown = theme.value;
	useEffect(() => {
		if (state !== "ready" || width === 0) return;
		chart.current?.setOption(draw(readInk(), width), { notMerge: true });
	}, [state, shown, subject, width > NARROW]);
	return (
		<figure class="chart">
			<div
				ref={frame}
				role="img"
				aria-label={label}
				style={{ height: `${height}px` }}
			/>
			{state === "failed" ? (
				<p class="problem" role="alert">
					The chart could not be loaded. Loading the page again may help; the
					table has the same figures.
				</p>
			) : null}
			<AsTable label={label}>{children}</AsTable>
		</figure>
	);
}

/** The figures themselves. A year of them is thousands of cells: they are made when they are wanted. */
function AsTable({
	label,
	children,
}: {
	readonly label: string;
	readonly children: ComponentChildren;
}) {
	const [isOpen, setOpen] = useState(false);
	return (
		<details
			class="chart-table"
			onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
		>
			<summary>Show as table</summary>
			{isOpen ? (
				<Scroll label={`${label}, as a table`}>{children}</Scroll>
			) : null}
		</details>
	);
}

/** Below this a chart has the width of a phone, pixels. */
export const NARROW = 520;

import { Sparkline } from "../../charts/sparkline";
import { Trend, type TrendKind } from "../../charts/trend";
import type { DayStatistics, UsageStatistics } from "../../home/answers";
import { amend, place } from "../../place/navigation";
import { countDays, dayOf, lastDay } from "../../place/range";
import { type Change, changeOf, changeOfRate } from "../../words/change";
import {
	formatCompact,
	formatCount,
	formatDuration,
	formatRate,
	plural,
} from "../../words/format";

interface Figure {
	readonly name: string;
	readonly title: string;
	readonly total: (usage: UsageStatistics) => number;
	/** Of a day; null where there was nothing to measure. */
	readonly ofDay: (day: DayStatistics) => number | null;
	readonly format: (value: number) => string;
	readonly axis: (value: number) => string;
	readonly kind: TrendKind;
	readonly change: (now: number, before: number) => Change | undefined;
}

const whereMeasured =
	(read: (day: DayStatistics) => number) => (day: DayStatistics) =>
		day.totalOperations === 0 ? null : read(day);

const FIGURES: readonly Figure[] = [
	{
		name: "operations",
		title: "Operations",
		total: ({ totalOperations }) => totalOperations,
		ofDay: ({ totalOperations }) => totalOperations,
		format: formatCount,
		axis: formatCompact,
		kind: "count",
		change: (now, before) => changeOf(now, before, "better"),
	},
	{
		name: "users",
		title: "Users",
		total: ({ uniqueUsers }) => uniqueUsers,
		ofDay: ({ uniqueUsers }) => uniqueUsers,
		format: formatCount,
		axis: formatCompact,
		kind: "count",
		change: (now, before) => changeOf(now, before, "better"),
	},
	{
		name: "success",
		title: "Success rate",
		total: ({ successRate }) => successRate,
		ofDay: whereMeasured(({ successRate }) => successRate),
		format: formatRate,
		axis: formatRate,
		kind: "rate",
		change: changeOfRate,
	},
	{
		name: "time",
		title: "Processing time",
		total: ({ avgProcessingTime }) => avgProcessingTime,
		ofDay: whereMeasured(({ avgProcessingTime }) => avgProcessingTime),
		format: formatDuration,
		axis: formatDuration,
		kind: "time",
		change: (now, before) => changeOf(now, before, "worse"),
	},
];

/** The four figures beside those of the days before; the one that is chosen is drawn day by day. */
export function Figures({
	now,
	before,
}: {
	readonly now: UsageStatistics;
	readonly before: UsageStatistics | undefined;
}) {
	const chosen =
		FIGURES.find(({ name }) => name === place.value.figure) ?? FIGURES[0];
	if (chosen === undefined) return null;
	const compared = before?.totalOperations === 0 ? undefined : before;
	return (
		<section class="card figures" aria-label="Figures">
			<fieldset class="tiles" aria-label="Figure of the chart">
				{FIGURES.map((figure) => (
					<Tile
						key={figure.name}
						figure={figure}
						now={now}
						before={compared}
						isChosen={figure === chosen}
					/>
				))}
			</fieldset>
			<p class="note figures-note">{noteOf(now, before)}</p>
			<Trend
				label={`${chosen.title} by day`}
				days={now.daily.map(({ date }) => date)}
				lines={[
					...(compared === undefined
						? []
						: [
								{
									name: "Days before",
									values: compared.daily.map(chosen.ofDay),
									style: "before" as const,
								},
							]),
					{
						name: chosen.title,
						values: now.daily.map(chosen.ofDay),
						style: "main" as const,
					},
				]}
				format={chosen.axis}
				kind={chosen.kind}
				height={330}
			/>
		</section>
	);
}

function Tile({
	figure,
	now,
	before,
	isChosen,
}: {
	readonly figure: Figure;
	readonly now: UsageStatistics;
	readonly before: UsageStatistics | undefined;
	readonly isChosen: boolean;
}) {
	const value = figure.total(now);
	const text = figure.format(value);
	const change =
		before === undefined
			? undefined
			: figure.change(value, figure.total(before));
	return (
		<button
			type="button"
			class="tile"
			aria-pressed={isChosen}
			data-testid={`figure-${figure.name}`}
			onClick={() =>
				amend({
					figure: figure === FIGURES[0] ? undefined : figure.name,
				})
			}
		>
			<span class="tile-title">{figure.title}</span>
			<span class="tile-value" style={{ "--length": text.length }}>
				{text}
			</span>
			<span class={`tile-change ${change?.tone ?? ""}`}>
				{change === undefined ? "\u00a0" : change.text}
			</span>
			<Sparkline
				values={now.daily.map(figure.ofDay)}
				from={figure.kind === "count" ? 0 : undefined}
			/>
		</button>
	);
}

function noteOf(
	now: UsageStatistics,
	before: UsageStatistics | undefined,
): string {
	const days = plural(countDays(now), "day");
	const today =
		lastDay(now) === dayOf(Date.now()) ? " Today is not over yet." : "";
	if (before === undefined) return `${days}.${today}`;
	return before.totalOperations === 0
		? `${days}; there is nothing in the ${days} before to compare with.${today}`
		: `${days}, compared with the ${days} before (dashed).${today} The processing time is the mean.`;
}

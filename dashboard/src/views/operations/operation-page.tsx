import { Trend } from "../../charts/trend";
import type { OperationUsage } from "../../home/answers";
import { pathTo, scopeOf } from "../../home/paths";
import { useAnswer } from "../../home/use-answer";
import { UNSPECIFIED } from "../../home/vocabulary";
import { place } from "../../place/navigation";
import { hrefOf, placeOf } from "../../place/place";
import { BarList } from "../../ui/bar-list";
import { Card } from "../../ui/card";
import { FrequentSequences } from "../../ui/frequent-sequences";
import { Stats } from "../../ui/stat";
import { Awaited, Empty } from "../../ui/states";
import {
	formatBytes,
	formatCompact,
	formatCount,
	formatDuration,
	formatRate,
	inWords,
} from "../../words/format";
import { Examples } from "../errors/examples";

/** One operation type: how it goes day by day, why it fails, and what it is part of. */
export function OperationPage({ operation }: { readonly operation: string }) {
	const report = useAnswer<OperationUsage>(
		pathTo(
			`/usage/operations/${encodeURIComponent(operation)}`,
			scopeOf(place.value),
		),
	);
	return (
		<Awaited asked={report} height={800}>
			{(usage) =>
				usage.operation.count === 0 ? (
					<Empty title={`No ${operation} in these days`}>
						<p>Choose more days, or fewer filters, above.</p>
					</Empty>
				) : (
					<div class="grid">
						<Summary usage={usage} />
						<Trends usage={usage} />
						<Parts usage={usage} />
						<Card
							title="What it is part of"
							note="Occurrences over all months that are kept"
						>
							<FrequentSequences
								label="Sequences by occurrences"
								matches={({ operations }) => operations.includes(operation)}
								none="It is part of no sequence so far."
								noneOf={(sequences) =>
									`It is in none of the ${sequences} most frequent sequences.`
								}
							/>
						</Card>
						<Card title="Why it fails">
							<Reasons usage={usage} />
						</Card>
						<Card
							title="Recent failures"
							note="The latest, whatever days are chosen. Messages as they are stored, without names and paths"
							className="wide"
						>
							<Examples operation={operation} />
						</Card>
					</div>
				)
			}
		</Awaited>
	);
}

/** Lines of a list. */
const LINES = 7;

function Summary({
	usage: { operation, batches },
}: {
	readonly usage: OperationUsage;
}) {
	return (
		<section class="card wide" aria-label="Figures">
			<Stats
				stats={[
					{ title: "Operations", value: formatCount(operation.count) },
					{ title: "Success", value: formatRate(operation.successRate) },
					{ title: "p50", value: formatDuration(operation.p50) },
					{ title: "p95", value: formatDuration(operation.p95) },
					{ title: "p99", value: formatDuration(operation.p99) },
					{ title: "Input", value: formatBytes(operation.totalBytes) },
					{
						title: "Peak memory",
						value:
							operation.peakMemory === null
								? "–"
								: formatBytes(operation.peakMemory),
					},
					{ title: "In batches", value: formatCount(batches) },
				]}
			/>
		</section>
	);
}

function Trends({ usage: { daily } }: { readonly usage: OperationUsage }) {
	const days = daily.map(({ date }) => date);
	const measured = (read: (day: (typeof daily)[number]) => number) =>
		daily.map((day) => (day.count === 0 ? null : read(day)));
	return (
		<>
			<Card title="Operations by day" className="half">
				<Trend
					label="Operations by day"
					days={days}
					lines={[
						{
							name: "Operations",
							values: daily.map(({ count }) => count),
							style: "main",
						},
					]}
					format={formatCompact}
					kind="count"
					height={220}
				/>
			</Card>
			<Card title="Processing time by day" className="half">
				<ul class="legend" aria-label="Legend">
					<li class="series-1">p50</li>
					<li class="series-2">p95</li>
					<li class="series-3">p99</li>
				</ul>
				<Trend
					label="Processing time by day: p50, p95, p99"
					days={days}
					lines={[
						{ name: "p50", values: measured(({ p50 }) => p50), style: "other" },
						{ name: "p95", values: measured(({ p95 }) => p95), style: "other" },
						{ name: "p99", values: measured(({ p99 }) => p99), style: "other" },
					]}
					format={formatDuration}
					kind="time"
					height={200}
				/>
			</Card>
		</>
	);
}

function Parts({ usage }: { readonly usage: OperationUsage }) {
	const here = place.value;
	return (
		<Card title="Where it is used">
			<h3>Platforms</h3>
			<BarList
				label="Platforms by operations"
				bars={usage.platforms.map(({ platform, operations, share }) => ({
					key: platform,
					label: platform,
					value: operations,
					figure: formatCompact(operations),
					aside: formatRate(share),
					href: hrefOf({ ...here, platform }),
				}))}
			/>
			<h3>Workflow types</h3>
			<BarList
				label="Workflow types by operations"
				bars={usage.workflowTypes
					.slice(0, LINES)
					.map(({ workflowType, operations, share }) => ({
						key: workflowType,
						label:
							workflowType === UNSPECIFIED ? "not said" : inWords(workflowType),
						value: operations,
						figure: formatCompact(operations),
						aside: formatRate(share),
						href: hrefOf({ ...here, workflowType }),
					}))}
			/>
		</Card>
	);
}

function Reasons({ usage }: { readonly usage: OperationUsage }) {
	if (usage.errors.length === 0)
		return <p class="quiet">It did not fail in these days.</p>;
	return (
		<BarList
			label="Errors by category"
			tone="bad"
			bars={usage.errors.map(({ category, frequency, share }) => ({
				key: category,
				label: inWords(category),
				value: frequency,
				figure: formatCompact(frequency),
				aside: formatRate(share),
				href: hrefOf(placeOf(place.value, { name: "errors", category })),
			}))}
		/>
	);
}

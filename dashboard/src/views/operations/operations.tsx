import { StackedDays } from "../../charts/stacked-days";
import { stacksOf } from "../../charts/stacks";
import type {
	DailyReport,
	OperationStatistics,
	UsageStatistics,
} from "../../home/answers";
import { pathTo, scopeOf } from "../../home/paths";
import { useAnswer } from "../../home/use-answer";
import { place } from "../../place/navigation";
import { hrefOf, placeOf } from "../../place/place";
import { Card } from "../../ui/card";
import { type Column, DataTable } from "../../ui/data-table";
import { SuccessRate } from "../../ui/rate";
import { Awaited } from "../../ui/states";
import {
	formatBytes,
	formatCount,
	formatDuration,
	formatRate,
	plural,
} from "../../words/format";
import { NothingYet } from "../overview/nothing-yet";

/** Operation types that the chart tells apart. */
const SHOWN_TYPES = 7;

/** Every operation type: how often, how well, how fast, how large. */
export function Operations() {
	const scope = scopeOf(place.value);
	const usage = useAnswer<UsageStatistics>(pathTo("/usage", scope));
	const daily = useAnswer<DailyReport>(
		pathTo("/usage/daily", { ...scope, by: "operation", limit: SHOWN_TYPES }),
	);
	return (
		<Awaited asked={usage} height={700}>
			{(report) =>
				report.totalOperations === 0 ? (
					<NothingYet />
				) : (
					<div class="grid">
						<Card
							title={plural(report.topOperations.length, "operation type")}
							note="Times are of processing; p95 is what one in twenty exceeds"
							className="wide"
						>
							<DataTable
								label="Operation types"
								placeholder="Search operations"
								columns={columnsOf(report)}
								rows={report.topOperations}
								keyOf={({ operation }) => operation}
								sortedBy="count"
							/>
						</Card>
						<Card title="Day by day" className="wide">
							<Awaited asked={daily} height={300}>
								{({ keys, daily: days }) => (
									<StackedDays
										label="Operations by day and type"
										days={days.map(({ date }) => date)}
										stacks={stacksOf(
											keys,
											days.map(({ counts }) => counts),
										)}
									/>
								)}
							</Awaited>
						</Card>
					</div>
				)
			}
		</Awaited>
	);
}

function columnsOf({
	totalOperations,
}: UsageStatistics): [
	Column<OperationStatistics>,
	...Column<OperationStatistics>[],
] {
	const time = (
		key: "p50" | "p95" | "p99" | "avgProcessingTime",
		title: string,
	) => ({
		key,
		title,
		value: (row: OperationStatistics) => row[key],
		cell: (row: OperationStatistics) => formatDuration(row[key]),
	});
	return [
		{
			key: "operation",
			title: "Operation",
			value: ({ operation }) => operation,
			cell: ({ operation }) => (
				<a
					href={hrefOf(placeOf(place.value, { name: "operations", operation }))}
				>
					{operation}
				</a>
			),
		},
		{
			key: "count",
			title: "Count",
			value: ({ count }) => count,
			cell: ({ count }) => formatCount(count),
		},
		{
			key: "share",
			title: "Share",
			value: ({ count }) => count,
			cell: ({ count }) => formatRate(count / totalOperations),
		},
		{
			key: "success",
			title: "Success",
			value: ({ successRate }) => successRate,
			cell: ({ successRate }) => <SuccessRate rate={successRate} />,
		},
		time("p50", "p50"),
		time("p95", "p95"),
		time("p99", "p99"),
		time("avgProcessingTime", "Mean"),
		{
			key: "bytes",
			title: "Input",
			value: ({ totalBytes }) => totalBytes,
			cell: ({ totalBytes }) => formatBytes(totalBytes),
		},
		{
			key: "memory",
			title: "Peak memory",
			value: ({ peakMemory }) => peakMemory ?? -1,
			cell: ({ peakMemory }) =>
				peakMemory === null ? "–" : formatBytes(peakMemory),
		},
	];
}

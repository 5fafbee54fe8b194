import type { ErrorReport, UsageStatistics } from "../../home/answers";
import { place } from "../../place/navigation";
import { hrefOf, placeOf } from "../../place/place";
import { Scroll } from "../../ui/scroll";
import {
	formatCount,
	formatRate,
	inWords,
	joinWords,
	plural,
} from "../../words/format";
import { failureRowsOf } from "./failure-rows";

/** Rows and columns: beyond them it would be no table for people. */
const MAX_OPERATIONS = 14;
const MAX_CATEGORIES = 6;

/** Which operation fails by what: the more, the darker. */
export function FailureTable({
	report,
	category,
	usage,
}: {
	readonly report: ErrorReport;
	readonly category: string | undefined;
	readonly usage: UsageStatistics | undefined;
}) {
	const chosen = report.errors.filter(
		(error) => category === undefined || error.category === category,
	);
	const errors = chosen.slice(0, MAX_CATEGORIES);
	const all = failureRowsOf(chosen, usage?.topOperations ?? [], MAX_CATEGORIES);
	const rows = all.slice(0, MAX_OPERATIONS);
	const most = Math.max(1, ...rows.flatMap(({ counts }) => counts));
	const leftOut = [
		...(all.length > rows.length
			? [plural(all.length - rows.length, "operation")]
			: []),
		...(chosen.length > errors.length
			? [
					`${plural(chosen.length - errors.length, "category", "categories")}, which Failed counts too`,
				]
			: []),
	];
	return (
		<>
			<Scroll label="Failures by operation and category">
				<table class="heat">
					<thead>
						<tr>
							<th scope="col">Operation</th>
							<th scope="col" class="figure">
								Failed
							</th>
							<th scope="col" class="figure">
								Failure rate
							</th>
							{errors.map((error) => (
								<th key={error.category} scope="col" class="figure">
									{inWords(error.category)}
								</th>
							))}
						</tr>
					</thead>
					<tbody>
						{rows.map(({ operation, failed, rate, counts }) => (
							<tr key={operation}>
								<th scope="row">
									<a
										href={hrefOf(
											placeOf(place.value, { name: "operations", operation }),
										)}
									>
										{operation}
									</a>
								</th>
								<td class="figure">{formatCount(failed)}</td>
								<td class="figure">
									{rate === undefined ? "–" : formatRate(rate)}
								</td>
								{counts.map((count, index) => (
									<td
										key={errors[index]?.category}
										class={`figure heat-${heatOf(count, most)}`}
									>
										{count === 0 ? (
											<span class="none">·</span>
										) : (
											formatCount(count)
										)}
									</td>
								))}
							</tr>
						))}
					</tbody>
				</table>
			</Scroll>
			{leftOut.length === 0 ? null : (
				<p class="note">{`Left out: ${joinWords(leftOut)}.`}</p>
			)}
		</>
	);
}

/** 0 to 4. */
function heatOf(count: number, most: number): number {
	return count === 0 ? 0 : Math.ceil((count / most) * 4);
}

import { StackedDays } from "../../charts/stacked-days";
import { mostOf, stacksOf } from "../../charts/stacks";
import type { ErrorReport, UsageStatistics } from "../../home/answers";
import { pathTo, scopeOf } from "../../home/paths";
import { useAnswer } from "../../home/use-answer";
import { ERROR_CATEGORIES } from "../../home/vocabulary";
import { place } from "../../place/navigation";
import { hrefOf, placeOf } from "../../place/place";
import { BarList } from "../../ui/bar-list";
import { Card } from "../../ui/card";
import { Awaited, Empty } from "../../ui/states";
import {
	formatCompact,
	formatCount,
	formatRate,
	inWords,
	plural,
} from "../../words/format";
import { Examples } from "./examples";
import { FailureTable } from "./failure-table";

/** Categories that the chart tells apart; it has as many colours. */
const SHOWN_CATEGORIES = 8;

/** What fails and why: by day, by operation, with examples; of one category where it is chosen. */
export function Errors({
	category,
}: {
	readonly category: string | undefined;
}) {
	return category === undefined ||
		(ERROR_CATEGORIES as readonly string[]).includes(category) ? (
		<Failures category={category} />
	) : (
		<Empty title="There is no such category">
			<p>
				<AllCategories />
			</p>
		</Empty>
	);
}

function Failures({ category }: { readonly category: string | undefined }) {
	const scope = scopeOf(place.value);
	const errors = useAnswer<ErrorReport>(pathTo("/usage/errors", scope));
	const usage = useAnswer<UsageStatistics>(pathTo("/usage", scope));
	return (
		<Awaited asked={errors} height={800}>
			{(report) =>
				failedOf(report, category) === 0 ? (
					<Empty title={`Nothing failed${becauseOf(category)} in these days`}>
						<p>
							{report.totalFailed > 0 ? (
								<AllCategories />
							) : usage.data?.totalOperations === 0 ? (
								"Nothing was done either. Choose more days, or fewer filters, above."
							) : (
								"All operations succeeded."
							)}
						</p>
					</Empty>
				) : (
					<div class="grid">
						<OverTime report={report} category={category} usage={usage.data} />
						<Categories report={report} category={category} />
						<Card
							title="By operation"
							note={
								category === undefined
									? "Failed operations by category; darker is more"
									: `Only ${inWords(category)}`
							}
							className="two-thirds"
						>
							<FailureTable
								report={report}
								category={category}
								usage={usage.data}
							/>
						</Card>
						<Card
							title={
								category === undefined
									? "Recent failures"
									: `Recent failures by ${inWords(category)}`
							}
							note="The latest, whatever days are chosen. What FFmpeg said, without names, paths and other private words"
							className="wide"
						>
							<Examples category={category} />
						</Card>
					</div>
				)
			}
		</Awaited>
	);
}

function OverTime({
	report,
	category,
	usage,
}: {
	readonly report: ErrorReport;
	readonly category: string | undefined;
	readonly usage: UsageStatistics | undefined;
}) {
	const all = report.errors.map((error) => error.category);
	const chosen =
		category === undefined ? all : all.filter((one) => one === category);
	const { keys, days } = mostOf(
		chosen,
		report.daily.map(({ byCategory }) => byCategory),
		SHOWN_CATEGORIES,
	);
	const failed = failedOf(report, category);
	const share =
		usage === undefined || usage.totalOperations === 0
			? ""
			: `, ${formatRate(failed / usage.totalOperations)} of ${formatCount(usage.totalOperations)}`;
	return (
		<Card
			title={`${plural(failed, "failed operation")}${becauseOf(category)}${share}`}
			className="wide"
		>
			<StackedDays
				label="Failed operations by day and category"
				days={report.daily.map(({ date }) => date)}
				stacks={stacksOf(keys, days, inWords)}
				height={240}
			/>
		</Card>
	);
}

/** How many failed, in the category where one is chosen. */
function failedOf(
	{ totalFailed, errors }: ErrorReport,
	category: string | undefined,
): number {
	return category === undefined
		? totalFailed
		: (errors.find((one) => one.category === category)?.frequency ?? 0);
}

function becauseOf(category: string | undefined): string {
	return category === undefined ? "" : ` by ${inWords(category)}`;
}

function AllCategories() {
	return (
		<a class="more" href={hrefOf(placeOf(place.value, { name: "errors" }))}>
			All categories
		</a>
	);
}

function Categories({
	report,
	category,
}: {
	readonly report: ErrorReport;
	readonly category: string | undefined;
}) {
	const here = place.value;
	return (
		<Card
			title="By category"
			action={category === undefined ? undefined : <AllCategories />}
		>
			<BarList
				label="Categories by failed operations"
				tone="bad"
				bars={report.errors.map((error) => ({
					key: error.category,
					label:
						error.category === category ? (
							<strong>{inWords(error.category)}</strong>
						) : (
							inWords(error.category)
						),
					value: error.frequency,
					figure: formatCompact(error.frequency),
					aside: formatRate(error.share),
					href: hrefOf(
						placeOf(here, { name: "errors", category: error.category }),
					),
				}))}
			/>
		</Card>
	);
}

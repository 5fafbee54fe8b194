import type { UsageStatistics } from "../../home/answers";
import { UNSPECIFIED } from "../../home/vocabulary";
import { place } from "../../place/navigation";
import { hrefOf, placeOf } from "../../place/place";
import { BarList } from "../../ui/bar-list";
import { Card } from "../../ui/card";
import { Chain } from "../../ui/chain";
import {
	formatCompact,
	formatMonth,
	formatRate,
	inWords,
	joinWords,
} from "../../words/format";
import { KindTable } from "./kind-table";

/** Lines of a list. */
const LINES = 8;

/** What there is most of: operations, workflows, errors, platforms, types. */
export function Ranking({ usage }: { readonly usage: UsageStatistics }) {
	const here = place.value;
	return (
		<>
			<Card title="Operations" action={<More view="operations" />}>
				<BarList
					label="Operations by count"
					bars={usage.topOperations.slice(0, LINES).map((one) => ({
						key: one.operation,
						label: one.operation,
						value: one.count,
						figure: formatCompact(one.count),
						aside: formatRate(one.count / usage.totalOperations),
						href: hrefOf(
							placeOf(here, { name: "operations", operation: one.operation }),
						),
					}))}
				/>
			</Card>
			<Card
				title="Workflows"
				note={`Occurrences in ${joinWords(monthsOf(usage))}`}
				action={<More view="workflows" />}
			>
				{usage.topWorkflows.length === 0 ? (
					<p class="quiet">No two steps have followed each other yet.</p>
				) : (
					<BarList
						label="Workflows by occurrences"
						bars={usage.topWorkflows.slice(0, LINES).map((one) => ({
							key: one.pattern,
							label: <Chain steps={one.operations} />,
							value: one.frequency,
							figure: formatCompact(one.frequency),
							href: hrefOf(
								placeOf(here, { name: "workflows", pattern: one.pattern }),
							),
						}))}
					/>
				)}
			</Card>
			<Card title="Errors" action={<More view="errors" />}>
				{usage.errorAnalysis.length === 0 ? (
					<p class="quiet">Nothing failed in these days.</p>
				) : (
					<BarList
						label="Errors by category"
						tone="bad"
						bars={usage.errorAnalysis.slice(0, LINES).map((one) => ({
							key: one.category,
							label: inWords(one.category),
							value: one.frequency,
							figure: formatCompact(one.frequency),
							href: hrefOf(
								placeOf(here, { name: "errors", category: one.category }),
							),
						}))}
					/>
				)}
			</Card>
			<Card title="Platforms" className="half">
				<KindTable
					heading="Platform"
					kinds={usage.platforms.map((one) => ({
						...one,
						key: one.platform,
						name: one.platform,
						href: hrefOf({ ...here, platform: one.platform }),
					}))}
				/>
			</Card>
			<Card title="Workflow types" className="half">
				<KindTable
					heading="Workflow type"
					kinds={usage.workflowTypes.slice(0, LINES).map((one) => ({
						...one,
						key: one.workflowType,
						name:
							one.workflowType === UNSPECIFIED
								? "not said"
								: inWords(one.workflowType),
						href: hrefOf({ ...here, workflowType: one.workflowType }),
					}))}
				/>
			</Card>
		</>
	);
}

function monthsOf({ workflowMonths }: UsageStatistics): string[] {
	return workflowMonths.length > 2
		? [`${workflowMonths.length} months`]
		: workflowMonths.map(formatMonth);
}

function More({
	view,
}: {
	readonly view: "operations" | "workflows" | "errors";
}) {
	return (
		<a class="more" href={hrefOf(placeOf(place.value, { name: view }))}>
			All {view}
		</a>
	);
}

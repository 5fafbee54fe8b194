import type { SequencePage, Transitions } from "../../home/answers";
import { pathTo, scopeOf } from "../../home/paths";
import { useAnswer } from "../../home/use-answer";
import { goTo, place } from "../../place/navigation";
import { Card } from "../../ui/card";
import { Awaited, Empty } from "../../ui/states";
import { formatCount, formatMonth, joinWords } from "../../words/format";
import { flowOf, stepsOf } from "./flow";
import { FlowChart } from "./flow-chart";
import { PatternTable } from "./pattern-table";

/** Transitions that a flow is made of. */
const TRANSITIONS = 500;

/** Patterns in the table. */
const PATTERNS = 500;

/** What follows what, and the sequences that people repeat. */
export function Workflows() {
	const transitions = useAnswer<Transitions>(
		pathTo("/transitions", { ...scopeOf(place.value), limit: TRANSITIONS }),
	);
	const sequences = useAnswer<SequencePage>(
		pathTo("/sequences", { limit: PATTERNS }),
	);
	return (
		<div class="grid">
			<Awaited asked={transitions} height={480}>
				{(report) => <FlowCard report={report} />}
			</Awaited>
			<Card
				title="Sequences that people repeat"
				note="Over all months that are kept, on all platforms. A template is made of what is repeated often and succeeds."
				className="wide"
			>
				<Awaited asked={sequences} height={400}>
					{(page) =>
						page.sequences.length === 0 ? (
							<Empty title="No sequences yet">
								<p>
									A sequence is two to six operations that follow each other in
									a session. Hosts tell sessions by <code>sessionId</code>, and
									otherwise ten idle minutes end one.
								</p>
							</Empty>
						) : (
							<PatternTable page={page} />
						)
					}
				</Awaited>
			</Card>
		</div>
	);
}

function FlowCard({ report }: { readonly report: Transitions }) {
	const { step } = place.value;
	const flow = flowOf(report.transitions, step);
	const months = joinWords(
		report.months.length > 2
			? [`${report.months.length} months`]
			: report.months.map(formatMonth),
	);
	const choose = (chosen: string | undefined) =>
		goTo({ ...place.value, step: chosen });
	return (
		<Card
			title={step === undefined ? "What follows what" : `Around ${step}`}
			note={`Pairs of steps in ${months}. ${EXPLANATION[step === undefined ? "all" : "around"]}`}
			className="wide"
			action={
				<select
					class={step === undefined ? "select" : "select is-set"}
					aria-label="Around which operation"
					value={step ?? ""}
					onChange={({ currentTarget }) =>
						choose(currentTarget.value || undefined)
					}
				>
					<option value="">All operations</option>
					{stepsOf(report.transitions).map((name) => (
						<option key={name} value={name}>
							{`around ${name}`}
						</option>
					))}
				</select>
			}
		>
			{flow.links.length === 0 ? (
				<p class="quiet">
					{step === undefined
						? "No two steps have followed each other in these months."
						: `Nothing came right before or after ${step} in these months.`}
				</p>
			) : (
				<>
					<FlowChart
						flow={flow}
						onPick={(operation) =>
							choose(operation === step ? undefined : operation)
						}
					/>
					{flow.leftOut === 0 ? null : (
						<p class="note">
							{`The rarest pairs are left out: ${formatCount(flow.leftOut)} of ${formatCount(flow.shown + flow.leftOut)} occurrences.`}
						</p>
					)}
				</>
			)}
		</Card>
	);
}

const EXPLANATION = {
	all: "Left a step, right the next one: an operation may stand on both sides, as people go in circles. Choose one to see what comes before and after it.",
	around: "Left what came right before it, right what came right after.",
} as const;

import { StackedDays } from "../../charts/stacked-days";
import type { SequenceEvidence } from "../../home/answers";
import { pathTo } from "../../home/paths";
import { useAnswer } from "../../home/use-answer";
import { UNSPECIFIED } from "../../home/vocabulary";
import { place } from "../../place/navigation";
import { hrefOf, placeOf } from "../../place/place";
import { BarList } from "../../ui/bar-list";
import { Card } from "../../ui/card";
import { FrequentSequences } from "../../ui/frequent-sequences";
import { Stats } from "../../ui/stat";
import { Awaited } from "../../ui/states";
import {
	formatCompact,
	formatCount,
	formatDuration,
	formatFullDay,
	formatMonth,
	formatRate,
	inWords,
	plural,
} from "../../words/format";

/** One sequence, and what it rests on. */
export function PatternPage({ pattern }: { readonly pattern: string }) {
	const found = useAnswer<SequenceEvidence>(
		pathTo(`/sequences/${encodeURIComponent(pattern)}`),
	);
	return (
		<Awaited asked={found} height={700}>
			{(evidence) => (
				<div class="grid">
					<Figures evidence={evidence} />
					<ByMonth evidence={evidence} />
					<Kinds evidence={evidence} />
					<Steps evidence={evidence} />
					<Card
						title="Within longer ones, and of shorter ones"
						className="half"
					>
						<FrequentSequences
							label="Related sequences by occurrences"
							matches={(other) =>
								other.pattern !== pattern &&
								(holds(other.pattern, pattern) || holds(pattern, other.pattern))
							}
							none="No other sequence holds it, or is part of it."
							noneOf={(sequences) =>
								`None of the ${sequences} most frequent sequences holds it, or is part of it.`
							}
						/>
					</Card>
				</div>
			)}
		</Awaited>
	);
}

function Figures({ evidence }: { readonly evidence: SequenceEvidence }) {
	const { templateId } = evidence;
	return (
		<section class="card wide" aria-label="Figures">
			<Stats
				stats={[
					{ title: "Occurrences", value: formatCount(evidence.frequency) },
					{ title: "Sessions", value: formatCount(evidence.sessionCount) },
					{
						title: "Users",
						value: formatCount(evidence.userCount),
						note: `${formatRate(evidence.userShare)} of all`,
					},
					{
						title: "Success",
						value: formatRate(evidence.successRate),
						note: `at least ${formatRate(evidence.successRateLowerBound)} (95 %)`,
					},
					{ title: "Mean time", value: formatDuration(evidence.avgDuration) },
					{
						title: "Seen",
						value: formatFullDay(evidence.lastSeen),
						note: `first ${formatFullDay(evidence.firstSeen)}`,
					},
				]}
			/>
			<p class="note">
				{"Over all months that are kept, on all platforms. "}
				{templateId === undefined ? null : (
					<a
						href={hrefOf(
							placeOf(place.value, { name: "templates", template: templateId }),
						)}
					>
						Its template: the recipe
					</a>
				)}
			</p>
		</section>
	);
}

function ByMonth({
	evidence: { byMonth },
}: {
	readonly evidence: SequenceEvidence;
}) {
	return (
		<Card title="By month" className="two-thirds">
			<StackedDays
				label="Occurrences by month"
				days={byMonth.map(({ month }) => month)}
				nameOfDay={formatMonth}
				stacks={[
					{
						name: "succeeded",
						counts: byMonth.map(({ frequency, successRate }) =>
							Math.round(frequency * successRate),
						),
					},
					{
						name: "with a failed step",
						counts: byMonth.map(
							({ frequency, successRate }) =>
								frequency - Math.round(frequency * successRate),
						),
					},
				]}
				height={210}
			/>
		</Card>
	);
}

function Kinds({ evidence }: { readonly evidence: SequenceEvidence }) {
	const types = Object.entries(evidence.workflowTypes).sort(
		([, a], [, b]) => b - a,
	);
	return (
		<Card title="What it is for" note="Sessions by workflow type">
			<BarList
				label="Workflow types by sessions"
				bars={types.map(([type, sessions]) => ({
					key: type,
					label: type === UNSPECIFIED ? "not said" : inWords(type),
					value: sessions,
					figure: formatCompact(sessions),
				}))}
			/>
			{evidence.inferredWorkflowTypes.map(
				({ workflowType, sessions, reason }) => (
					<p key={`${workflowType} ${reason}`} class="note">
						{`${plural(sessions, "session")} look like ${inWords(workflowType)}, because ${reason}.`}
					</p>
				),
			)}
			<h3>Platforms</h3>
			<BarList
				label="Platforms by occurrences"
				bars={evidence.platforms.map(({ platform, frequency }) => ({
					key: platform,
					label: platform,
					value: frequency,
					figure: formatCompact(frequency),
				}))}
			/>
		</Card>
	);
}

function Steps({
	evidence: { operations },
}: {
	readonly evidence: SequenceEvidence;
}) {
	return (
		<Card title="Its steps" className="half">
			<ol class="steps">
				{operations.map((operation, index) => (
					<li key={`${index} ${operation}`}>
						<a
							href={hrefOf(
								placeOf(place.value, { name: "operations", operation }),
							)}
						>
							{operation}
						</a>
					</li>
				))}
			</ol>
		</Card>
	);
}

function holds(longer: string, shorter: string): boolean {
	return `->${longer}->`.includes(`->${shorter}->`);
}

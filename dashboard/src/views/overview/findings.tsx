import type { SequencePage, UsageStatistics } from "../../home/answers";
import type { Asked } from "../../home/use-answer";
import { place } from "../../place/navigation";
import { hrefOf, placeOf } from "../../place/place";
import { Card } from "../../ui/card";
import { Chain } from "../../ui/chain";
import { Icon } from "../../ui/icon";
import { NotFresh } from "../../ui/states";
import { findingsOf, type Part } from "../../words/findings";

/** The sentences that an owner wants to read; each leads to where one sees more. */
export function Findings({
	usage,
	sequences,
}: {
	readonly usage: UsageStatistics;
	readonly sequences: Asked<SequencePage>;
}) {
	const { data, error, retry } = sequences;
	const findings = findingsOf({ usage, sequences: data?.sequences ?? [] });
	return (
		<Card
			title="What stands out"
			className="findings"
			note="Habits and savings are over all platforms and months that are kept, the rest over these days"
		>
			{error === undefined ? null : (
				<NotFresh
					what={
						data === undefined
							? "Without habits and savings"
							: "Habits and savings not refreshed"
					}
					error={error}
					onRetry={retry}
				/>
			)}
			<ul>
				{findings.map(({ about, sentence, to }) => (
					<li key={about}>
						<a href={hrefOf(placeOf(place.value, to))}>
							<span class={`finding-icon ${about}`}>
								<Icon name={about} />
							</span>
							<span data-testid={`finding-${about}`}>
								{sentence.map(shown)}
							</span>
						</a>
					</li>
				))}
			</ul>
		</Card>
	);
}

function shown(part: Part) {
	if (typeof part === "string") return part;
	return "strong" in part ? (
		<strong>{part.strong}</strong>
	) : (
		<Chain steps={part.steps} />
	);
}

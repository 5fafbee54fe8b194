import type { UsageStatistics } from "../../home/answers";
import { pathTo, scopeOf } from "../../home/paths";
import { useAnswer } from "../../home/use-answer";
import { place } from "../../place/navigation";
import { daysBefore, daysOf } from "../../place/range";
import { useFrequentSequences } from "../../ui/frequent-sequences";
import { Awaited } from "../../ui/states";
import { Figures } from "./figures";
import { Findings } from "./findings";
import { NothingYet } from "./nothing-yet";
import { Ranking } from "./ranking";

/** What happened, beside the days before, and what of it stands out. */
export function Overview() {
	const days = daysOf(place.value.range, Date.now());
	const usage = useAnswer<UsageStatistics>(
		pathTo("/usage", scopeOf(place.value, days)),
	);
	const daysOfBefore = daysBefore(days);
	const before = useAnswer<UsageStatistics>(
		daysOfBefore && pathTo("/usage", scopeOf(place.value, daysOfBefore)),
	);
	const sequences = useFrequentSequences();
	return (
		<Awaited asked={usage} height={900}>
			{(now) =>
				now.totalOperations === 0 ? (
					<NothingYet />
				) : (
					<div class="grid">
						<Figures
							now={now}
							before={
								daysOfBefore === undefined || before.isLoading
									? undefined
									: before.data
							}
						/>
						<Findings usage={now} sequences={sequences} />
						<Ranking usage={now} />
					</div>
				)
			}
		</Awaited>
	);
}

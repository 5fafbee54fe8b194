import { formatRate } from "../words/format";

/** Below this a rate of success calls for a look. */
const WORTH_A_LOOK = 0.95;

/** Below this something is wrong. */
const BAD = 0.9;

/** A rate of success; one that is low stands out, and not by its colour alone. */
export function SuccessRate({ rate }: { readonly rate: number }) {
	const tone = rate < BAD ? "low" : rate < WORTH_A_LOOK ? "middling" : "high";
	return (
		<span class={`rate rate-${tone}`}>
			<span class="rate-bar" aria-hidden="true">
				<span style={{ width: `${rate * 100}%` }} />
			</span>
			{formatRate(rate)}
		</span>
	);
}

import type { SequencePage } from "../home/answers";
import { pathTo } from "../home/paths";
import { type Asked, useAnswer } from "../home/use-answer";
import { place } from "../place/navigation";
import { hrefOf, placeOf } from "../place/place";
import { formatCompact } from "../words/format";
import { BarList } from "./bar-list";
import { Chain } from "./chain";
import { Awaited } from "./states";

/** Sequences, the most frequent, that are looked through: one question of all views that do. */
const SEQUENCES = 200;

/** Lines of the list. */
const LINES = 10;

/** The most frequent sequences over all months that are kept. */
export function useFrequentSequences(): Asked<SequencePage> {
	return useAnswer<SequencePage>(pathTo("/sequences", { limit: SEQUENCES }));
}

/** Those of the most frequent sequences that match, each a link to what it rests on. */
export function FrequentSequences({
	label,
	matches,
	none,
	noneOf,
}: {
	readonly label: string;
	readonly matches: (sequence: SequencePage["sequences"][number]) => boolean;
	/** What is said where none of all sequences matches. */
	readonly none: string;
	/** The same where only the most frequent ones, of which there are so many, were looked through. */
	readonly noneOf: (sequences: number) => string;
}) {
	const list = ({ sequences, nextPageToken }: SequencePage) => {
		const found = sequences.filter(matches);
		if (found.length === 0)
			return (
				<p class="quiet">
					{nextPageToken === undefined ? none : noneOf(sequences.length)}
				</p>
			);
		return (
			<BarList
				label={label}
				bars={found
					.slice(0, LINES)
					.map(({ pattern, operations, frequency }) => ({
						key: pattern,
						label: <Chain steps={operations} />,
						value: frequency,
						figure: formatCompact(frequency),
						href: hrefOf(placeOf(place.value, { name: "workflows", pattern })),
					}))}
			/>
		);
	};
	return (
		<Awaited asked={useFrequentSequences()} height={240}>
			{list}
		</Awaited>
	);
}

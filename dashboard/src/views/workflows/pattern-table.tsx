import type {
	OperationSequencePattern,
	SequencePage,
} from "../../home/answers";
import { place } from "../../place/navigation";
import { hrefOf, placeOf } from "../../place/place";
import { Chain } from "../../ui/chain";
import { type Column, DataTable } from "../../ui/data-table";
import { SuccessRate } from "../../ui/rate";
import { formatCount, formatDuration, formatRate } from "../../words/format";

/** Every pattern with what is known of it; one opens to its evidence. */
export function PatternTable({ page }: { readonly page: SequencePage }) {
	return (
		<>
			<DataTable
				label="Sequences"
				placeholder="Search sequences"
				columns={COLUMNS}
				rows={page.sequences}
				keyOf={({ pattern }) => pattern}
				sortedBy="occurrences"
			/>
			{page.nextPageToken === undefined ? null : (
				<p class="note">
					{`These are the ${formatCount(page.sequences.length)} most frequent; the command line lists all: `}
					<code>./ffmpeg-analytics sequences</code>
				</p>
			)}
		</>
	);
}

type Row = OperationSequencePattern;

const COLUMNS: readonly [Column<Row>, ...Column<Row>[]] = [
	{
		key: "sequence",
		title: "Sequence",
		value: ({ pattern }) => pattern,
		cell: ({ pattern, operations }) => (
			<a href={hrefOf(placeOf(place.value, { name: "workflows", pattern }))}>
				<Chain steps={operations} />
			</a>
		),
	},
	{
		key: "occurrences",
		title: "Occurrences",
		value: ({ frequency }) => frequency,
		cell: ({ frequency }) => formatCount(frequency),
	},
	{
		key: "steps",
		title: "Steps",
		value: ({ operations }) => operations.length,
		cell: ({ operations }) => operations.length,
	},
	{
		key: "sessions",
		title: "Sessions",
		value: ({ sessionCount }) => sessionCount,
		cell: ({ sessionCount }) => formatCount(sessionCount),
	},
	{
		key: "users",
		title: "Users",
		value: ({ userCount }) => userCount,
		cell: ({ userCount, userShare }) =>
			`${formatCount(userCount)} (${formatRate(userShare)})`,
	},
	{
		key: "success",
		title: "Success",
		value: ({ successRate }) => successRate,
		cell: ({ successRate }) => <SuccessRate rate={successRate} />,
	},
	{
		key: "time",
		title: "Mean time",
		value: ({ avgDuration }) => avgDuration,
		cell: ({ avgDuration }) => formatDuration(avgDuration),
	},
	{
		key: "template",
		title: "Template",
		value: ({ templateCandidate, frequency }) =>
			templateCandidate ? frequency : -1,
		cell: ({ templateCandidate, pattern }) =>
			templateCandidate ? (
				<a
					href={hrefOf(
						placeOf(place.value, {
							name: "templates",
							template: pattern.replaceAll("->", "~"),
						}),
					)}
				>
					Recipe
				</a>
			) : (
				"–"
			),
	},
];

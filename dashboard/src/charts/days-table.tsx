/** A column of a chart's table: what it is, and its figure of each day as people read it. */
export interface DaysColumn {
	readonly name: string;
	readonly figures: readonly string[];
}

/** The figures of a chart day by day, for whoever does not see it. */
export function DaysTable({
	label,
	heading,
	days,
	columns,
}: {
	readonly label: string;
	/** Of the column of days. */
	readonly heading: string;
	readonly days: readonly string[];
	readonly columns: readonly DaysColumn[];
}) {
	return (
		<table>
			<caption class="unseen">{label}</caption>
			<thead>
				<tr>
					<th scope="col">{heading}</th>
					{columns.map(({ name }) => (
						<th key={name} scope="col" class="figure">
							{name}
						</th>
					))}
				</tr>
			</thead>
			<tbody>
				{days.map((day, index) => (
					<tr key={day}>
						<th scope="row">{day}</th>
						{columns.map(({ name, figures }) => (
							<td key={name} class="figure">
								{figures[index]}
							</td>
						))}
					</tr>
				))}
			</tbody>
		</table>
	);
}

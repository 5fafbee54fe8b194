import type { ComponentChildren } from "preact";
import { amend, place } from "../place/navigation";
import { Scroll } from "./scroll";
import { Search } from "./search";
import { type Sortable, searchRows, sortRows } from "./table-rows";

/** A column of a table that can be sorted by it. */
export interface Column<Row> extends Sortable<Row> {
	readonly title: string;
	/** What is shown. */
	readonly cell: (row: Row) => ComponentChildren;
}

/**
 * A table that is sorted and searched by what the address says. The first column names the row; the
 * others are figures, of which the greatest come first.
 */
export function DataTable<Row>({
	label,
	columns,
	rows,
	keyOf,
	sortedBy,
	placeholder,
}: {
	readonly label: string;
	readonly columns: readonly [Column<Row>, ...Column<Row>[]];
	readonly rows: readonly Row[];
	readonly keyOf: (row: Row) => string;
	/** The column that rows are sorted by as long as nobody has said otherwise. */
	readonly sortedBy: string;
	readonly placeholder: string;
}) {
	const { sort = sortedBy, search = "" } = place.value;
	const shown = sortRows(searchRows(rows, columns[0], search), columns, sort);
	return (
		<>
			<Search label={placeholder} />
			<Scroll label={label}>
				<table>
					<thead>
						<tr>
							{columns.map((column, index) => (
								<Heading
									key={column.key}
									column={column}
									sort={sort}
									isFigure={index > 0}
									isText={typeof column.value(rows[0] as Row) === "string"}
								/>
							))}
						</tr>
					</thead>
					<tbody>
						{shown.map((row) => (
							<tr key={keyOf(row)}>
								{columns.map(({ key, cell }, index) =>
									index === 0 ? (
										<th key={key} scope="row">
											{cell(row)}
										</th>
									) : (
										<td key={key} class="figure">
											{cell(row)}
										</td>
									),
								)}
							</tr>
						))}
					</tbody>
				</table>
			</Scroll>
			<p class="quiet" role="status">
				{shown.length === 0
					? `Nothing here is called “${search}”.`
					: shown.length < rows.length
						? `${shown.length} of ${rows.length}`
						: ""}
			</p>
		</>
	);
}

function Heading<Row>({
	column: { key, title },
	sort,
	isFigure,
	isText,
}: {
	readonly column: Column<Row>;
	readonly sort: string;
	readonly isFigure: boolean;
	readonly isText: boolean;
}) {
	const isUp = sort === `-${key}`;
	const isSorted = sort === key || isUp;
	const direction = isUp === isText ? "descending" : "ascending";
	return (
		<th
			scope="col"
			class={isFigure ? "figure" : undefined}
			aria-sort={isSorted ? direction : undefined}
		>
			<button
				type="button"
				class="sort"
				onClick={() => amend({ sort: sort === key ? `-${key}` : key })}
			>
				{title}
				<span aria-hidden="true" class="sort-mark">
					{isSorted ? (direction === "descending" ? "↓" : "↑") : ""}
				</span>
			</button>
		</th>
	);
}

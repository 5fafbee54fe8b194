/** What rows can be sorted by. */
export interface Sortable<Row> {
	/** In the address, and unique. */
	readonly key: string;
	readonly value: (row: Row) => number | string;
}

/** The rows whose first column holds the text, see {@link holdsText}. */
export function searchRows<Row>(
	rows: readonly Row[],
	{ value }: Sortable<Row>,
	search: string,
): readonly Row[] {
	return search.trim() === ""
		? rows
		: rows.filter((row) => holdsText(String(value(row)), search));
}

/** Whether a name holds what is searched for; steps may be parted by `->`, as shown, or by spaces. */
export function holdsText(name: string, search: string): boolean {
	return normalise(name).includes(normalise(search));
}

function normalise(text: string): string {
	return text
		.trim()
		.toLowerCase()
		.replaceAll(/\s*(?:->|[→>\s])\s*/g, " ");
}

/** The rows by a column's name; figures descend and words ascend, the other way round after a `-`. */
export function sortRows<Row>(
	rows: readonly Row[],
	columns: readonly Sortable<Row>[],
	sort: string,
): readonly Row[] {
	const name = sort.replace(/^-/, "");
	const column = columns.find(({ key }) => key === name);
	if (column === undefined) return rows;
	const sign = sort.startsWith("-") ? -1 : 1;
	return [...rows].sort((a, b) => {
		const [one, other] = [column.value(a), column.value(b)];
		return typeof one === "string" || typeof other === "string"
			? sign * String(one).localeCompare(String(other))
			: sign * (other - one);
	});
}

import { stripVTControlCharacters } from "node:util";

/** A column's heading; numbers read best aligned to the right. */
export interface Column {
	readonly title: string;
	readonly align?: "right";
}

/** Where a cell has no value. */
export const ABSENT = "-";

/**
 * Lays rows out in columns as wide as their widest cell. A missing or empty cell prints as `-`, an
 * empty table as `(none)`. Cells may hold terminal colours, which take no width.
 */
export function formatTable(
	columns: readonly Column[],
	rows: readonly (readonly (string | undefined)[])[],
): string {
	if (rows.length === 0) return "  (none)";
	const cells = rows.map((row) => columns.map((_, i) => row[i] || ABSENT));
	const widths = columns.map((column, i) =>
		Math.max(...[column.title, ...cells.map((row) => row[i] ?? "")].map(width)),
	);
	const line = (row: readonly string[]) => {
		const padded = row.map((cell, i) => {
			const padding = " ".repeat(Math.max(0, (widths[i] ?? 0) - width(cell)));
			return columns[i]?.align === "right" ? padding + cell : cell + padding;
		});
		return `  ${padded.join("  ")}`.trimEnd();
	};
	return [
		line(columns.map((column) => column.title)),
		line(widths.map((columnWidth) => "─".repeat(columnWidth))),
		...cells.map(line),
	].join("\n");
}

/** Counts code points, which is right for the scripts that the demo writes. */
function width(cell: string): number {
	return [...stripVTControlCharacters(cell)].length;
}

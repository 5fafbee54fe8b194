/** A column; without a title in any of them, a table has no heading. Numbers read best to the right. */
export interface Column {
	readonly title?: string;
	readonly align?: "right";
	/** Longer cells are cut. Characters. */
	readonly maxWidth?: number;
}

/** Where a cell has no value. */
export const ABSENT = "-";

/**
 * Lays rows out in columns as wide as their widest cell, without colours, so that it reads the same on
 * a terminal, in a file and in a mail.
 */
export function formatTable(
	columns: readonly Column[],
	rows: readonly (readonly string[])[],
): string {
	const heading = columns.map(({ title = "" }) => title);
	const hasHeading = heading.some((title) => title !== "");
	const cells = [...(hasHeading ? [heading] : []), ...rows].map((row) =>
		columns.map(({ maxWidth }, i) =>
			cut(printable(row[i] || ABSENT), maxWidth),
		),
	);
	const widths = columns.map((_, i) =>
		Math.max(0, ...cells.map((row) => widthOf(row[i] ?? ""))),
	);
	const lines = cells.map((row) =>
		row
			.map((cell, i) => {
				const padding = " ".repeat((widths[i] ?? 0) - widthOf(cell));
				return columns[i]?.align === "right" ? padding + cell : cell + padding;
			})
			.join("  ")
			.trimEnd(),
	);
	if (hasHeading)
		lines.splice(1, 0, widths.map((width) => "-".repeat(width)).join("  "));
	return lines.map((line) => `  ${line}`).join("\n");
}

/** A home is not trusted to send no escape sequences. */
export function printable(text: string): string {
	return text.replace(/\p{Cc}+/gu, " ");
}

function cut(text: string, maxWidth = Number.POSITIVE_INFINITY): string {
	const points = [...text];
	return points.length <= maxWidth
		? text
		: `${points.slice(0, maxWidth - 3).join("")}...`;
}

/** Code points, which is right for what homes store. */
function widthOf(cell: string): number {
	return [...cell].length;
}

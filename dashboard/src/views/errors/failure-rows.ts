import type { ErrorReport, UsageStatistics } from "../../home/answers";
import { countOf } from "../../home/counts";

/** An operation that failed. */
export interface FailureRow {
	readonly operation: string;
	/** In all categories given, shown or not. */
	readonly failed: number;
	/** Share of its operations, 0 to 1; undefined where their number is not known. */
	readonly rate: number | undefined;
	/** By category, in the order given, as many as are shown. */
	readonly counts: readonly number[];
}

/** Operations by what they failed of, what failed most first, with a column for the first categories. */
export function failureRowsOf(
	errors: ErrorReport["errors"],
	topOperations: readonly Pick<
		UsageStatistics["topOperations"][number],
		"operation" | "count"
	>[],
	columns: number,
): FailureRow[] {
	const operations = new Set(
		errors.flatMap(({ byOperation }) => Object.keys(byOperation)),
	);
	const totals = new Map(
		topOperations.map(({ operation, count }) => [operation, count]),
	);
	return [...operations]
		.map((operation) => {
			const counts = errors.map(({ byOperation }) =>
				countOf(byOperation, operation),
			);
			const failed = counts.reduce((a, b) => a + b, 0);
			const total = totals.get(operation);
			return {
				operation,
				failed,
				counts: counts.slice(0, columns),
				rate: total === undefined ? undefined : failed / total,
			};
		})
		.sort((a, b) => b.failed - a.failed);
}

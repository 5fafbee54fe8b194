import { byValue, increase } from "../tally/sums";
import type { CountedCell } from "../usage/packed-day";
import type { ErrorStatistics } from "./usage-statistics";

/** Sums of failed operations by category and operation type. */
export class ErrorSums {
	readonly #categories = new Map<string, Map<string, number>>();

	add({ type, errors }: Pick<CountedCell, "type" | "errors">): void {
		for (const category in errors) {
			const byOperation = this.#categories.get(category) ?? new Map();
			increase(byOperation, type, errors[category] ?? 0);
			this.#categories.set(category, byOperation);
		}
	}

	/** By frequency, descending. */
	statistics(): ErrorStatistics[] {
		return [...this.#categories]
			.map(([category, byOperation]) => ({
				category,
				frequency: [...byOperation.values()].reduce((a, b) => a + b, 0),
				byOperation: Object.fromEntries(byValue(byOperation)),
			}))
			.sort(
				(a, b) =>
					b.frequency - a.frequency || (a.category < b.category ? -1 : 1),
			);
	}
}

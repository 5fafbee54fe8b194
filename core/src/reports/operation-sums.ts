import type { CountedCell } from "../usage/packed-day";
import { ratio } from "./figures";

type Sums = Pick<CountedCell, "count" | "successes" | "durationMs">;

/** Sums of operations, from which a rate of success and a mean are read. */
export class OperationSums {
	operations = 0;
	successes = 0;
	durationMs = 0;

	add({ count, successes, durationMs }: Sums): void {
		this.operations += count;
		this.successes += successes;
		this.durationMs += durationMs;
	}

	get failures(): number {
		return this.operations - this.successes;
	}

	/** The rate is 0 to 1, the mean ms; 0 over nothing. */
	figures() {
		return {
			avgProcessingTime: ratio(this.durationMs, this.operations),
			successRate: ratio(this.successes, this.operations),
		};
	}
}

/** Sums by a key. */
export class SumsBy {
	readonly #sums = new Map<string, OperationSums>();

	add(key: string, cell: Sums): void {
		const sums = this.#sums.get(key) ?? new OperationSums();
		sums.add(cell);
		this.#sums.set(key, sums);
	}

	/** By operations, descending, then by key; what counts none is left out. */
	byOperations(): [key: string, sums: OperationSums][] {
		return [...this.#sums]
			.filter(([, { operations }]) => operations > 0)
			.sort(
				([keyA, a], [keyB, b]) =>
					b.operations - a.operations || (keyA < keyB ? -1 : 1),
			);
	}
}

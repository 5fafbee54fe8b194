import { BinSum } from "../usage/packed-bins";
import type { CountedCell } from "../usage/packed-day";
import { highest, quantile } from "../usage/quantiles";
import { bytesOf } from "../usage/usage-day";
import { OperationSums } from "./operation-sums";
import type { OperationStatistics } from "./usage-statistics";

/** Everything that is counted of one operation type, added up. */
export class OperationTotals {
	readonly sums = new OperationSums();
	batches = 0;
	#mebibytes = 0;
	#bytes = 0;
	readonly #durations = new BinSum();
	readonly #memory = new BinSum();

	add(cell: CountedCell): void {
		this.sums.add(cell);
		this.batches += cell.batches;
		this.#mebibytes += cell.mebibytes;
		this.#bytes += cell.bytes;
		this.#durations.add(cell.durationBins);
		this.#memory.add(cell.memoryBins);
	}

	/** What a report says of the operation type. */
	describe(operation: string): OperationStatistics {
		return {
			operation,
			...this.describeTimes(),
			totalBytes: bytesOf({ mebibytes: this.#mebibytes, bytes: this.#bytes }),
			peakMemory: highest(this.#memory.bins()) ?? null,
		};
	}

	/** The part of it that is told of each day, too. */
	describeTimes() {
		const durations = this.#durations.bins();
		return {
			count: this.sums.operations,
			...this.sums.figures(),
			p50: quantile(durations, 0.5) ?? 0,
			p95: quantile(durations, 0.95) ?? 0,
			p99: quantile(durations, 0.99) ?? 0,
		};
	}
}

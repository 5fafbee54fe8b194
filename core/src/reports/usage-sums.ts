import { byValue, increase } from "../tally/sums";
import type { CountedCell } from "../usage/packed-day";
import { ErrorSums } from "./error-sums";
import { ratio, shownWorkflowType } from "./figures";
import { OperationSums, SumsBy } from "./operation-sums";
import { OperationTotals } from "./operation-totals";
import type {
	ErrorStatistics,
	OperationStatistics,
	UsageStatistics,
} from "./usage-statistics";

/** Sums of roll-up cells, from which the parts of a usage report are read. */
export class UsageSums {
	readonly all = new OperationSums();
	readonly #byOperation = new Map<string, OperationTotals>();
	readonly #byPlatform = new SumsBy();
	readonly #byWorkflowType = new SumsBy();
	readonly #batchesByWorkflowType = new Map<string, number>();
	readonly #errors = new ErrorSums();

	add(cells: readonly CountedCell[]): void {
		for (const cell of cells) {
			this.all.add(cell);
			this.#byPlatform.add(cell.platform, cell);
			const workflowType = shownWorkflowType(cell.workflowType);
			this.#byWorkflowType.add(workflowType, cell);
			increase(this.#batchesByWorkflowType, workflowType, cell.batches);
			this.#errors.add(cell);
			const totals = this.#byOperation.get(cell.type) ?? new OperationTotals();
			totals.add(cell);
			this.#byOperation.set(cell.type, totals);
		}
	}

	/** By count, descending. */
	topOperations(): OperationStatistics[] {
		return [...this.#byOperation]
			.map(([operation, totals]) => totals.describe(operation))
			.sort(
				(a, b) => b.count - a.count || (a.operation < b.operation ? -1 : 1),
			);
	}

	/** By frequency, descending. */
	errorAnalysis(): ErrorStatistics[] {
		return this.#errors.statistics();
	}

	/** By operations, descending; `usersOf` tells the distinct users of a platform. */
	platforms(
		usersOf: (platform: string) => number,
	): UsageStatistics["platforms"] {
		return this.#byPlatform.byOperations().map(([platform, sums]) => ({
			platform,
			...this.#describe(sums),
			uniqueUsers: usersOf(platform),
		}));
	}

	/** By operations, descending; `usersOf` tells the distinct users of a workflow type. */
	workflowTypes(
		usersOf: (workflowType: string) => number,
	): UsageStatistics["workflowTypes"] {
		return this.#byWorkflowType.byOperations().map(([workflowType, sums]) => ({
			workflowType,
			...this.#describe(sums),
			uniqueUsers: usersOf(workflowType),
		}));
	}

	batchStatistics(): UsageStatistics["batches"] {
		const byWorkflowType = byValue(this.#batchesByWorkflowType);
		return {
			operations: byWorkflowType.reduce((sum, [, count]) => sum + count, 0),
			byWorkflowType: Object.fromEntries(byWorkflowType),
		};
	}

	#describe(sums: OperationSums) {
		return {
			operations: sums.operations,
			share: ratio(sums.operations, this.all.operations),
			...sums.figures(),
		};
	}
}

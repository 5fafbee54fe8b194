import { audienceKey } from "../usage/usage-day";
import { storedWorkflowType } from "./figures";
import { OperationSums } from "./operation-sums";
import { topWorkflows } from "./top-workflows";
import {
	audienceOf,
	type CountedDay,
	type ReportHome,
	readRange,
	type UsageQuery,
	usersOf,
} from "./usage-range";
import type { DayStatistics, UsageStatistics } from "./usage-statistics";
import { UsageSums } from "./usage-sums";

/**
 * Reports the usage of a range of UTC days from the daily roll-ups and the patterns' monthly
 * counts; reads no event.
 *
 * @throws {BadRangeError} if the range is empty or longer than `MAX_REPORT_DAYS`
 */
export async function reportUsage(
	home: ReportHome,
	query: UsageQuery,
): Promise<UsageStatistics> {
	const range = await readRange(home, query);
	const { start, end, days, months } = range;
	const sums = new UsageSums();
	for (const { cells } of days) sums.add(cells);
	const usersIn = (audience: string) => usersOf(days, audience, range.from);
	return {
		start,
		end,
		totalOperations: sums.all.operations,
		uniqueUsers: usersIn(audienceOf(range)),
		...sums.all.figures(),
		topOperations: sums.topOperations(),
		topWorkflows: await topWorkflows(home.store, months, range.matches),
		workflowMonths: [...months],
		errorAnalysis: sums.errorAnalysis(),
		platforms: sums.platforms((platform) =>
			usersIn(audienceKey(platform, range.workflowType)),
		),
		workflowTypes: sums.workflowTypes((workflowType) =>
			usersIn(audienceKey(range.platform, storedWorkflowType(workflowType))),
		),
		batches: sums.batchStatistics(),
		daily: days.map((day) => describeDay(day, audienceOf(range))),
	};
}

function describeDay(day: CountedDay, audience: string): DayStatistics {
	const sums = new OperationSums();
	for (const cell of day.cells) sums.add(cell);
	return {
		date: day.date,
		totalOperations: sums.operations,
		uniqueUsers: usersOf([day], audience, day.date),
		...sums.figures(),
	};
}

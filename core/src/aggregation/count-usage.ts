import { type Day, dayOf, type Month } from "../calendar";
import type { CountedEvent } from "../event/stored-event";
import { visitDelta } from "../tally/return-counts";
import { addTally, branchOf } from "../tally/tally";
import { binOf, coarseBin } from "../usage/quantiles";
import {
	ANY,
	audienceKey,
	audienceKeys,
	type BinnedOperation,
	countOperation,
	type UsageCell,
	type UsageDay,
	usageCellKey,
} from "../usage/usage-day";
import { activeMonths, isActive, markActive } from "./active-days";
import { countedWorkflowType } from "./admitted-types";
import type { TotalsDelta } from "./delta";
import { monthNeighbours } from "./month-neighbours";
import { addToPackedUsage, emptyPackedUsage } from "./packed-usage";
import {
	OTHER,
	USER_LIMITS,
	type UserMonth,
	type UserRecord,
} from "./user-record";

/**
 * Counts an event in the usage of its day and of its user, and its user among those who were active.
 * A type that was not admitted counts as `other`. Returns whether the event's cell does, because the
 * user's month holds no more of them.
 */
export function countUsage(
	record: UserRecord,
	month: UserMonth,
	event: CountedEvent,
	typeIsAdmitted: boolean,
	liveFrom: Month,
	delta: TotalsDelta,
): boolean {
	const day = dayOf(event.timestamp);
	const cell: UsageCell = {
		type: typeIsAdmitted ? event.operation.type : OTHER,
		platform: event.platform,
		workflowType: countedWorkflowType(month, event),
	};
	const { events = 0 } = month;
	month.events = events + 1;
	const isFine = events < USER_LIMITS.finelyCountedEvents;
	const operation = binnedOperation(event, isFine ? binOf : coarseBinOf);
	const [key, isRefused] = admitCell(month, day, cell);
	const rollUp = branchOf<UsageDay>(delta.usage, day);
	rollUp.cells ??= {};
	countOperation(rollUp.cells, key, operation);
	const own = month.usage[day] ?? emptyPackedUsage();
	month.usage[day] = own;
	addToPackedUsage(own, key, operation);
	countVisits(record, day, cell, liveFrom, delta);
	return isRefused;
}

function binnedOperation(
	{ operation, metrics, context }: CountedEvent,
	toBin: (value: number) => number,
): BinnedOperation {
	const { memoryUsage } = metrics;
	return {
		success: metrics.success,
		batch: (context.batchSize ?? 1) > 1,
		durationMs: metrics.processingTime,
		bytes: operation.fileSize,
		durationBin: toBin(metrics.processingTime),
		memoryBin: memoryUsage === undefined ? undefined : toBin(memoryUsage),
		errorCategory: metrics.errorCategory,
	};
}

function coarseBinOf(value: number): number {
	return coarseBin(binOf(value));
}

/** The key of the cell in which the user's month counts: its own, or `other` where the month is full. */
function admitCell(
	month: UserMonth,
	day: Day,
	cell: UsageCell,
): [key: string, isRefused: boolean] {
	const key = usageCellKey(cell);
	const ofDay = month.usage[day]?.cells ?? [];
	if (ofDay.includes(key)) return [key, false];
	const { usageCells = 0 } = month;
	const isFull =
		usageCells >= USER_LIMITS.usageCells ||
		ofDay.length >= USER_LIMITS.usageCellsOfDay;
	if (isFull) {
		const { platform } = cell;
		return [usageCellKey({ platform, workflowType: OTHER, type: OTHER }), true];
	}
	month.usageCells = usageCells + 1;
	return [key, false];
}

function countVisits(
	record: UserRecord,
	day: Day,
	{ platform, workflowType }: UsageCell,
	liveFrom: Month,
	delta: TotalsDelta,
): void {
	// Whoever was active under both halves was so under each, and under none.
	const narrowest = record.activeDays[audienceKey(platform, workflowType)];
	if (narrowest !== undefined && isActive(narrowest, day)) return;
	const everybody = audienceKey(ANY, ANY);
	const monthsBefore = activeMonths(record.activeDays[everybody] ?? {});
	for (const audience of audienceKeys(platform, workflowType)) {
		const days = record.activeDays[audience] ?? {};
		record.activeDays[audience] = days;
		const visit = markActive(days, day, `${liveFrom}-01`);
		if (visit === undefined) continue;
		const visits = visitDelta(day, visit.previous, visit.next, 1);
		for (const [visited, users] of Object.entries(visits))
			addTally(delta.usage, { [visited]: { users: { [audience]: users } } });
	}
	const month = day.slice(0, 7);
	if (monthsBefore.includes(month)) return;
	const { previous, next } = monthNeighbours(monthsBefore, month, liveFrom);
	addTally(delta.users, visitDelta(month, previous, next, 1));
}

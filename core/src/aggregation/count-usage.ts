import { type Day, dayOf, type Month } from "../calendar";
import type { StoredEvent } from "../event/stored-event";
import {
	ANY,
	audienceKey,
	audienceKeys,
	countOperation,
	type UsageDay,
	type UsageFacts,
	usageCellKey,
} from "../usage/usage-day";
import { activeMonths, markActive } from "./active-days";
import type { TotalsDelta } from "./delta";
import { countedWorkflowType } from "./month-book";
import { monthNeighbours } from "./month-neighbours";
import { addTally, branchOf, visitDelta } from "./tally";
import {
	OTHER,
	USER_LIMITS,
	type UserMonth,
	type UserRecord,
} from "./user-record";

/**
 * Counts an event in the usage of its day and of its user, and its user among those who were active.
 * A type that was not admitted counts as `other`. Answers whether the event's cell does, because the
 * user's month holds no more of them.
 */
export function countUsage(
	record: UserRecord,
	month: UserMonth,
	event: StoredEvent,
	typeIsAdmitted: boolean,
	liveFrom: Month,
	delta: TotalsDelta,
): boolean {
	const day = dayOf(event.timestamp);
	const facts: UsageFacts = {
		type: typeIsAdmitted ? event.operation.type : OTHER,
		platform: event.platform,
		workflowType: countedWorkflowType(month, event),
		success: event.metrics.success,
		processingTimeMs: event.metrics.processingTime,
		bytes: event.operation.fileSize,
		memoryBytes: event.metrics.memoryUsage,
		batch: (event.context.batchSize ?? 1) > 1,
		errorCategory: event.metrics.errorCategory,
	};
	const { events = 0 } = month;
	month.events = events + 1;
	const binning = events < USER_LIMITS.finelyCountedEvents ? "fine" : "coarse";
	const [key, isRefused] = admitCell(month, day, facts);
	const rollUp = branchOf<UsageDay>(delta.usage, day);
	rollUp.cells ??= {};
	countOperation(rollUp.cells, key, facts, binning);
	countOperation(branchOf(month.usage, day), key, facts, binning);
	countVisits(record, day, facts, liveFrom, delta);
	return isRefused;
}

/** The cell in which the user's month counts the facts: their own, or `other` where it is full. */
function admitCell(
	month: UserMonth,
	day: Day,
	facts: UsageFacts,
): [key: string, isRefused: boolean] {
	const key = usageCellKey(facts);
	if (month.usage[day]?.[key] !== undefined) return [key, false];
	const { usageCells = 0 } = month;
	if (usageCells >= USER_LIMITS.usageCells) {
		const { platform } = facts;
		return [usageCellKey({ platform, workflowType: OTHER, type: OTHER }), true];
	}
	month.usageCells = usageCells + 1;
	return [key, false];
}

function countVisits(
	record: UserRecord,
	day: Day,
	facts: UsageFacts,
	liveFrom: Month,
	delta: TotalsDelta,
): void {
	const everybody = audienceKey(ANY, ANY);
	const monthsBefore = activeMonths(record.activeDays[everybody] ?? {});
	for (const audience of audienceKeys(facts.platform, facts.workflowType)) {
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

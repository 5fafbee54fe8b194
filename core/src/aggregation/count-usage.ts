import { type Day, dayOf, type Month } from "../calendar";
import type { StoredEvent } from "../event/stored-event";
import {
	ANY,
	audienceKey,
	audienceKeys,
	countsOf,
	type UsageFacts,
	usageCellKey,
} from "../usage/usage-day";
import { activeMonths, markActive } from "./active-days";
import type { TotalsDelta } from "./delta";
import { countedWorkflowType } from "./month-book";
import { monthNeighbours } from "./month-neighbours";
import { addTally, visitDelta } from "./tally";
import { OTHER, type UserMonth, type UserRecord } from "./user-record";

/**
 * Counts an event in the usage of its day and of its user, and its user among those who were active.
 * A type that was not admitted counts as `other`.
 */
export function countUsage(
	record: UserRecord,
	month: UserMonth,
	event: StoredEvent,
	typeIsAdmitted: boolean,
	liveFrom: Month,
	delta: TotalsDelta,
): void {
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
	const cells = { [usageCellKey(facts)]: countsOf(facts) };
	addTally(delta.usage, { [day]: { cells } });
	addTally(month.usage, { [day]: cells });
	countVisits(record, day, facts, liveFrom, delta);
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

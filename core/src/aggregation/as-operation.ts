import type { CountedEvent } from "../event/stored-event";
import { UNSPECIFIED_WORKFLOW_TYPE } from "../event/wire-event";
import type { Operation } from "../sessions/session";
import { traitsOf } from "../sessions/traits";
import { OTHER, USER_LIMITS, type UserMonth } from "./user-record";

/**
 * Admits the event's types to the month where there is room. What was refused once stays refused,
 * so that reading an event again gives the same operation that was counted.
 */
export function admitTypes(month: UserMonth, event: CountedEvent): void {
	admit(month.operationTypes, event.operation.type, USER_LIMITS.operationTypes);
	const workflowType = workflowTypeOf(event);
	if (workflowType !== "")
		admit(month.workflowTypes, workflowType, USER_LIMITS.workflowTypes);
}

function admit(list: string[], value: string, limit: number): void {
	if (list.length < limit && !list.includes(value)) list.push(value);
}

/** The event's workflow type as this month counts it; empty where there is none. */
export function countedWorkflowType(
	month: UserMonth,
	event: CountedEvent,
): string {
	const workflowType = workflowTypeOf(event);
	return workflowType === "" || month.workflowTypes.includes(workflowType)
		? workflowType
		: OTHER;
}

/** True if the event's workflow type was not admitted. */
export function isBeyondWorkflowTypes(
	month: UserMonth,
	event: CountedEvent,
): boolean {
	return countedWorkflowType(month, event) !== workflowTypeOf(event);
}

/** A host that says `unspecified` says none: that is what reports call it. */
function workflowTypeOf(event: CountedEvent): string {
	const { workflowType = UNSPECIFIED_WORKFLOW_TYPE } = event.context;
	return workflowType === UNSPECIFIED_WORKFLOW_TYPE ? "" : workflowType;
}

/**
 * The event as sessions see it; undefined if they do not: its type is beyond the month's limit, or
 * it came late and could not be placed.
 */
export function asOperation(
	month: UserMonth,
	event: CountedEvent,
): Operation | undefined {
	if (!month.operationTypes.includes(event.operation.type)) return undefined;
	if (month.unplaced !== "all" && month.unplaced.includes(event.id))
		return undefined;
	const workflowType = countedWorkflowType(month, event);
	return {
		id: event.id,
		timestamp: event.timestamp,
		processingTimeMs: event.metrics.processingTime,
		type: event.operation.type,
		success: event.metrics.success,
		platform: event.platform,
		workflowType,
		// An event that carries a workflow type decides for its session.
		traits: workflowType === "" ? traitsOf(event) : 0,
		sequencePosition: event.context.sequencePosition,
	};
}

/** Notes late operations that sessions will not see. */
export function fileUnplaced(
	month: UserMonth,
	operations: readonly Operation[],
): void {
	for (const { id } of operations) {
		if (month.unplaced === "all") return;
		if (month.unplaced.length === USER_LIMITS.unplaced) month.unplaced = "all";
		else month.unplaced.push(id);
	}
}

import type { CountedEvent } from "../event/stored-event";
import { UNSPECIFIED_WORKFLOW_TYPE } from "../event/wire-event";
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

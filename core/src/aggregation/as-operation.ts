import type { CountedEvent } from "../event/stored-event";
import { operationOf } from "../sessions/operation-of";
import type { Operation } from "../sessions/session";
import { traitsOf } from "../sessions/traits";
import { countedWorkflowType } from "./admitted-types";
import { USER_LIMITS, type UserMonth } from "./user-record";

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
	// An event that carries a workflow type decides for its session.
	const traits = workflowType === "" ? traitsOf(event) : 0;
	return operationOf(event, workflowType, traits);
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

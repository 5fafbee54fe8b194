import { PLATFORMS } from "../event/event-bounds";
import type { Operation } from "../sessions/session";
import { OTHER, type PackedSession, type UserMonth } from "./user-record";

/** Positions in this list are stored. */
const PLATFORM_CODES: readonly string[] = PLATFORMS;
const NO_WORKFLOW_TYPE = -1;
const OTHER_WORKFLOW_TYPE = -2;

/** Between operations, and between the fields of one; no id holds either. */
const OPERATION_MARK = ";";
const FIELD_MARK = ",";

type Types = Pick<UserMonth, "operationTypes" | "workflowTypes">;

/** A session, in time order, with at least one operation, as a user record holds it. */
export function packSession(
	types: Types,
	session: readonly Operation[],
): PackedSession {
	const endedAt = session.at(-1)?.timestamp ?? 0;
	const text = session
		.map((operation) => packOperation(types, operation, endedAt))
		.join(OPERATION_MARK);
	return [endedAt, session.length, text];
}

/** The inverse of {@link packSession}. */
export function unpackSession(
	types: Types,
	[endedAt, , text]: PackedSession,
): Operation[] {
	return text
		.split(OPERATION_MARK)
		.map((operation) => unpackOperation(types, operation, endedAt));
}

function packOperation(
	{ operationTypes, workflowTypes }: Types,
	operation: Operation,
	endedAt: number,
): string {
	const { id, timestamp, type, processingTimeMs, sequencePosition } = operation;
	const outcome = operation.traits * 2 + (operation.success ? 1 : 0);
	const workflowCode = workflowCodeOf(workflowTypes, operation.workflowType);
	const platform = PLATFORM_CODES.indexOf(operation.platform);
	const text = `${id},${endedAt - timestamp},${operationTypes.indexOf(type)},${processingTimeMs},${outcome},${workflowCode},${platform}`;
	return sequencePosition === undefined
		? text
		: text + FIELD_MARK + sequencePosition;
}

function unpackOperation(
	{ operationTypes, workflowTypes }: Types,
	text: string,
	endedAt: number,
): Operation {
	const [id = "", ...numbers] = text.split(FIELD_MARK);
	const [
		beforeEnd = 0,
		type = 0,
		processingTimeMs = 0,
		outcome = 0,
		workflowCode = NO_WORKFLOW_TYPE,
		platform = 0,
		sequencePosition,
	] = numbers.map(Number);
	return {
		id,
		timestamp: endedAt - beforeEnd,
		processingTimeMs,
		type: operationTypes[type] ?? OTHER,
		success: (outcome & 1) === 1,
		platform: PLATFORM_CODES[platform] ?? "",
		workflowType:
			workflowCode === OTHER_WORKFLOW_TYPE
				? OTHER
				: (workflowTypes[workflowCode] ?? ""),
		traits: outcome >> 1,
		sequencePosition,
	};
}

function workflowCodeOf(
	workflowTypes: readonly string[],
	workflowType: string,
): number {
	if (workflowType === "") return NO_WORKFLOW_TYPE;
	const index = workflowTypes.indexOf(workflowType);
	return index === -1 ? OTHER_WORKFLOW_TYPE : index;
}

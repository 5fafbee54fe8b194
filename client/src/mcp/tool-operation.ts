import type { TrackedOperation } from "../tracked-operation.ts";
import { outcomeOf } from "./call-outcome.ts";
import { mediaFormatsOf } from "./media-formats.ts";
import type { ToolCall, ToolCallMapping } from "./tool-call.ts";

/** Whose the operations are where requests bear no token: over stdio the host has one user. */
const LOCAL_USER = "local";

/**
 * The operation that a call was; nothing where it was none, by itself or by the mapping.
 *
 * @throws whatever the mapping throws, and TypeError if it answers a promise
 */
export function operationOf(
	call: ToolCall,
	mapping: ToolCallMapping,
): TrackedOperation | undefined {
	const outcome = outcomeOf(call);
	if (!outcome) return undefined;
	const said = mapping(call);
	if (!said) return undefined;
	refusePromise(said);
	const { extra } = call;
	const authInfo = extra.authInfo ?? extra.http?.authInfo;
	const formats = mediaFormatsOf(call.arguments);
	return {
		userId: said.userId ?? authInfo?.clientId ?? LOCAL_USER,
		operationType: said.operationType ?? call.name,
		parameters: said.parameters ?? call.arguments,
		processingTime: call.processingTime,
		success: outcome.success,
		inputFormat: said.inputFormat ?? formats.inputFormat,
		outputFormat: said.outputFormat ?? formats.outputFormat,
		fileSize: said.fileSize,
		errorMessage: said.errorMessage ?? outcome.errorMessage,
		memoryUsage: said.memoryUsage,
		workflowContext: said.workflowContext,
	};
}

/** By the types it cannot be one; in JavaScript it can, and may reject. */
function refusePromise(said: object): void {
	if (!("then" in said) || typeof said.then !== "function") return;
	said.then(undefined, () => undefined);
	throw new TypeError("it must answer at once, not by a promise");
}

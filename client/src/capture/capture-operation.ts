import type {
	TrackedOperation,
	WorkflowContext,
} from "../tracked-operation.ts";
import { boundedJson } from "./bounded-json.ts";
import {
	type CapturedOperation,
	MAX_MESSAGE_LENGTH,
	MAX_NAME_LENGTH,
	MAX_WORD_LENGTH,
} from "./captured-operation.ts";

/**
 * The operation as it is now, whatever becomes of the host's objects afterwards; or, as a text, why it cannot
 * be an event. A `workflowContext` beside it counts instead of its own. Bounded, however large the host's texts
 * are. Throws what the operation's own getters throw.
 */
export function captureOperation(
	operation: TrackedOperation,
	sequence: number,
	now: number,
	workflowContext?: WorkflowContext | undefined,
): CapturedOperation | string {
	const userId = nameOf(operation.userId);
	const operationType = wordOf(operation.operationType);
	const { success, processingTime, timestamp } = operation;
	if (userId === "")
		return `userId must be a text of 1 to ${MAX_NAME_LENGTH} characters`;
	if (operationType === "") return "operationType must be a text";
	if (typeof success !== "boolean") return "success must be true or false";
	if (typeof processingTime !== "number" || Number.isNaN(processingTime))
		return "processingTime must be a number";
	const context = workflowContext ?? operation.workflowContext ?? NO_CONTEXT;
	return {
		sequence,
		timestamp: timestamp === undefined ? now : instantOf(timestamp, now),
		success,
		processingTime,
		fileSize: numberOf(operation.fileSize),
		memoryUsage: numberOf(operation.memoryUsage),
		sequencePosition: numberOf(context.sequencePosition),
		batchSize: numberOf(context.batchSize),
		userId,
		operationType,
		inputFormat: wordOf(operation.inputFormat),
		outputFormat: wordOf(operation.outputFormat),
		workflowType: wordOf(context.workflowType),
		sessionId: nameOf(context.sessionId),
		errorMessage: success ? "" : messageOf(operation.errorMessage),
		parameters: boundedJson(operation.parameters),
	};
}

/** A type or format, as far as it is read; empty if it is none. */
function wordOf(value: unknown): string {
	if (typeof value !== "string") return "";
	return value.length <= MAX_WORD_LENGTH
		? value
		: value.slice(0, MAX_WORD_LENGTH);
}

/** An id or a name; empty if it is none, or longer than any name is. */
function nameOf(value: unknown): string {
	if (typeof value === "number" && Number.isFinite(value)) return `${value}`;
	return typeof value === "string" && value.length <= MAX_NAME_LENGTH
		? value
		: "";
}

function numberOf(value: unknown): number {
	return typeof value === "number" ? value : Number.NaN;
}

/** Epoch ms; `now` if it is no time that dates can hold. */
function instantOf(value: unknown, now: number): number {
	const instant = value instanceof Date ? value.getTime() : numberOf(value);
	return Math.abs(instant) <= LATEST ? Math.floor(instant) + 0 : now;
}

/** The last whole lines within the bound; of one longer line its beginning. */
function messageOf(value: unknown): string {
	if (typeof value !== "string") return "";
	if (value.length <= MAX_MESSAGE_LENGTH) return value;
	const end = value.slice(-MAX_MESSAGE_LENGTH);
	const line = end.indexOf("\n");
	if (line >= 0 && line < end.length - 1) return end.slice(line + 1);
	const start = value.slice(0, MAX_MESSAGE_LENGTH);
	return start.slice(0, Math.max(start.lastIndexOf(" "), 0));
}

/** The latest instant of a `Date`, epoch ms. */
const LATEST = 8.64e15;

const NO_CONTEXT: WorkflowContext = {};

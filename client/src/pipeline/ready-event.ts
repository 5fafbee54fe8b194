import type { WireEventInput } from "@ffmpeg-analytics/core";
import type { ReadyEvent } from "../sinks/sink.ts";
import type { CleanText } from "./clean-texts.ts";

/** All that is said of an operation, hashed, sanitised and within the bounds of the wire form. */
export interface EventFields {
	readonly id: string;
	readonly timestamp: number;
	readonly userId: string;
	readonly platform: WireEventInput["platform"];
	readonly type: string;
	readonly inputFormat: string;
	readonly outputFormat: string;
	readonly parameters: CleanText;
	readonly fileSize: number;
	readonly success: boolean;
	readonly processingTime: number;
	readonly errorMessage: CleanText | undefined;
	readonly memoryUsage: number | undefined;
	readonly workflowType: string | undefined;
	readonly sequencePosition: number | undefined;
	readonly batchSize: number | undefined;
	readonly sessionId: string | undefined;
}

/**
 * The event, and its JSON written by hand: but for two texts, whose JSON is at hand, nothing in it needs
 * escapes, and a general writer takes four times as long.
 */
export function readyEvent(fields: EventFields): ReadyEvent {
	const wire = wireOf(fields);
	return { id: fields.id, wire, json: jsonOf(fields) };
}

function wireOf(fields: EventFields): WireEventInput {
	const metrics: WireEventInput["metrics"] = {
		success: fields.success,
		processingTime: fields.processingTime,
	};
	if (fields.errorMessage !== undefined)
		metrics.errorMessage = fields.errorMessage.text;
	if (fields.memoryUsage !== undefined)
		metrics.memoryUsage = fields.memoryUsage;
	const context: NonNullable<WireEventInput["context"]> = {};
	if (fields.workflowType !== undefined)
		context.workflowType = fields.workflowType;
	if (fields.sequencePosition !== undefined)
		context.sequencePosition = fields.sequencePosition;
	if (fields.batchSize !== undefined) context.batchSize = fields.batchSize;
	if (fields.sessionId !== undefined) context.sessionId = fields.sessionId;
	return {
		id: fields.id,
		timestamp: fields.timestamp,
		userId: fields.userId,
		platform: fields.platform,
		operation: {
			type: fields.type,
			inputFormat: fields.inputFormat,
			outputFormat: fields.outputFormat,
			parameters: fields.parameters.text,
			fileSize: fields.fileSize,
		},
		metrics,
		context,
	};
}

function jsonOf(fields: EventFields): string {
	let context = "";
	if (fields.workflowType !== undefined)
		context += `,"workflowType":"${fields.workflowType}"`;
	if (fields.sequencePosition !== undefined)
		context += `,"sequencePosition":${fields.sequencePosition}`;
	if (fields.batchSize !== undefined)
		context += `,"batchSize":${fields.batchSize}`;
	if (fields.sessionId !== undefined)
		context += `,"sessionId":"${fields.sessionId}"`;
	let metrics = "";
	if (fields.errorMessage !== undefined)
		metrics += `,"errorMessage":${fields.errorMessage.json}`;
	if (fields.memoryUsage !== undefined)
		metrics += `,"memoryUsage":${fields.memoryUsage}`;
	return `{"id":"${fields.id}","timestamp":${fields.timestamp},"userId":"${fields.userId}","platform":"${fields.platform}","operation":{"type":"${fields.type}","inputFormat":"${fields.inputFormat}","outputFormat":"${fields.outputFormat}","parameters":${fields.parameters.json},"fileSize":${fields.fileSize}},"metrics":{"success":${fields.success},"processingTime":${fields.processingTime}${metrics}},"context":{${context.slice(1)}}}`;
}

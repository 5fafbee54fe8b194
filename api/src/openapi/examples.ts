import {
	mcpDefinitionOf,
	type OperationSequencePattern,
	type TemplateRecord,
	type WireEventInput,
} from "@ffmpeg-analytics/core";
import { describeTemplate } from "../routes/template-view";
import type { JsonObject } from "./json-schemas";

const USER = "48361492d3e8dd57e0cd7ab8f3b057084d7589b073d599da896bac27c626f339";

/** An operation that succeeded. */
const TRIM: WireEventInput = {
	id: "0199f3a2-7c1e-7b41-9d0c-3f5a1f0e8b21",
	timestamp: "2026-11-22T12:00:00.000Z",
	userId: USER,
	platform: "mcp",
	operation: {
		type: "trim",
		inputFormat: "mp4",
		outputFormat: "mp4",
		parameters: '{"start":"00:00:05","duration":30,"codec":"copy"}',
		fileSize: 52_428_800,
	},
	metrics: { success: true, processingTime: 420, memoryUsage: 73_400_320 },
	context: { workflowType: "podcast", sessionId: "session-7" },
};

/** One that failed, with an epoch timestamp and as little as there must be. */
const TO_MP3: WireEventInput = {
	id: "0199f3a2-8f00-7a52-8c11-6a0d2b9c4e57",
	timestamp: 1_795_348_830_000,
	userId: USER,
	platform: "mcp",
	operation: {
		type: "to_mp3",
		inputFormat: "unknown",
		outputFormat: "mp3",
		parameters: "{}",
		fileSize: 0,
	},
	metrics: {
		success: false,
		processingTime: 12,
		errorMessage: "Unknown encoder 'libmp3lame'",
	},
};

const TEMPLATE: TemplateRecord = {
	id: "trim~to_mp3",
	pattern: "trim->to_mp3",
	name: "Make podcast episode: trim, convert to MP3",
	description: "Trim and convert to MP3, in one call instead of 2.",
	workflowType: "podcast",
	operations: ["trim", "to_mp3"],
	status: "active",
	steps: [
		{
			operation: "trim",
			parameters: { codec: "copy" },
			inputs: ["trim_start"],
		},
		{ operation: "to_mp3", parameters: { bitrate: "192k" }, inputs: [] },
	],
	inputs: [
		{
			name: "trim_start",
			step: 1,
			parameter: "start",
			kind: "value",
			type: "number",
			required: true,
			minimum: 0,
			values: [0, 5],
			exhaustive: false,
		},
	],
	evidence: {
		frequency: 42,
		successRate: 1,
		successRateLowerBound: 0.9162,
		userCount: 7,
		sampledOccurrences: 16,
		sampledUsers: 7,
	},
	expectedDuration: 1834.5,
	estimatedSavings: { toolCalls: 1, tokens: 160 },
	createdAt: Date.UTC(2026, 10, 1, 6),
	updatedAt: Date.UTC(2026, 10, 22, 13),
};

/** A sequence that has a template. */
const PATTERN: OperationSequencePattern = {
	pattern: "trim->resize->to_mp3",
	operations: ["trim", "resize", "to_mp3"],
	frequency: 42,
	sessionCount: 40,
	avgDuration: 1834.5,
	successRate: 0.9523809523809523,
	successRateLowerBound: 0.8421,
	userCount: 7,
	userShare: 0.35,
	workflowTypes: { podcast: 30, unspecified: 10 },
	inferredWorkflowTypes: [
		{
			workflowType: "podcast",
			sessions: 8,
			reason:
				"only audio was made, and its loudness, silence or noise treated as for speech",
		},
	],
	templateCandidate: true,
	firstSeen: "2026-09-03",
	lastSeen: "2026-11-22",
};

/** Examples of requests and answers, by the route's name; each an Example Object by its name. */
export const EXAMPLES: Readonly<
	Record<string, { requests?: JsonObject; answers?: JsonObject }>
> = {
	logOperation: {
		requests: {
			oneEvent: { summary: "One event", value: TRIM },
			batch: {
				summary: "A batch",
				value: { sentAt: "2026-11-22T12:01:00.000Z", events: [TRIM, TO_MP3] },
			},
		},
		answers: {
			oneEvent: {
				summary: "One event",
				value: { id: TRIM.id, status: "stored" },
			},
			batch: {
				summary: "A batch, of which one event is to be sent again",
				value: {
					stored: 1,
					duplicates: 0,
					rejected: 1,
					results: [
						{ index: 0, id: TRIM.id, status: "stored" },
						{
							index: 1,
							id: null,
							status: "rejected",
							code: "invalid_event",
							errors: [
								{
									path: "id",
									message: "Invalid input: expected string, received number",
								},
							],
						},
						{ index: 2, id: TO_MP3.id, status: "retry" },
					],
				},
			},
		},
	},
	getTemplate: {
		answers: {
			json: { summary: "As data", value: describeTemplate(TEMPLATE) },
			mcp: {
				summary: "For an MCP server",
				value: mcpDefinitionOf(TEMPLATE),
			},
		},
	},
	listSequences: {
		answers: {
			page: {
				summary: "The last page",
				value: {
					sequences: [PATTERN],
				},
			},
		},
	},
	getSequence: {
		answers: {
			known: {
				summary: "A sequence that has a template",
				value: {
					...PATTERN,
					byMonth: [
						{
							month: "2026-11",
							frequency: 42,
							sessionCount: 40,
							successRate: PATTERN.successRate,
							avgDuration: 1834.5,
							userCount: 7,
						},
					],
					platforms: [
						{ platform: "mcp", frequency: 30 },
						{ platform: "webapp", frequency: 12 },
					],
					templateId: "trim~resize~to_mp3",
				},
			},
		},
	},
	listTransitions: {
		answers: {
			list: {
				summary: "What follows what in a month",
				value: {
					months: ["2026-11"],
					transitions: [
						{
							from: "trim",
							to: "resize",
							frequency: 61,
							sessionCount: 55,
							successRate: 0.95,
							avgDuration: 1210.5,
						},
						{
							from: "resize",
							to: "to_mp3",
							frequency: 44,
							sessionCount: 42,
							successRate: 1,
							avgDuration: 940,
						},
					],
				},
			},
		},
	},
	identifySequence: {
		requests: {
			operations: {
				summary: "Of operations that the caller tells",
				value: {
					userId: USER,
					operations: ["concat", "trim", "resize", "resize", "to_mp3"],
				},
			},
			user: {
				summary: "Of what a user did in the last half hour, for readers",
				value: { userId: USER, timeframeMinutes: 30 },
			},
		},
		answers: {
			known: {
				summary: "A sequence that has a template",
				value: { pattern: PATTERN, templateId: "trim~resize~to_mp3" },
			},
			unknown: {
				summary: "The operations end in nothing that is known",
				value: { pattern: null },
			},
		},
	},
};

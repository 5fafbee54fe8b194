import { createHmac } from "node:crypto";
import type { WireEventInput } from "@ffmpeg-analytics/core";
import type { TrackedOperation } from "../../../client/src/tracked-operation.ts";

/**
 * The operation of a number: 12 properties, the parameters nested, as a host reports them. Making it is part of
 * what a host pays, and of what is measured. Users work at sessions of six operations; about one in 13 failed.
 */
export function operationOf(index: number): TrackedOperation {
	const work = WORK[index % WORK.length] as Work;
	return {
		userId: USER_IDS[index % USERS] as string,
		operationType: work.type,
		parameters: work.parametersOf(index),
		processingTime: processingTimeOf(index),
		success: index % FAILURE_EVERY !== 0,
		inputFormat: "mp4",
		outputFormat: work.outputFormat,
		fileSize: fileSizeOf(index),
		workflowContext: {
			workflowType: WORKFLOW_TYPES[index % WORKFLOW_TYPES.length],
			sequencePosition: positionOf(index),
			batchSize: 1,
			sessionId: SESSION_NAMES[sessionOf(index)] as string,
		},
	};
}

/** The same as a peer takes it: flat, but for the parameters. */
export function propertiesOf(index: number): Record<string, unknown> {
	const work = WORK[index % WORK.length] as Work;
	return {
		userId: USER_IDS[index % USERS],
		operationType: work.type,
		parameters: work.parametersOf(index),
		processingTime: processingTimeOf(index),
		success: index % FAILURE_EVERY !== 0,
		inputFormat: "mp4",
		outputFormat: work.outputFormat,
		fileSize: fileSizeOf(index),
		workflowType: WORKFLOW_TYPES[index % WORKFLOW_TYPES.length],
		sequencePosition: positionOf(index),
		batchSize: 1,
		sessionId: SESSION_NAMES[sessionOf(index)],
	};
}

/** Who did it, by the host's own id. */
export function userIdOf(index: number): string {
	return USER_IDS[index % USERS] as string;
}

/** The same in the wire form, made with as little work as can be: hashes are known, nothing is sanitised. */
export function wireEventOf(index: number, id: string): WireEventInput {
	const work = WORK[index % WORK.length] as Work;
	return {
		id,
		timestamp: Date.now(),
		userId: USER_HASHES[index % USERS] as string,
		platform: "mcp",
		operation: {
			type: work.type,
			inputFormat: "mp4",
			outputFormat: work.outputFormat,
			parameters: JSON.stringify(work.parametersOf(index)),
			fileSize: fileSizeOf(index),
		},
		metrics: {
			success: index % FAILURE_EVERY !== 0,
			processingTime: processingTimeOf(index),
		},
		context: {
			workflowType: WORKFLOW_TYPES[index % WORKFLOW_TYPES.length],
			sequencePosition: positionOf(index),
			batchSize: 1,
			sessionId: SESSION_HASHES[sessionOf(index)],
		},
	};
}

/** Which one it is, by the size of its file: every library carries it through. Undefined of any other value. */
export function indexOf(fileSize: unknown): number | undefined {
	if (typeof fileSize !== "number") return undefined;
	const index = (fileSize - FILE_SIZE_MIN) / FILE_SIZE_STEP;
	return Number.isInteger(index) && index >= 0 ? index : undefined;
}

function fileSizeOf(index: number): number {
	return FILE_SIZE_MIN + index * FILE_SIZE_STEP;
}

interface Work {
	readonly type: string;
	readonly outputFormat: string;
	readonly parametersOf: (index: number) => Record<string, unknown>;
}

/** Nothing private is in them, so that every library sends the same. */
const WORK: readonly Work[] = [
	{
		type: "trim",
		outputFormat: "mp4",
		parametersOf: (index) => ({ codec: "copy", t: 5 + (index % 97) / 10 }),
	},
	{
		type: "resize",
		outputFormat: "mp4",
		parametersOf: (index) => ({
			codec: "libx264",
			crf: 18 + (index % 11),
			preset: "medium",
			vf: "scale=1280:-2",
		}),
	},
	{
		type: "to_mp3",
		outputFormat: "mp3",
		parametersOf: () => ({
			codec: "libmp3lame",
			"b:a": "192k",
			ar: 44_100,
			ac: 2,
		}),
	},
];

const WORKFLOW_TYPES = ["music_video", "podcast", "social_media"] as const;
const FAILURE_EVERY = 13;
const FILE_SIZE_MIN = 1_000_000;
const FILE_SIZE_STEP = 7_919;

const USERS = 20;
const SESSION_LENGTH = 6;
/** After so many their names come again. */
const SESSIONS = 20_000;

const USER_IDS = Array.from(
	{ length: USERS },
	(_, user) => `user-${user}@example.org`,
);
const SESSION_NAMES = Array.from(
	{ length: SESSIONS },
	(_, session) => `session-${session}`,
);
const USER_HASHES = USER_IDS.map(hashOf);
const SESSION_HASHES = SESSION_NAMES.map(hashOf);

function hashOf(name: string): string {
	return createHmac("sha256", "salt of the benchmark")
		.update(name)
		.digest("hex");
}

function processingTimeOf(index: number): number {
	return 200 + ((index * 31) % 20_000);
}

function positionOf(index: number): number {
	return Math.floor(index / USERS) % SESSION_LENGTH;
}

function sessionOf(index: number): number {
	const round = Math.floor(index / (USERS * SESSION_LENGTH));
	return (round * USERS + (index % USERS)) % SESSIONS;
}

import { createHmac, randomUUID } from "node:crypto";
import type { WireEventInput } from "@ffmpeg-analytics/core";

/** Writes bodies of requests, every event of which is new. */
export interface BodySource {
	/** One event, or a batch of so many. */
	next(): string;
}

/** What users do, as hosts report it; parameters differ from one time to the next. */
interface Operation {
	readonly type: string;
	readonly formats: readonly [input: string, output: string];
	readonly parameters: (index: number) => object;
}

/** The client's sanitiser has put marks where private values were. */
const OPERATIONS: readonly Operation[] = [
	{
		type: "trim",
		formats: ["mp4", "mp4"],
		parameters: (index) => ({
			ss: `00:${pad(index % 60)}:${pad((index * 7) % 60)}.${index % 10}`,
			t: 5 + (index % 997) / 10,
			codec: "copy",
		}),
	},
	{
		type: "resize",
		formats: ["mp4", "mp4"],
		parameters: (index) => ({
			codec: "libx264",
			crf: 18 + (index % 11),
			preset: pick(["fast", "medium", "slow"], index),
			vf: `scale=${pick([1920, 1280, 854, 640], index >> 2)}:-2`,
		}),
	},
	{
		type: "concat",
		formats: ["mp4", "mp4"],
		parameters: (index) => ({
			inputs: Array.from({ length: 2 + (index % 4) }, () => "[file]"),
			filter_complex: "[0:v][0:a][1:v][1:a]concat=n=2:v=1:a=1[v][a]",
			map: ["[v]", "[a]"],
		}),
	},
	{
		type: "overlay_text",
		formats: ["mp4", "mp4"],
		parameters: (index) => ({
			vf: `drawtext=text=[text]:fontsize=${16 + (index % 48)}:x=(w-text_w)/2:y=h-${index % 200}`,
			"c:a": "copy",
		}),
	},
	{
		type: "to_mp3",
		formats: ["mp4", "mp3"],
		parameters: (index) => ({
			codec: "libmp3lame",
			"b:a": pick(["128k", "192k", "320k"], index),
			ar: 44_100,
			ac: 2,
		}),
	},
	{
		type: "thumbnail",
		formats: ["mov,mp4,m4a", "png"],
		parameters: (index) => ({
			argv: [
				"-ss",
				String((index % 7_200) / 10),
				"-i",
				"[file]",
				"-frames:v",
				"1",
				"-vf",
				"scale=640:-1",
				"[file]",
			],
		}),
	},
];

const ERROR_MESSAGES = [
	"[file]: No such file or directory",
	"[mov,mp4,m4a,3gp,3g2,mj2 @ 0x55d0c8a4b2c0] moov atom not found\n[file]: Invalid data found when processing input",
	"Unknown encoder 'libfdk_aac'",
	"[AVFilterGraph @ 0x5581f0a3c6c0] No such filter: 'scale2'\nError initializing complex filters.\nInvalid argument",
	"Conversion failed!",
] as const;

const WORKFLOW_TYPES = ["music_video", "podcast", "social_media"] as const;
const PLATFORMS = ["mcp", "komposteur", "webapp"] as const;
const USERS = 200;
const SESSIONS_PER_USER = 20;
const SESSION_LENGTH = 6;
/** Every so many operations one fails. */
const FAILURE_EVERY = 13;

/**
 * Events of 200 users in sessions of 6 operations, about one in 13 failed. What differs between two
 * events that are the same otherwise, the random UUID and the time, is put into a text that is made
 * beforehand, so that a load generator has next to nothing to do.
 */
export function createBodySource(
	eventsPerRequest: number,
	ids: IdKind,
): BodySource {
	const nextId = ids === "random" ? randomUUID : nextOrderedId;
	const tails = makeTails();
	let turn = 0;
	let clockMs = 0;
	let clockText = "";
	const nextEvent = () => {
		const now = Date.now();
		if (now !== clockMs) {
			clockMs = now;
			clockText = new Date(now).toISOString();
		}
		const tail = tails[turn++ % tails.length] ?? "";
		return `{"id":"${nextId()}","timestamp":"${clockText}",${tail}`;
	};
	const nextBatch = () => {
		let events = nextEvent();
		for (let i = 1; i < eventsPerRequest; i++) events += `,${nextEvent()}`;
		return `{"sentAt":"${clockText}","events":[${events}]}`;
	};
	return { next: eventsPerRequest === 1 ? nextEvent : nextBatch };
}

/** How ids are made, UUIDs both: version 4, or version 7, which begins with the time. */
export const ID_KINDS = ["random", "ordered"] as const;
export type IdKind = (typeof ID_KINDS)[number];

/** RFC 9562, section 5.7, with the 12 bits behind the version from a random UUID too. */
function nextOrderedId(): string {
	const time = Date.now().toString(16).padStart(12, "0");
	return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}

/** What follows the id and the time: every user works at one session, then at the next one. */
function makeTails(): string[] {
	const users = Array.from({ length: USERS }, (_, user) =>
		createHmac("sha256", "salt of the benchmark")
			.update(`user ${user}`)
			.digest("hex"),
	);
	const tails: string[] = [];
	for (let round = 0; round < SESSIONS_PER_USER; round++) {
		const sessions = users.map(() => randomUUID());
		for (let position = 0; position < SESSION_LENGTH; position++)
			for (const [user, userId] of users.entries()) {
				const operation = pick(OPERATIONS, user + round + position);
				const body: Omit<WireEventInput, "id" | "timestamp"> = {
					userId,
					platform: pick(PLATFORMS, user),
					...workOf(tails.length, operation),
					context: {
						workflowType: pick(WORKFLOW_TYPES, user + round),
						sessionId: pick(sessions, user),
						sequencePosition: position,
					},
				};
				tails.push(JSON.stringify(body).slice(1));
			}
	}
	return tails;
}

function workOf(
	index: number,
	{ type, formats: [inputFormat, outputFormat], parameters }: Operation,
): Pick<WireEventInput, "operation" | "metrics"> {
	const failed = index % FAILURE_EVERY === 0;
	return {
		operation: {
			type,
			inputFormat,
			outputFormat,
			parameters: JSON.stringify(parameters(index)),
			fileSize: 1_000_000 + index * 7_919,
		},
		metrics: {
			success: !failed,
			processingTime: 200 + ((index * 31) % 20_000),
			memoryUsage: 50_000_000 + index * 1_013,
			...(failed && {
				errorMessage: pick(ERROR_MESSAGES, index / FAILURE_EVERY),
			}),
		},
	};
}

function pick<Value>(values: readonly Value[], at: number): Value {
	return values[at % values.length] as Value;
}

function pad(value: number): string {
	return String(value).padStart(2, "0");
}

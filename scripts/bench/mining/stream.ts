import type { StoredEvent } from "@ffmpeg-analytics/core";
import { randomOf } from "../../random.ts";

/** In which order events reach the miner. */
export const ORDERS = ["time", "shuffled"] as const;
export type Order = (typeof ORDERS)[number];

/** Events that are parsed at once, so that never more than these exist as objects. */
export const PAGE_EVENTS = 50_000;

/** One user to so many events. */
const EVENTS_PER_USER = 100;
const MIN_USERS = 5 * 500;
/** Sessions that go on at the same time, and how long one rests between two operations, ms. */
const CONCURRENT_SESSIONS = 500;
const MEAN_IDLE_MS = 40_000;
const RETENTION_MS = 31_536_000_000;
const START = Date.UTC(2026, 9, 20);

const FAILED_SHARE = 0.05;
const NAMED_SHARE = 0.6;
const PLATFORMS = ["mcp", "komposteur", "webapp"] as const;
const WORKFLOW_TYPES = ["podcast", "music_video", "social_media"] as const;
const OPERATION_TYPES = [
	"trim",
	"resize",
	"concat",
	"overlay_text",
	"to_mp3",
	"thumbnail",
	"crop",
	"fade",
	"normalize_audio",
	"extract_audio",
	"subtitle_burn_in",
	"convert",
	"compress",
	"watermark",
	"speed",
	"rotate",
	"gif",
	"probe",
	"hls_segment",
	"stabilize",
	"denoise",
	"mix_audio",
	"picture_in_picture",
] as const;
/** What people do again and again; a session now and then departs from it. */
const WORKFLOWS = 50;
const DEPARTURE_SHARE = 0.1;

/**
 * Events of users who repeat fixed workflows: who is active follows Zipf's law, many sessions go on
 * at a time, and what ended first arrives first (or all is shuffled). The same seed draws the same.
 *
 * Pages are parsed from JSON, as events that come over the wire are: their texts are new for every
 * event, and know nothing of each other.
 */
export function* eventPages(
	count: number,
	order: Order,
	seed: number,
	pageEvents: number = PAGE_EVENTS,
): Generator<StoredEvent[], void, void> {
	const drawn = draw(count, seed);
	const places = Int32Array.from({ length: count }, (_, index) => index);
	if (order === "shuffled") shuffle(places, randomOf(seed + 1));
	for (let start = 0; start < count; start += pageEvents) {
		const page = places.subarray(start, start + pageEvents);
		const lines = Array.from(page, (index) => jsonOf(drawn, index));
		yield JSON.parse(`[${lines.join(",")}]`) as StoredEvent[];
	}
}

/** Events in columns: ten million of them fit in memory beside what is measured. */
interface Drawn {
	readonly timestamps: Float64Array;
	readonly durations: Int32Array;
	readonly users: Int32Array;
	readonly sessions: Int32Array;
	readonly positions: Uint16Array;
	readonly types: Uint8Array;
	readonly failed: Uint8Array;
}

interface Session {
	readonly number: number;
	readonly user: number;
	readonly types: readonly number[];
	position: number;
}

function draw(count: number, seed: number): Drawn {
	const random = randomOf(seed);
	const drawn: Drawn = {
		timestamps: new Float64Array(count),
		durations: new Int32Array(count),
		users: new Int32Array(count),
		sessions: new Int32Array(count),
		positions: new Uint16Array(count),
		types: new Uint8Array(count),
		failed: new Uint8Array(count),
	};
	const users = Math.max(MIN_USERS, Math.floor(count / EVENTS_PER_USER));
	const workflows = Array.from({ length: WORKFLOWS }, () =>
		typesOf(2 + Math.floor(random() * 7), random),
	);
	const busy = new Set<number>();
	let sessions = 0;
	const begin = (): Session => {
		const user = drawUser(users, busy, random);
		busy.add(user);
		const workflow = workflows[Math.floor(random() ** 2 * WORKFLOWS)] ?? [];
		const types =
			random() < DEPARTURE_SHARE ? departFrom(workflow, random) : workflow;
		return { number: sessions++, user, types, position: 0 };
	};
	const active = Array.from({ length: CONCURRENT_SESSIONS }, begin);
	let now = START;
	for (let index = 0; index < count; index++) {
		now += (random() * 2 * MEAN_IDLE_MS) / CONCURRENT_SESSIONS;
		const place = Math.floor(random() * CONCURRENT_SESSIONS);
		const session = active[place] as Session;
		const failed = random() < FAILED_SHARE;
		drawn.timestamps[index] = Math.floor(now);
		drawn.durations[index] = Math.floor(200 + random() ** 4 * 60_000);
		drawn.users[index] = session.user;
		drawn.sessions[index] = session.number;
		drawn.positions[index] = session.position;
		drawn.types[index] = session.types[session.position] ?? 0;
		drawn.failed[index] = failed ? 1 : 0;
		// What failed is tried again.
		if (!failed) session.position++;
		if (session.position < session.types.length) continue;
		busy.delete(session.user);
		active[place] = begin();
	}
	return drawn;
}

/** By Zipf's law with exponent 1, nearly; somebody who is not in a session. */
function drawUser(
	users: number,
	busy: ReadonlySet<number>,
	random: () => number,
): number {
	for (;;) {
		// The inverse of the distribution function.
		const user = Math.floor((users + 1) ** random()) - 1;
		if (!busy.has(user)) return user;
	}
}

/** Leaves off early, or puts another operation in the place of one; rarely does something else. */
function departFrom(
	workflow: readonly number[],
	random: () => number,
): readonly number[] {
	const place = Math.floor(random() * workflow.length);
	const chance = random();
	if (chance < 0.6) return workflow.slice(0, place + 1);
	if (chance < 0.95)
		return workflow.toSpliced(place, 1, Math.floor(random() * 4));
	return typesOf(2 + Math.floor(random() * 10), random);
}

function typesOf(length: number, random: () => number): number[] {
	return Array.from({ length }, () =>
		Math.floor(random() * OPERATION_TYPES.length),
	);
}

/** Written by hand: `JSON.stringify` would take longer than what is measured. */
function jsonOf(drawn: Drawn, index: number): string {
	const user = drawn.users[index] as number;
	const session = drawn.sessions[index] as number;
	const timestamp = drawn.timestamps[index] as number;
	const context = isDrawn(session, NAMED_SHARE)
		? `{"workflowType":"${WORKFLOW_TYPES[session % WORKFLOW_TYPES.length]}","sessionId":"${uuid(session)}","sequencePosition":${drawn.positions[index]}}`
		: "{}";
	return `{"id":"${uuid(index)}","timestamp":${timestamp},"userId":"${userId(user)}","platform":"${PLATFORMS[user % PLATFORMS.length]}",\
"operation":{"type":"${OPERATION_TYPES[drawn.types[index] as number]}","inputFormat":"mp4","outputFormat":"mp4","parameters":"{}","fileSize":${1_000_000 + index}},\
"metrics":{"success":${drawn.failed[index] === 0},"processingTime":${drawn.durations[index]}},"context":${context},\
"receivedAt":${timestamp + 1_000},"expireAt":${timestamp + RETENTION_MS},"shard":0,"contentHash":"0","sanitizerVersion":1}`;
}

/** Whether a thing with the number is among this share, the same every time. */
function isDrawn(number: number, share: number): boolean {
	return (Math.imul(number, 0x9e3779b1) >>> 0) / 2 ** 32 < share;
}

function uuid(number: number): string {
	return `${scattered(number)}-11d1-4c04-8000-${number.toString(16).padStart(12, "0")}`;
}

function userId(number: number): string {
	return scattered(number) + number.toString(16).padStart(56, "0");
}

/** Eight hexadecimal digits that differ from number to number, as those of a hash do. */
function scattered(number: number): string {
	const mixed = Math.imul(number + 1, 0x9e3779b1) >>> 0;
	return mixed.toString(16).padStart(8, "0");
}

function shuffle(places: Int32Array, random: () => number): void {
	for (let last = places.length - 1; last > 0; last--) {
		const other = Math.floor(random() * (last + 1));
		const moved = places[last] as number;
		places[last] = places[other] as number;
		places[other] = moved;
	}
}

import type { WireEvent } from "../../core/src/index.ts";
import { HISTORY_NOW } from "../../core/testing/index.ts";
import { between, oneOf } from "../random.ts";

/** What hosts may send at the worst, all within the last 36 hours. */
export interface Crowd {
	/** Of honest users, however much they do: must be counted to the last digit. */
	readonly honest: readonly WireEvent[];
	/** Of one who sends ever new operation types, workflow types and sessions. */
	readonly abuse: readonly WireEvent[];
}

const MINUTE_MS = 60_000;

/** What the honest repeat; few enough that the heaviest user stays within their patterns. */
const WORKFLOWS = [
	["trim", "resize", "to_mp3"],
	["crop", "scale", "add_text", "to_mp4"],
	["normalize", "denoise", "to_mp3"],
	["thumbnail", "resize"],
] as const;

/** How many operations, steps, users and types, each for itself. */
export interface CrowdSize {
	readonly operationsOfOneUser: number;
	readonly stepsOfOneSession: number;
	readonly users: number;
	readonly typesOfAbuser: number;
}

/** Draws a crowd; the same random source draws the same one. */
export function drawCrowd(random: () => number, size: CrowdSize): Crowd {
	const honest = [
		...heavyUser(random, size.operationsOfOneUser),
		...longSession(random, size.stepsOfOneSession),
		...manyUsers(random, size.users),
	];
	return { honest, abuse: abuser(random, size.typesOfAbuser) };
}

/** Batches of a crowd in which everybody's events come one after another, mixed. */
export function mixed({ honest, abuse }: Crowd): WireEvent[] {
	const all: WireEvent[] = [];
	const share = abuse.length / Math.max(1, honest.length);
	let taken = 0;
	honest.forEach((event, index) => {
		all.push(event);
		while (taken < Math.floor((index + 1) * share)) {
			const next = abuse[taken++];
			if (next !== undefined) all.push(next);
		}
	});
	return all.concat(abuse.slice(taken));
}

function heavyUser(random: () => number, operations: number): WireEvent[] {
	const stepMs = (36 * 60 * MINUTE_MS) / operations;
	const events: WireEvent[] = [];
	while (events.length < operations)
		for (const type of oneOf(random, WORKFLOWS))
			events.push(
				event(`heavy${events.length}`, "a".repeat(64), type, {
					at: HISTORY_NOW - 36 * 60 * MINUTE_MS + events.length * stepMs,
					sessionId: `s${Math.floor(events.length / 10)}`,
					processingTime: Math.floor(1.0001 ** between(random, 0, 150_000)),
					memoryUsage: between(random, 1, 2 ** 40),
				}),
			);
	return events;
}

function longSession(random: () => number, steps: number): WireEvent[] {
	return Array.from({ length: steps }, (_, n) =>
		event(
			`long${n}`,
			"b".repeat(64),
			WORKFLOWS[1][n % WORKFLOWS[1].length] ?? "",
			{
				at: HISTORY_NOW - 60 * MINUTE_MS + n,
				sessionId: "long",
				processingTime: between(random, 0, 9_000),
			},
		),
	);
}

function manyUsers(random: () => number, users: number): WireEvent[] {
	return Array.from({ length: users }, (_, n) => {
		const userId = `${(n * 2_654_435_761 + 7) % 2 ** 32}`.padStart(64, "c");
		return oneOf(random, WORKFLOWS)
			.slice(0, 2)
			.map((type, step) =>
				event(`user${n}-${step}`, userId, type, {
					at: HISTORY_NOW - 30 * MINUTE_MS + n + step * 1_000,
					processingTime: 5,
				}),
			);
	}).flat();
}

function abuser(random: () => number, types: number): WireEvent[] {
	return Array.from({ length: types }, (_, n) =>
		event(`abuse${n}`, "d".repeat(64), `x${n}`.padEnd(60, "y"), {
			at: HISTORY_NOW - 20 * MINUTE_MS + n,
			...(n % 3 === 0 ? {} : { sessionId: `s${between(random, 0, types)}` }),
			workflowType: `w${n % 500}`,
			processingTime: between(random, 0, 10_000_000),
		}),
	);
}

interface Particulars {
	readonly at: number;
	readonly processingTime: number;
	readonly memoryUsage?: number;
	readonly sessionId?: string;
	readonly workflowType?: string;
}

function event(
	id: string,
	userId: string,
	type: string,
	{ at, processingTime, memoryUsage, ...context }: Particulars,
): WireEvent {
	return {
		id,
		timestamp: Math.floor(at),
		userId,
		platform: "mcp",
		operation: {
			type,
			inputFormat: "mp4",
			outputFormat: "mp4",
			parameters: "{}",
			fileSize: 1_000,
		},
		metrics: {
			success: true,
			processingTime,
			...(memoryUsage === undefined ? {} : { memoryUsage }),
		},
		context,
	};
}

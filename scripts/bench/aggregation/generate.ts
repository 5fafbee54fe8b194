import { createHmac } from "node:crypto";
import type { WireEvent } from "@ffmpeg-analytics/core";
import { createArrivals } from "./arrivals.ts";
import { createRandom, createZipf, type Random } from "./random.ts";
import type { Stream } from "./streams.ts";
import { OPERATIONS, type Operation, WORKFLOWS } from "./workflows.ts";

/** An event, and when it reaches the endpoint. */
export interface Arrival {
	/** Epoch ms. */
	readonly at: number;
	readonly event: WireEvent;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const WEEK_MS = 7 * DAY_MS;

const PLATFORMS = ["mcp", "komposteur", "webapp"] as const;
const ERROR_MESSAGES = [
	"[file]: No such file or directory",
	"Unknown encoder 'libfdk_aac'",
	"Error initializing complex filters.\nInvalid argument",
	"Conversion failed!",
] as const;

const FAILURE_SHARE = 0.05;
/** The share of failed operations that are tried again at once. */
const RETRY_SHARE = 0.6;
/** The share of operations that are done to several files. */
const BATCH_SHARE = 0.04;
const BATCH_SIZE_MAX = 6;
const EXPLORED_STEPS_MAX = 8;
/** Between two operations of a session. */
const THINKING_MS = { min: 2_000, max: 40_000 } as const;
/** A client sends within this time. */
const DELIVERY_MS_MAX = 5_000;
/** Until somebody who may do one session at a time begins the next one. */
const PAUSE_MS = { min: 4 * MINUTE_MS, max: 40 * MINUTE_MS } as const;
const DRAWS_MAX = 30;

/**
 * Generates a stream's events in the order in which they arrive; it holds those of the sessions
 * under way, and those that are to come late.
 */
export function* generate(stream: Stream): Generator<Arrival> {
	const random = createRandom(1);
	const arrivals = createArrivals<Arrival>(({ at }) => at);
	const people = createPeople(stream, random);
	let planned = 0;
	while (planned < stream.events) {
		const begin = beginningOf(stream, planned / stream.events);
		yield* arrivals.until(begin);
		const session = planSession(stream, people.next(begin), begin, random);
		people.busyUntil(session);
		for (const arrival of session.slice(0, stream.events - planned))
			arrivals.add(arrival);
		planned += session.length;
	}
	yield* arrivals.until(Number.POSITIVE_INFINITY);
}

/** When the session begins before which this share of the events has been planned, epoch ms. */
function beginningOf(
	{ start, durationMs, weeks }: Stream,
	share: number,
): number {
	const week = Math.floor(share * weeks);
	const offset = (share * weeks - week) * durationMs;
	const time = start + week * WEEK_MS + offset;
	if (durationMs < DAY_MS) return Math.floor(time);
	// Seven times as many at noon as at midnight, and one half of a day's sessions before noon.
	const day = Math.floor(time / DAY_MS) * DAY_MS;
	const part = (time - day) / DAY_MS;
	return Math.floor(
		day + (part + 0.12 * Math.sin(2 * Math.PI * part)) * DAY_MS,
	);
}

/** A user as sessions know them. */
interface Person {
	readonly userId: string;
	readonly platform: (typeof PLATFORMS)[number];
	readonly hasSessionIds: boolean;
}

function createPeople(stream: Stream, random: Random) {
	const nextRank = createZipf(stream.users, random);
	const known: Person[] = [];
	/** Epoch ms from which a user may begin a session. */
	const freeFrom = new Map<string, number>();
	let newcomers = 0;
	const person = (name: string): Person => {
		const userId = createHmac("sha256", "salt of the benchmark")
			.update(name)
			.digest("hex");
		const number = Number.parseInt(userId.slice(8, 16), 16);
		return {
			userId,
			platform: PLATFORMS[number % PLATFORMS.length] ?? "mcp",
			hasSessionIds: (number >>> 8) % 1_000 < stream.sessionIdShare * 1_000,
		};
	};
	const newcomer = () => person(`newcomer ${newcomers++}`);
	const draw = (): Person => {
		if (random.chance(stream.newUserShare)) return newcomer();
		const rank = nextRank();
		known[rank] ??= person(`user ${rank}`);
		return known[rank];
	};
	return {
		/** Somebody who begins a session now; where hardly anybody is free, a new user. */
		next(now: number): Person {
			for (let draws = 0; draws < DRAWS_MAX; draws++) {
				const drawn = draw();
				if ((freeFrom.get(drawn.userId) ?? 0) <= now) return drawn;
			}
			return newcomer();
		},
		/** Notes when the user of a session is free again. */
		busyUntil(session: readonly Arrival[]): void {
			const last = session.at(-1)?.event;
			if (!stream.oneSessionAtATime || last === undefined) return;
			const pause = random.between(PAUSE_MS.min, PAUSE_MS.max);
			freeFrom.set(last.userId, last.timestamp + pause);
		},
	};
}

function planSession(
	stream: Stream,
	person: Person,
	begin: number,
	random: Random,
): Arrival[] {
	const workflow = random.chance(stream.explorationShare)
		? {
				workflowType: "",
				operations: Array.from(
					{ length: random.between(1, EXPLORED_STEPS_MAX) },
					() => random.pick(OPERATIONS),
				),
			}
		: random.pick(WORKFLOWS);
	const sessionId = person.hasSessionIds ? random.uuid() : undefined;
	const events: WireEvent[] = [];
	let time = begin;
	for (const { operation, success, batchSize } of attempts(
		workflow.operations,
		random,
	)) {
		const duration = Math.floor(
			operation.processingTimeMs * (0.5 + random.next()),
		);
		time += random.between(THINKING_MS.min, THINKING_MS.max) + duration;
		events.push({
			id: random.uuid(),
			timestamp: time,
			userId: person.userId,
			platform: person.platform,
			operation: {
				type: operation.type,
				inputFormat: operation.inputFormat,
				outputFormat: operation.outputFormat,
				parameters: JSON.stringify(operation.parameters(random)),
				fileSize: random.between(1_000_000, 500_000_000),
			},
			metrics: {
				success,
				processingTime: duration,
				memoryUsage: random.between(30_000_000, 900_000_000),
				...(success ? {} : { errorMessage: random.pick(ERROR_MESSAGES) }),
			},
			context: {
				...(workflow.workflowType === ""
					? {}
					: { workflowType: workflow.workflowType }),
				...(batchSize > 1 ? { batchSize } : {}),
				...(sessionId === undefined
					? {}
					: { sessionId, sequencePosition: events.length }),
			},
		});
	}
	const lateFrom = random.chance(stream.lateShare)
		? events.length >> 1
		: events.length;
	return events.map((event, index) => ({
		at:
			event.timestamp +
			random.between(0, DELIVERY_MS_MAX) +
			(index < lateFrom ? 0 : WEEK_MS),
		event,
	}));
}

/** The operations with their retries, and one for each file of a batch. */
function* attempts(operations: readonly Operation[], random: Random) {
	for (const operation of operations) {
		const batchSize = random.chance(BATCH_SHARE)
			? random.between(2, BATCH_SIZE_MAX)
			: 1;
		for (let file = 0; file < batchSize; file++) {
			const success = !random.chance(FAILURE_SHARE);
			yield { operation, success, batchSize };
			if (!success && random.chance(RETRY_SHARE))
				yield { operation, success: true, batchSize };
		}
	}
}

import { emptyDelta, type TotalsDelta } from "../../src/aggregation/delta";
import type { PatternRecord } from "../../src/aggregation/totals";
import {
	emptyUserMonth,
	emptyUserRecord,
	type UserMonth,
	type UserRecord,
} from "../../src/aggregation/user-record";
import type { CountedEvent, StoredEvent } from "../../src/event/stored-event";
import type {
	AnalyticsStore,
	PageCommit,
	ShardHead,
} from "../../src/ports/store";
import type { TemplateRecord } from "../../src/templates/template";
import {
	EVENT_TIME,
	type EventOverrides,
	storedEvent,
	userIdIn,
} from "../events";
import { SHARD_COUNT, type StoreHarness } from "./harness";

/** The harness of the test that runs. */
export type CurrentHarness = () => StoreHarness;

/** A valid event of shard 0 unless its user says otherwise. */
export function event(overrides: EventOverrides): StoredEvent {
	return storedEvent(overrides, SHARD_COUNT);
}

/** Valid events that a store may find hard to keep as they are. */
export function awkwardEvents(): StoredEvent[] {
	return [
		event({
			id: "-_Zz09".padEnd(128, "x"),
			operation: {
				type: "constructor",
				inputFormat: "mov,mp4,m4a",
				outputFormat: "unknown",
				parameters: JSON.stringify({ "a.b": "'; DROP TABLE events; --" }),
				fileSize: 2 ** 50,
			},
		}),
		event({
			id: "failed",
			platform: "webapp",
			clientTimestamp: EVENT_TIME - 123_456_789,
			operation: { parameters: JSON.stringify({ "": "x".repeat(8_000) }) },
			metrics: {
				success: false,
				processingTime: 0,
				errorMessage: 'ü 漢字 👩‍🔬 e\u0301 \u0000 \u2028 \n " \\ \uffff',
				errorCategory: "unknown",
				memoryUsage: 2 ** 50,
			},
			context: {
				workflowType: "valueof",
				sequencePosition: 0,
				batchSize: Number.MAX_SAFE_INTEGER,
				sessionId: "S".repeat(128),
			},
		}),
		event({ id: "early", timestamp: 0, receivedAt: 1, expireAt: 2 }),
		event({ id: "constructor", timestamp: -1 }),
		event({ id: "__proto__" }),
	];
}

/** The `index`th user of a shard. */
export function user(shard: number, index = 0): string {
	return userIdIn(shard, SHARD_COUNT, index);
}

/** A user who has done nothing but exist. */
export function userRecord(userId: string, month = "2026-11"): UserRecord {
	return emptyUserRecord(userId, month);
}

/** A month that a test can tell from others by its operation type. */
export function userMonth(month: string, operationType = "trim"): UserMonth {
	return { ...emptyUserMonth(month), operationTypes: [operationType] };
}

/** A delta that a test can tell from others: `count` occurrences of `trim->resize`. */
export function delta(count: number): TotalsDelta {
	return {
		...emptyDelta(),
		patterns: {
			"trim->resize": {
				months: { "2026-11": { segments: { "mcp|": { frequency: count } } } },
				firstSeen: "2026-11-01",
				lastSeen: "2026-11-20",
			},
		},
	};
}

/** A pattern of a given frequency. */
export function pattern(name: string, frequency: number): PatternRecord {
	return {
		pattern: name,
		operations: name.split("->"),
		frequency,
		months: {
			"2026-11": {
				segments: { "mcp|": { frequency, sessions: 1 } },
				users: { "-": 1 },
			},
		},
		firstSeen: "2026-11-01",
		lastSeen: "2026-11-20",
		closed: false,
		templateCandidate: false,
	};
}

/** A template that a test can tell from others by its name. */
export function template(id: string, name = id): TemplateRecord {
	return {
		id,
		name,
		pattern: "trim->resize",
		operations: ["trim", "resize"],
		status: "active",
		evidence: {
			frequency: 7,
			successRate: 6 / 7,
			successRateLowerBound: 0.4869,
			userCount: 3,
			sampledOccurrences: 5,
			sampledUsers: 3,
		},
		description: "Trim and resize, in one call instead of 2.",
		steps: [
			{
				operation: "trim",
				parameters: { "-c:v": "copy", "a.b": 1.5, map: ["0:v", true] },
				inputs: ["trim_start"],
			},
			{ operation: "resize", parameters: {}, inputs: [] },
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
				values: [0, 1.5],
				exhaustive: false,
			},
		],
		expectedDuration: 1_234.5,
		estimatedSavings: { toolCalls: 1, tokens: 160 },
		learning: {
			at: 1_790_000_000_001,
			frequency: 7,
			forgotten: 0,
			latestSample: 1_789_000_000_000,
			minUsersPerValue: 3,
		},
		createdAt: 1_790_000_000_000,
		updatedAt: 1_790_000_000_001,
	};
}

/** A commit that changes nothing but what it is given. */
export function pageCommit(
	head: ShardHead,
	parts: Partial<PageCommit> = {},
): PageCommit {
	return { head, users: [], userMonths: [], deltas: [], ...parts };
}

/** Appends events one call each, so that the store's order is theirs. */
export async function appendInOrder(
	harness: StoreHarness,
	events: readonly StoredEvent[],
): Promise<void> {
	for (const each of events) {
		expect(await harness.store.append([each])).toEqual([{ status: "stored" }]);
		await harness.settle?.();
	}
}

/**
 * Appends the events, lets shard 0 count the first `counted` of its own, and returns its head. Nothing
 * but the mark is committed.
 */
export async function headAfter(
	harness: StoreHarness,
	events: readonly StoredEvent[],
	counted: number,
): Promise<ShardHead> {
	await appendInOrder(harness, events);
	const head = await harness.store.readShard(0);
	const { marks } = await readShardToEnd(harness.store, head);
	const mark = marks[counted - 1];
	if (mark === undefined) return head;
	const commit = pageCommit(head, { mark });
	expect(await harness.store.commitPage(commit)).toBe("committed");
	return harness.store.readShard(0);
}

/** All events of a shard after the head's mark, in the store's order, with their marks. */
export async function readShardToEnd(
	store: AnalyticsStore,
	head: ShardHead,
	limit = 100,
): Promise<{ events: CountedEvent[]; marks: string[] }> {
	const events: CountedEvent[] = [];
	const marks: string[] = [];
	let at = head;
	for (;;) {
		const page = await store.readPage(at, limit);
		expect(page.events.length).toBeLessThanOrEqual(limit);
		expect(page.marks).toHaveLength(page.events.length);
		events.push(...page.events);
		marks.push(...page.marks);
		if (page.caughtUp) return { events, marks };
		expect(page.events.length).toBeGreaterThan(0);
		const mark = page.marks.at(-1);
		if (mark !== undefined) at = { ...at, mark };
	}
}

/** The ids of events, in their order. */
export function idsOf(events: readonly { readonly id: string }[]): string[] {
	return events.map(({ id }) => id);
}

/** Letters and digits that do not compress, the same for the same seed. */
export function noise(length: number, seed: number): string {
	const letters = "abcdefghijklmnopqrstuvwxyz0123456789";
	let state = seed + 1;
	let text = "";
	for (let index = 0; index < length; index++) {
		// Numerical Recipes' linear congruential generator; its high bits are good enough here.
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		text += letters[(state >>> 16) % letters.length];
	}
	return text;
}

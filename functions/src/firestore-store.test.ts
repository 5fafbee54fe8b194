import { type PatternRecord, SettingsError } from "@ffmpeg-analytics/core";
import {
	describeStoreContract,
	storedEvent,
	userIdIn,
} from "@ffmpeg-analytics/core/testing";
import { Timestamp } from "@google-cloud/firestore";
import {
	type FirestoreHarness,
	openFirestoreHarness,
} from "../testing/firestore-harness";
import { createFirestoreStore } from "./firestore-store";

const SHARD_COUNT = 4;
const USER = userIdIn(0, SHARD_COUNT);
const event = (id: string) => storedEvent({ id, userId: USER }, SHARD_COUNT);

describeStoreContract("Firestore", openFirestoreHarness);

describe("createFirestoreStore", () => {
	let harness: FirestoreHarness;
	const open = async () => {
		harness = await openFirestoreHarness(SHARD_COUNT);
		return harness.store;
	};
	afterEach(() => harness.close());

	describe("the documents", () => {
		it("are readable by people", async () => {
			const store = await open();
			await store.append([event("__proto__")]);
			const pattern: PatternRecord = {
				pattern: "trim->resize",
				operations: ["trim", "resize"],
				frequency: 5,
				months: {
					"2025-10": { segments: { "mcp|": { frequency: 9 } } },
					"2026-10": {
						segments: {
							"mcp|podcast": {
								frequency: 3,
								sessions: 2,
								successes: 3,
								durationMs: 30,
							},
							"webapp|": { frequency: 2, sessions: 1, durationMs: 20 },
						},
						users: { "-": 2 },
					},
				},
				firstSeen: "2025-10-01",
				lastSeen: "2026-10-20",
				closed: true,
				templateCandidate: false,
			};
			await store.commitTotals({
				head: await store.readTotals(),
				totals: { users: {}, liveFrom: "2025-11" },
				patterns: new Map([[pattern.pattern, pattern]]),
				usageDays: new Map([
					[
						"2026-10-20",
						{
							cells: {
								"mcp||trim": {
									count: 3,
									successes: 2,
									durationMs: 9,
									mebibytes: 3,
									bytes: 100,
								},
								"mcp||resize": { count: 1 },
							},
							users: {
								"*|*": { "-": 1, "2026-10-01": 1 },
								"mcp|*": { "-": 2 },
							},
						},
					],
				]),
			});
			const read = async (path: string) =>
				(await harness.firestore.doc(path).get()).data();
			expect(await read("ffmpeg_operations/_^proto__")).toMatchObject({
				userId: USER,
				operation: { type: event("a").operation.type },
				timestamp: Timestamp.fromMillis(event("a").timestamp),
				expireAt: Timestamp.fromMillis(event("a").expireAt),
				storedAt: expect.any(Timestamp),
				shard: 0,
			});
			expect(await read("operation_sequences/trim->resize")).toMatchObject({
				pattern: "trim->resize",
				frequency: 5,
				sessionCount: 3,
				avgDuration: 10,
				successRate: 0.6,
				userCount: 2,
				workflowTypes: { podcast: 2, unspecified: 1 },
				closed: true,
				templateCandidate: false,
			});
			expect(await read("usage_statistics/2026-10-20")).toMatchObject({
				totalOperations: 4,
				successes: 2,
				processingTime: 9,
				inputBytes: 3 * 2 ** 20 + 100,
				uniqueUsers: 2,
			});
		});
	});

	it("lets only one number of shards begin a database", async () => {
		await open();
		const others = await Promise.allSettled(
			[SHARD_COUNT, SHARD_COUNT + 1, SHARD_COUNT * 2].map(harness.reopen),
		);
		expect(others.map(({ status }) => status)).toEqual([
			"fulfilled",
			"rejected",
			"rejected",
		]);
		expect(others[1]).toMatchObject({
			reason: expect.any(SettingsError),
		});
	});

	it("wants a Firestore to itself", async () => {
		await open();
		expect(() =>
			createFirestoreStore({
				firestore: harness.firestore,
				shardCount: SHARD_COUNT,
				lagMs: 0,
			}),
		).not.toThrow();
		expect(() =>
			createFirestoreStore({
				firestore: harness.firestore,
				shardCount: SHARD_COUNT,
				lagMs: 0,
			}),
		).toThrow(/settings/);
	});
});

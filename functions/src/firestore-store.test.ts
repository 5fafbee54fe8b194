import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import {
	type PatternRecord,
	SettingsError,
	StoreUnavailableError,
	type UserRecord,
} from "@ffmpeg-analytics/core";
import {
	describeStoreContract,
	storedEvent,
	userIdIn,
} from "@ffmpeg-analytics/core/testing";
import { status } from "@grpc/grpc-js";
import { Timestamp } from "firebase-admin/firestore";
import {
	type FirestoreHarness,
	openFirestoreHarness,
} from "../testing/firestore-harness";
import { createFirestoreStore } from "./firestore-store";
import { COLLECTIONS } from "./store/collections";

const SHARD_COUNT = 4;
const USER = userIdIn(0, SHARD_COUNT);
const event = (id: string) => storedEvent({ id, userId: USER }, SHARD_COUNT);

describeStoreContract("Firestore", openFirestoreHarness);

describe("createFirestoreStore", () => {
	let harness: FirestoreHarness;
	const open = async (lagMs = 0) => {
		harness = await openFirestoreHarness(SHARD_COUNT, lagMs);
		return harness.store;
	};
	afterEach(() => harness.close());

	const countOf = async (collection: keyof typeof COLLECTIONS) =>
		(await harness.firestore.collection(COLLECTIONS[collection]).get()).size;

	describe("a commit of events", () => {
		it("has a real deadline of half the lag: too late, it is stored by nobody", async () => {
			const store = await open(1_000);
			harness.proxy.inject({
				method: "Commit",
				effect: { kind: "delay", ms: 1_500 },
			});
			const start = performance.now();
			expect(await store.append([event("a"), event("b")])).toEqual([
				{ status: "unknown" },
				{ status: "unknown" },
			]);
			expect(performance.now() - start).toBeLessThan(1_000);
			await sleep(1_700);
			expect(await countOf("events")).toBe(0);
			expect(await store.append([event("a")])).toEqual([{ status: "stored" }]);
		});

		it("that is tried again after its answer was lost tells the truth", async () => {
			const store = await open();
			const before = harness.proxy.calls().Commit ?? 0;
			const fault = harness.proxy.inject({
				method: "Commit",
				effect: { kind: "lose-answer", code: status.UNAVAILABLE },
			});
			const { contentHash, sanitizerVersion } = event("a");
			expect(await store.append([event("a")])).toEqual([
				{ status: "exists", contentHash, sanitizerVersion },
			]);
			expect(fault.hits()).toBe(1);
			expect(harness.proxy.calls().Commit).toBe(before + 2);
		});

		it("is one call, and reads nothing where all are new", async () => {
			const store = await open();
			const before = harness.proxy.calls();
			const ids = Array.from({ length: 500 }, (_, index) => `e${index}`);
			await store.append(ids.map(event));
			expect(harness.proxy.calls()).toEqual({
				...before,
				Commit: 1 + (before.Commit ?? 0),
			});
		});

		it("is split where the events are too large for one", async () => {
			const store = await open();
			const before = harness.proxy.calls().Commit ?? 0;
			const events = Array.from({ length: 500 }, (_, index) =>
				storedEvent(
					{
						id: `e${index}`,
						operation: { parameters: `{"a":"${"漢".repeat(8_000)}"}` },
					},
					SHARD_COUNT,
				),
			);
			const outcomes = await store.append(events);
			expect(new Set(outcomes.map((outcome) => outcome.status))).toEqual(
				new Set(["stored"]),
			);
			expect((harness.proxy.calls().Commit ?? 0) - before).toBeGreaterThan(1);
		});

		it("is not harmed by text that UTF-8 cannot hold", async () => {
			const store = await open();
			const broken = { ...event("a").metrics, errorMessage: "\ud800 broken" };
			await store.append([{ ...event("a"), metrics: broken }, event("b")]);
			const { items } = await store.listRecent({ limit: 5 });
			expect(items.map(({ id }) => id).sort()).toEqual(["a", "b"]);
		});
	});

	describe("reading in order", () => {
		it("leaves out what is younger than the lag, by the server's clock", async () => {
			const store = await open(1_500);
			await store.append([event("a")]);
			const head = await store.readShard(0);
			expect(await store.readPage(head, 10)).toEqual({
				events: [],
				marks: [],
				caughtUp: true,
			});
			await sleep(1_600);
			await store.append([event("b")]);
			// The head is old: it is the server's time now that counts.
			const page = await store.readPage(head, 10);
			expect(page.events.map(({ id }) => id)).toEqual(["a"]);
			expect(page.caughtUp).toBe(true);
		});

		it("asks nothing beside the page where the head was just read", async () => {
			const store = await open(1_000);
			const before = harness.proxy.calls();
			await store.readPage(await store.readShard(0), 10);
			expect(harness.proxy.calls()).toEqual({
				...before,
				BatchGetDocuments: 1 + (before.BatchGetDocuments ?? 0),
				RunQuery: 1,
			});
		});
	});

	describe("records of many pieces", () => {
		const recordOf = (length: number): UserRecord => ({
			userId: USER,
			current: {
				month: "2026-11",
				operationTypes: [noise(length)],
				workflowTypes: [],
				traces: {},
				releasedSessions: [],
				unplaced: [],
				patterns: {},
				usage: {},
			},
			earlierPatternMonths: {},
			activeDays: {},
		});

		it("are read back whole, shrink, grow and go without leaving a piece", async () => {
			const store = await open();
			const sizes = [3_000_000, 1_500_000, 100, 4_500_000];
			const pieces = [];
			for (const size of sizes) {
				const record = recordOf(size);
				const head = await store.readShard(0);
				await store.readUsers([USER]);
				const outcome = await store.commitPage({
					head,
					users: [record],
					userMonths: [],
					deltas: [],
				});
				expect(outcome).toBe("committed");
				const read = await store.readUsers([USER]);
				expect(read.get(USER)).toEqual(record);
				pieces.push(await countOf("parts"));
			}
			expect(pieces).toEqual([2, 1, 0, 3]);
			const other = await harness.reopen();
			expect(await other.deleteUserMonthsBefore(0, "2026-12", 10)).toEqual({
				deleted: 1,
				more: false,
			});
			expect(await countOf("users")).toBe(0);
			expect(await countOf("parts")).toBe(0);
		});

		it("are not torn by a commit that comes between", async () => {
			const store = await open();
			const write = async (size: number) =>
				store.commitPage({
					head: await store.readShard(0),
					users: [recordOf(size)],
					userMonths: [],
					deltas: [],
				});
			await write(3_000_000);
			const other = await harness.reopen();
			// The main document is read, and a while later its pieces.
			harness.proxy.inject({
				method: "BatchGetDocuments",
				skip: 1,
				effect: { kind: "delay", ms: 700 },
			});
			const reading = other.readUsers([USER]);
			await sleep(200);
			await write(2_000_000);
			expect((await reading).get(USER)).toEqual(recordOf(2_000_000));
		});
	});

	describe("deleting old records", () => {
		it("spares one that changes meanwhile, and deletes the others", async () => {
			const store = await open();
			const users = [0, 1, 2].map((n) => userIdIn(0, SHARD_COUNT, n));
			const record = (userId: string, month: string): UserRecord => ({
				userId,
				current: {
					month,
					...{ operationTypes: [], workflowTypes: [], traces: {} },
					...{ releasedSessions: [], unplaced: [], patterns: {}, usage: {} },
				},
				earlierPatternMonths: {},
				activeDays: {},
			});
			const commit = async (records: UserRecord[]) =>
				store.commitPage({
					head: await store.readShard(0),
					users: records,
					userMonths: [],
					deltas: [],
				});
			await commit(users.map((userId) => record(userId, "2026-01")));
			harness.proxy.inject({
				method: "Commit",
				effect: { kind: "delay", ms: 600 },
			});
			const deleting = store.deleteUserMonthsBefore(0, "2026-02", 10);
			await sleep(200);
			await commit([record(users[1] ?? "", "2026-11")]);
			expect(await deleting).toEqual({ deleted: 2, more: false });
			expect([...(await store.readUsers(users)).keys()]).toEqual([users[1]]);
		});
	});

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
								...{ frequency: 3, sessions: 2 },
								...{ successes: 3, durationMs: 30 },
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
									...{ count: 3, successes: 2 },
									...{ durationMs: 9, bytes: 100 },
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
				inputBytes: 100,
				uniqueUsers: 2,
			});
		});
	});

	describe("when Firestore fails", () => {
		it.each([
			status.UNAVAILABLE,
			status.DEADLINE_EXCEEDED,
			status.RESOURCE_EXHAUSTED,
			status.ABORTED,
			status.INTERNAL,
		])("says no more than that it does not answer (%d)", async (code) => {
			const store = await open(800);
			const head = await store.readTotals();
			harness.proxy.inject({
				method: "Commit",
				times: Number.POSITIVE_INFINITY,
				effect: { kind: "refuse", code },
			});
			const error: unknown = await store
				.commitTotals({ head })
				.catch((thrown: unknown) => thrown);
			expect(error).toBeInstanceOf(StoreUnavailableError);
			expect((error as Error).message).toBe("the database did not answer");
		});

		it("is not healthy while nothing answers, and recovers", async () => {
			const store = await open();
			harness.proxy.inject({
				method: "BatchGetDocuments",
				times: Number.POSITIVE_INFINITY,
				effect: { kind: "delay", ms: 6_000 },
			});
			await expect(store.ping()).rejects.toBeInstanceOf(StoreUnavailableError);
			harness.proxy.clear();
			await expect(store.ping()).resolves.toBeUndefined();
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

const noises = new Map<number, string>();

/** Text that deflates to three quarters, the same for the same length. */
function noise(length: number): string {
	const text =
		noises.get(length) ?? randomBytes((length * 3) / 4).toString("base64");
	noises.set(length, text);
	return text;
}

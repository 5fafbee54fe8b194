import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { UserRecord } from "@ffmpeg-analytics/core";
import { userIdIn } from "@ffmpeg-analytics/core/testing";
import {
	type FirestoreHarness,
	openFirestoreHarness,
} from "../testing/firestore-harness";
import { COLLECTIONS } from "./store/collections";

const SHARD_COUNT = 4;
const USER = userIdIn(0, SHARD_COUNT);

describe("the Firestore store's records", () => {
	let harness: FirestoreHarness;
	const open = async () => {
		harness = await openFirestoreHarness(SHARD_COUNT);
		return harness.store;
	};
	afterEach(() => harness.close());

	const countOf = async (collection: keyof typeof COLLECTIONS) =>
		(await harness.firestore.collection(COLLECTIONS[collection]).get()).size;

	describe("records of many pieces", () => {
		const recordOf = (length: number): UserRecord => ({
			userId: USER,
			current: {
				month: "2026-11",
				operationTypes: [noise(length)],
				workflowTypes: [],
				traces: {},
				releasedSessions: "",
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
					operationTypes: [],
					workflowTypes: [],
					traces: {},
					releasedSessions: "",
					unplaced: [],
					patterns: {},
					usage: {},
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
});

const noises = new Map<number, string>();

/** Text that deflates to three quarters, the same for the same length. */
function noise(length: number): string {
	const text =
		noises.get(length) ?? randomBytes((length * 3) / 4).toString("base64");
	noises.set(length, text);
	return text;
}

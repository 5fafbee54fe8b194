import { setTimeout as sleep } from "node:timers/promises";
import { StoreUnavailableError } from "@ffmpeg-analytics/core";
import { storedEvent, userIdIn } from "@ffmpeg-analytics/core/testing";
import { status } from "@grpc/grpc-js";
import {
	type FirestoreHarness,
	openFirestoreHarness,
} from "../testing/firestore-harness";

const SHARD_COUNT = 4;
const USER = userIdIn(0, SHARD_COUNT);
const event = (id: string) => storedEvent({ id, userId: USER }, SHARD_COUNT);

describe("the Firestore store, when time and the network matter", () => {
	let harness: FirestoreHarness;
	const open = async (lagMs = 0) => {
		harness = await openFirestoreHarness(SHARD_COUNT, lagMs);
		return harness.store;
	};
	afterEach(() => harness.close());

	describe("a commit of events", () => {
		it("has a real deadline of half the lag: too late, it is stored by nobody", async () => {
			const store = await open(2_000);
			harness.proxy.inject({
				method: "Commit",
				effect: { kind: "delay", ms: 2_500 },
			});
			const start = performance.now();
			expect(await store.append([event("a"), event("b")])).toEqual([
				{ status: "unknown" },
				{ status: "unknown" },
			]);
			expect(performance.now() - start).toBeLessThan(2_000);
			await sleep(2_700);
			const { items } = await store.listRecent({ limit: 1 });
			expect(items).toEqual([]);
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

	describe("when Firestore fails", () => {
		it.each([
			status.UNAVAILABLE,
			status.DEADLINE_EXCEEDED,
			status.RESOURCE_EXHAUSTED,
			status.ABORTED,
			status.INTERNAL,
		])("says no more than that it does not answer (%d)", async (code) => {
			const store = await open(2_000);
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
});

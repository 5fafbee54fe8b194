import { WINDOW_MS } from "@ffmpeg-analytics/api";
import { status } from "@grpc/grpc-js";
import {
	type FirestoreHarness,
	openFirestoreHarness,
} from "../testing/firestore-harness";
import {
	createFirestoreHitCounter,
	DOCUMENT_WRITE_MS,
	EXCHANGE_MS,
	MAX_EXCHANGE_MS,
	MAX_SHARED_BUCKETS,
} from "./rate-limits/firestore-hit-counter";
import { collectionOf } from "./store/collections";

const START = 1_790_000_000_000 - (1_790_000_000_000 % WINDOW_MS);

describe("the counter that instances share", () => {
	let harness: FirestoreHarness;
	let now = START;
	let errors: unknown[] = [];
	beforeEach(async () => {
		harness = await openFirestoreHarness(1);
		now = START;
		errors = [];
	});
	afterEach(() => harness.close());

	const open = (instance: string) =>
		createFirestoreHitCounter({
			firestore: harness.firestore,
			instance,
			now: () => now,
			onError: (error) => errors.push(error),
		});
	const documents = async () =>
		(await collectionOf(harness.firestore, "hits").get()).docs;
	const commits = () => harness.proxy.calls().Commit ?? 0;

	it("answers at once from memory, and tells the others in the background", async () => {
		const [a, b] = [open("a"), open("b")];
		expect(a.add("key", 5)).toEqual({ total: 5, resetAt: START + WINDOW_MS });
		expect(b.add("key", 2).total).toBe(2);
		await Promise.all([a.settled(), b.settled()]);
		now += EXCHANGE_MS;
		a.add("key", 1);
		b.add("key", 1);
		await Promise.all([a.settled(), b.settled()]);
		expect(a.add("key", 1).total).toBe(10);
		expect(b.add("key", 1).total).toBe(10);
		expect(a.add("other", 1).total).toBe(1);
	});

	it("makes one write and one read of a bucket an exchange, however many hits", async () => {
		const counter = open("a");
		const before = harness.proxy.calls();
		for (let hit = 0; hit < 10_000; hit++) counter.add("key", 1);
		await counter.settled();
		now += EXCHANGE_MS - 1;
		for (let hit = 0; hit < 10_000; hit++) counter.add("key", 1);
		await counter.settled();
		expect(harness.proxy.calls()).toEqual({
			...before,
			Commit: (before.Commit ?? 0) + 1,
			BatchGetDocuments: (before.BatchGetDocuments ?? 0) + 1,
		});
		now += 1;
		counter.add("key", 1);
		await counter.settled();
		const [document] = await documents();
		expect(document?.get("counts")).toEqual({ a: 20_001 });
	});

	it("begins anew with the minute, in a document of its own that expires", async () => {
		const counter = open("a");
		counter.add("key", 5);
		await counter.settled();
		now += WINDOW_MS;
		expect(counter.add("key", 1)).toEqual({
			total: 1,
			resetAt: START + 2 * WINDOW_MS,
		});
		await counter.settled();
		const found = await documents();
		expect(found.map((each) => each.get("counts"))).toEqual(
			expect.arrayContaining([{ a: 5 }, { a: 1 }]),
		);
		expect(found.map((each) => each.get("expireAt").toMillis()).sort()).toEqual(
			[START + 60 * WINDOW_MS, START + 61 * WINDOW_MS],
		);
	});

	it("counts a repeated exchange once: its answer was lost", async () => {
		const [a, b] = [open("a"), open("b")];
		harness.proxy.inject({
			method: "Commit",
			effect: { kind: "lose-answer", code: status.DEADLINE_EXCEEDED },
		});
		a.add("key", 5);
		await a.settled();
		expect(errors).toHaveLength(1);
		now += 2 * EXCHANGE_MS;
		a.add("key", 1);
		await a.settled();
		b.add("key", 1);
		await b.settled();
		expect(b.add("key", 0).total).toBe(7);
	});

	it("goes on by itself while Firestore is slow or away, asks less often, and recovers", async () => {
		const counter = open("a");
		harness.proxy.inject({
			method: "Commit",
			times: Number.POSITIVE_INFINITY,
			effect: { kind: "refuse", code: status.INTERNAL },
		});
		const asked: number[] = [];
		for (let second = 0; second < 59; second++) {
			const failed = errors.length;
			expect(counter.add("key", 1).total).toBe(second + 1);
			await counter.settled();
			if (errors.length > failed) asked.push(second);
			now += 1_000;
		}
		expect(asked).toEqual([0, 10, 30]);
		harness.proxy.clear();
		now += MAX_EXCHANGE_MS;
		counter.add("key", 1);
		await counter.settled();
		expect(errors).toHaveLength(3);

		harness.proxy.inject({
			method: "Commit",
			effect: { kind: "delay", ms: 300 },
		});
		now += EXCHANGE_MS;
		const before = performance.now();
		for (let hit = 0; hit < 1_000; hit++) counter.add("key", 1);
		expect(performance.now() - before).toBeLessThan(250);
		await counter.settled();
		expect(errors).toHaveLength(3);
	});

	it("writes a document about once a second, however many instances share it", async () => {
		const counters = Array.from({ length: 30 }, (_, index) =>
			open(`i${index}`),
		);
		const written: number[] = [];
		let total = 0;
		for (let minute = 0; minute < 3; minute++) {
			const before = commits();
			for (; now < START + (minute + 1) * WINDOW_MS; now += 500) {
				// Not all at the same time: instances start one after the other.
				const running = counters.slice(0, 1 + (now - START) / 500);
				total = running.map((counter) => counter.add("key", 1).total)[0] ?? 0;
				await Promise.all(running.map((counter) => counter.settled()));
			}
			written.push(commits() - before);
		}
		const [first = 0, ...others] = written;
		// Nobody knows of the others before their own first write.
		const oneASecond = WINDOW_MS / DOCUMENT_WRITE_MS;
		expect(first).toBeLessThanOrEqual(oneASecond + counters.length);
		for (const count of others) expect(count).toBeLessThanOrEqual(oneASecond);
		// Of 3,600 in the last minute, half of which may be too new to be known.
		expect(total).toBeGreaterThan(1_800);
		expect(errors).toEqual([]);
	}, 60_000);

	it("shares every few seconds again when the others have gone", async () => {
		const counters = Array.from({ length: 20 }, (_, index) =>
			open(`i${index}`),
		);
		for (const counter of counters) {
			counter.add("key", 1);
			await counter.settled();
		}
		const last = counters[19];
		const written: number[] = [];
		for (let minute = 0; minute < 4; minute++) {
			const before = commits();
			for (; now < START + (minute + 1) * WINDOW_MS; now += 1_000) {
				last?.add("key", 1);
				await last?.settled();
			}
			written.push(commits() - before);
		}
		expect(written).toEqual([2, 3, 12, 12]);
	});

	it("keeps its counts when the clock is put back a little, and goes on when by far", async () => {
		const counter = open("a");
		now = START + WINDOW_MS;
		counter.add("key", 7);
		await counter.settled();
		now -= 1;
		expect(counter.add("key", 1)).toEqual({
			total: 8,
			resetAt: START + 2 * WINDOW_MS,
		});
		now += 1;
		expect(counter.add("key", 1).total).toBe(9);
		now -= 60 * WINDOW_MS;
		expect(counter.add("key", 1).total).toBe(1);
		const before = commits();
		now += MAX_EXCHANGE_MS;
		counter.add("key", 1);
		await counter.settled();
		expect(commits() - before).toBe(1);
	});

	it("writes nothing, and fails at nothing, where it is only asked", async () => {
		const counter = open("a");
		const before = commits();
		expect(counter.add("key", 0).total).toBe(0);
		await counter.settled();
		expect(commits() - before).toBe(0);
		expect(errors).toEqual([]);
	});

	it("bounds what a flood of addresses writes, those with the most hits first", async () => {
		const counter = open("a");
		counter.add("first", 1);
		await counter.settled();
		const before = commits();
		for (let index = 0; index < 3 * MAX_SHARED_BUCKETS; index++)
			counter.add(`address ${index}`, 1);
		counter.add("key", 50);
		now += EXCHANGE_MS;
		counter.add("key", 1);
		await counter.settled();
		expect(commits() - before).toBe(1);
		const found = await documents();
		expect(found).toHaveLength(1 + MAX_SHARED_BUCKETS);
		expect(found.map((each) => each.get("counts").a)).toContain(51);
	});
});

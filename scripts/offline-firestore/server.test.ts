import { status } from "@grpc/grpc-js";
import {
	AggregateField,
	FieldPath,
	FieldValue,
	type Firestore,
	type QuerySnapshot,
} from "firebase-admin/firestore";
import { AdminSdks, freshProjectId } from "./admin-sdk.ts";
import { type OfflineFirestore, startOfflineFirestore } from "./server.ts";

describe("the offline Firestore, through the unmodified Admin SDK", () => {
	const sdks = new AdminSdks();
	let server: OfflineFirestore;
	let database: Firestore;

	beforeAll(async () => {
		server = await startOfflineFirestore();
	});
	beforeEach(() => {
		database = sdks.connect(server);
	});
	afterEach(() => sdks.close());
	afterAll(() => server.close());

	const ids = (snapshot: QuerySnapshot) => snapshot.docs.map(({ id }) => id);

	describe("writes", () => {
		it("creates a document once", async () => {
			await database.doc("events/1").create({ type: "trim" });
			await expect(
				database.doc("events/1").create({ type: "crop" }),
			).rejects.toMatchObject({ code: status.ALREADY_EXISTS });
			expect((await database.doc("events/1").get()).data()).toEqual({
				type: "trim",
			});
		});

		it("does not update what is not there", async () => {
			await expect(
				database.doc("events/1").update({ type: "trim" }),
			).rejects.toMatchObject({ code: status.NOT_FOUND });
		});

		it("commits all of a batch or nothing", async () => {
			await database.doc("events/2").create({});
			const batch = database.batch();
			batch
				.set(database.doc("events/1"), {})
				.create(database.doc("events/2"), {})
				.set(database.doc("events/3"), {});
			await expect(batch.commit()).rejects.toMatchObject({
				code: status.ALREADY_EXISTS,
			});
			expect(ids(await database.collection("events").get())).toEqual(["2"]);
		});

		it("refuses a batch whose lastUpdateTime is stale, leaving nothing behind", async () => {
			const mark = database.doc("marks/0");
			await mark.set({ position: 1 });
			const { updateTime } = await mark.get();
			await mark.set({ position: 2 });
			const batch = database.batch();
			batch
				.create(database.doc("deltas/1"), {})
				.update(mark, { position: 3 }, { lastUpdateTime: updateTime });
			await expect(batch.commit()).rejects.toMatchObject({
				code: status.FAILED_PRECONDITION,
			});
			expect((await mark.get()).data()).toEqual({ position: 2 });
			expect((await database.doc("deltas/1").get()).exists).toBe(false);
		});

		it("accepts a lastUpdateTime as reported by the write itself, also by one that changed nothing", async () => {
			const mark = database.doc("marks/0");
			const first = await mark.set({ position: 1 });
			const second = await mark.set({ position: 1 });
			expect(second.writeTime.isEqual(first.writeTime)).toBe(true);
			await mark.update({ position: 2 }, { lastUpdateTime: second.writeTime });
			expect((await mark.get()).data()).toEqual({ position: 2 });
		});

		it("tells each of many writers the time of its own write", async () => {
			const mark = database.doc("marks/0");
			const results = await Promise.all(
				Array.from({ length: 20 }, (_, position) => mark.set({ position })),
			);
			const times = results.map(({ writeTime }) => writeTime.valueOf());
			expect(new Set(times).size).toBe(20);
			const { updateTime } = await mark.get();
			expect(times).toContain(updateTime?.valueOf());
		});

		it("lets one of many writers with the same precondition through", async () => {
			const mark = database.doc("marks/0");
			const { writeTime: lastUpdateTime } = await mark.set({ position: 0 });
			const attempts = Array.from({ length: 20 }, (_, index) =>
				mark.update({ position: index + 1 }, { lastUpdateTime }),
			);
			const outcomes = await Promise.allSettled(attempts);
			expect(
				outcomes.filter((outcome) => outcome.status === "fulfilled"),
			).toHaveLength(1);
		});

		it("applies increments and array unions of a set without merge to an empty document", async () => {
			const counter = database.doc("counters/1");
			const change = {
				count: FieldValue.increment(2),
				names: FieldValue.arrayUnion("b", "b"),
			};
			await counter.set({ count: 40, names: ["a"] });
			await counter.set(change, { merge: true });
			expect((await counter.get()).data()).toEqual({
				count: 42,
				names: ["a", "b"],
			});
			await counter.set(change);
			expect((await counter.get()).data()).toEqual({ count: 2, names: ["b"] });
		});

		it("reports each write of a bulk writer by itself", async () => {
			await database.doc("events/1").create({});
			const writer = database.bulkWriter();
			writer.onWriteError(() => false);
			const outcomes = Promise.allSettled([
				writer.create(database.doc("events/0"), {}),
				writer.create(database.doc("events/1"), {}),
				writer.create(database.doc("events/2"), {
					text: "x".repeat(1024 * 1024),
				}),
				writer.create(database.doc("events/3"), {}),
			]);
			await writer.close();
			expect(
				(await outcomes).map((outcome) =>
					outcome.status === "rejected" ? outcome.reason.code : "ok",
				),
			).toEqual(["ok", status.ALREADY_EXISTS, status.INVALID_ARGUMENT, "ok"]);
		});

		it("refuses a document over 1 MiB and takes one just below", async () => {
			const document = database.doc("large/1");
			// Name 31 bytes, fixed 32, field name 5, and 1 for the end of the text.
			const room =
				1024 * 1024 -
				16 -
				"large".length -
				1 -
				"1".length -
				1 -
				32 -
				"text".length -
				1 -
				1;
			await document.set({ text: "x".repeat(room) });
			await expect(
				document.set({ text: "x".repeat(room + 1) }),
			).rejects.toMatchObject({ code: status.INVALID_ARGUMENT });
		});

		it("refuses a commit over 10 MiB and takes one just below", async () => {
			const commit = (documents: number) => {
				const batch = database.batch();
				for (let index = 0; index < documents; index++)
					batch.set(database.doc(`large/${index}`), {
						text: "x".repeat(1024 * 1000),
					});
				return batch.commit();
			};
			await expect(commit(11)).rejects.toMatchObject({
				code: status.INVALID_ARGUMENT,
			});
			expect(await commit(10)).toHaveLength(10);
		});
	});

	describe("time", () => {
		it("sets server timestamps to the commit time, in the order of the commits", async () => {
			for (let index = 0; index < 20; index++)
				await database
					.doc(`events/${99 - index}`)
					.set({ at: FieldValue.serverTimestamp() });
			const { docs } = await database.collection("events").orderBy("at").get();
			expect(docs.map(({ id }) => Number(id))).toEqual(
				Array.from({ length: 20 }, (_, index) => 99 - index),
			);
			for (const document of docs)
				expect(document.get("at").isEqual(document.updateTime)).toBe(true);
		});

		it("gives all writes of one commit the same time", async () => {
			const batch = database.batch();
			for (let index = 0; index < 50; index++)
				batch.set(database.doc(`events/${index}`), {
					at: FieldValue.serverTimestamp(),
				});
			await batch.commit();
			const { docs } = await database.collection("events").get();
			expect(
				new Set(docs.map((document) => document.get("at").valueOf())).size,
			).toBe(1);
		});

		it("tells the time with every snapshot: found, missing, full and empty", async () => {
			const before = Date.now();
			const { writeTime } = await database.doc("events/1").set({});
			const snapshots = [
				await database.doc("events/1").get(),
				await database.doc("events/none").get(),
				await database.collection("events").get(),
				await database.collection("nothing").get(),
			];
			for (const { readTime } of snapshots) {
				expect(readTime.toMillis()).toBeGreaterThanOrEqual(
					writeTime.toMillis(),
				);
				expect(readTime.toMillis()).toBeGreaterThanOrEqual(before);
				expect(readTime.toMillis()).toBeLessThanOrEqual(Date.now() + 20);
			}
			const after = await database.doc("events/2").set({});
			for (const { readTime } of snapshots)
				expect(after.writeTime.valueOf() > readTime.valueOf()).toBe(true);
		});
	});

	describe("transactions", () => {
		it("retries on contention until every increment counts", async () => {
			const counter = database.doc("counters/1");
			await counter.set({ count: 0 });
			const increment = () =>
				database.runTransaction(
					async (transaction) => {
						const { count } = (await transaction.get(counter)).data() as {
							count: number;
						};
						transaction.update(counter, { count: count + 1 });
					},
					{ maxAttempts: 20 },
				);
			await Promise.all(Array.from({ length: 6 }, increment));
			expect((await counter.get()).get("count")).toBe(6);
		});

		it("never loses an update to a write between read and commit", async () => {
			const counter = database.doc("counters/1");
			for (let round = 0; round < 30; round++) {
				await counter.set({ count: 0 });
				const outcome = database.runTransaction(
					async (transaction) => {
						const { count } = (await transaction.get(counter)).data() as {
							count: number;
						};
						await counter.set({ count: 10 });
						transaction.update(counter, { count: count + 1 });
					},
					{ maxAttempts: 1 },
				);
				await expect(outcome).rejects.toMatchObject({ code: status.ABORTED });
				expect((await counter.get()).get("count")).toBe(10);
			}
		});

		it("notices that a document which was missing has come to be", async () => {
			const lease = database.doc("leases/1");
			const outcome = database.runTransaction(
				async (transaction) => {
					expect((await transaction.get(lease)).exists).toBe(false);
					await lease.set({ owner: "other" });
					transaction.set(lease, { owner: "me" });
				},
				{ maxAttempts: 1 },
			);
			await expect(outcome).rejects.toMatchObject({ code: status.ABORTED });
			expect((await lease.get()).get("owner")).toBe("other");
		});

		it("writes nothing when its function throws", async () => {
			const outcome = database.runTransaction(async (transaction) => {
				await transaction.get(database.doc("events/1"));
				transaction.set(database.doc("events/1"), {});
				throw new Error("changed my mind");
			});
			await expect(outcome).rejects.toThrow("changed my mind");
			expect((await database.doc("events/1").get()).exists).toBe(false);
		});

		it("reads several documents and a query as of one moment", async () => {
			await database.doc("events/1").set({ shard: 1 });
			const read = await database.runTransaction(
				async (transaction) => {
					const documents = await transaction.getAll(
						database.doc("events/1"),
						database.doc("events/2"),
					);
					await database.doc("events/2").set({ shard: 1 });
					const found = await transaction.get(
						database.collection("events").where("shard", "==", 1),
					);
					return [...documents.map(({ exists }) => exists), found.size];
				},
				{ readOnly: true },
			);
			expect(read).toEqual([true, false, 1]);
		});
	});

	describe("queries", () => {
		it.each(["asc", "desc"] as const)(
			"pages by two fields (%s), the document id among them, without gap or repetition",
			async (direction) => {
				const expected: string[] = [];
				const batch = database.batch();
				for (let index = 0; index < 30; index++) {
					const id = String(index).padStart(2, "0");
					const at = Math.floor(index / 8);
					batch.set(database.doc(`events/${id}`), { shard: index % 2, at });
					if (index % 2 === 0) expected.push(id);
				}
				await batch.commit();
				const query = database
					.collection("events")
					.where("shard", "==", 0)
					.orderBy("at", direction)
					.orderBy(FieldPath.documentId(), direction)
					.limit(4);
				const seen: string[] = [];
				for (let page = await query.get(); page.size > 0; ) {
					seen.push(...ids(page));
					const last = page.docs.at(-1);
					page = await query.startAfter(last?.get("at"), last?.id).get();
				}
				expect(seen).toEqual(
					direction === "asc" ? expected : expected.reverse(),
				);
			},
		);

		it("bounds a page by an upper limit of a server timestamp", async () => {
			for (let index = 0; index < 3; index++)
				await database
					.doc(`events/${index}`)
					.set({ at: FieldValue.serverTimestamp() });
			const cut = (await database.doc("events/1").get()).get("at");
			expect(
				ids(
					await database
						.collection("events")
						.where("at", "<=", cut)
						.orderBy("at")
						.get(),
				),
			).toEqual(["0", "1"]);
			expect(
				ids(
					await database
						.collection("events")
						.where("at", ">", cut)
						.orderBy("at")
						.get(),
				),
			).toEqual(["2"]);
		});

		it("leaves out documents without the field they are ordered by, and keeps those where it is null", async () => {
			await database.doc("events/1").set({ at: 1 });
			await database.doc("events/2").set({});
			await database.doc("events/3").set({ at: null });
			expect(
				ids(await database.collection("events").orderBy("at").get()),
			).toEqual(["3", "1"]);
		});

		it("leaves out missing and null fields from !=", async () => {
			await database.doc("events/1").set({ at: 1 });
			await database.doc("events/2").set({});
			await database.doc("events/3").set({ at: null });
			await database.doc("events/4").set({ at: 2 });
			expect(
				ids(await database.collection("events").where("at", "!=", 2).get()),
			).toEqual(["1"]);
		});

		it("takes 30 values in an in filter and refuses 31", async () => {
			await database.doc("events/29").set({});
			const among = (count: number) =>
				database
					.collection("events")
					.where(
						FieldPath.documentId(),
						"in",
						Array.from({ length: count }, (_, index) => String(index)),
					)
					.get();
			expect((await among(30)).size).toBe(1);
			await expect(among(31)).rejects.toMatchObject({
				code: status.INVALID_ARGUMENT,
			});
		});

		it("selects fields, skips an offset, counts and sums", async () => {
			for (let index = 0; index < 5; index++)
				await database.doc(`events/${index}`).set({ size: index, other: true });
			const events = database.collection("events");
			expect(
				(await events.orderBy("size").select("size").offset(3).get()).docs.map(
					(document) => document.data(),
				),
			).toEqual([{ size: 3 }, { size: 4 }]);
			const totals = await events
				.where("size", ">", 1)
				.aggregate({
					count: AggregateField.count(),
					size: AggregateField.sum("size"),
				})
				.get();
			expect(totals.data()).toEqual({ count: 3, size: 9 });
		});

		it("lists documents and collections, and deletes recursively", async () => {
			await database.doc("users/1/months/2026-11").set({});
			await database.doc("users/2").set({});
			expect(
				(await database.collection("users").listDocuments()).map(
					({ id }) => id,
				),
			).toEqual(["1", "2"]);
			expect(
				(await database.doc("users/1").listCollections()).map(({ id }) => id),
			).toEqual(["months"]);
			await database.recursiveDelete(database.collection("users"));
			expect(await database.listCollections()).toEqual([]);
		});
	});

	describe("projects", () => {
		it("share nothing", async () => {
			const other = sdks.connect(server);
			await database.doc("events/1").set({});
			expect((await other.doc("events/1").get()).exists).toBe(false);
			expect(await other.listCollections()).toEqual([]);
		});

		it("are seen alike by every client", async () => {
			const projectId = freshProjectId();
			await sdks
				.connect(server, projectId)
				.doc("events/1")
				.set({ type: "trim" });
			expect(
				(await sdks.connect(server, projectId).doc("events/1").get()).data(),
			).toEqual({ type: "trim" });
		});

		it("are refused where the id is not one", async () => {
			const outcome = sdks
				.connect(server, "Not-A-Project")
				.doc("events/1")
				.get();
			await expect(outcome).rejects.toMatchObject({
				code: status.INVALID_ARGUMENT,
			});
		});
	});

	it("answers UNIMPLEMENTED to what it does not have", async () => {
		const partitions = database.collectionGroup("events").getPartitions(4);
		await expect(
			partitions[Symbol.asyncIterator]().next(),
		).rejects.toMatchObject({ code: status.UNIMPLEMENTED });
	});

	it("counts what would be billed, project by project", async () => {
		const projectId = freshProjectId();
		const own = sdks.connect(server, projectId);
		const batch = own.batch();
		for (let index = 0; index < 10; index++)
			batch.set(own.doc(`events/${index}`), { index });
		await batch.commit();
		await own.doc("events/0").delete();
		await expect(own.doc("events/1").create({})).rejects.toBeDefined();
		expect(server.counters(projectId)).toEqual({
			reads: 0,
			writes: 10,
			deletes: 1,
		});

		await own.collection("events").orderBy("index").limit(3).get();
		expect(server.counters(projectId).reads).toBe(3);
		await own.collection("nothing").get();
		expect(server.counters(projectId).reads).toBe(4);
		await own.getAll(own.doc("events/1"), own.doc("events/none"));
		expect(server.counters(projectId).reads).toBe(6);
		await own.collection("events").count().get();
		expect(server.counters(projectId).reads).toBe(7);
		expect(server.counters(freshProjectId())).toEqual({
			reads: 0,
			writes: 0,
			deletes: 0,
		});
	});

	it("counts what would be billed, collection by collection", async () => {
		const projectId = freshProjectId();
		const own = sdks.connect(server, projectId);
		await own.doc("users/u1").set({ name: "Ada" });
		await own.doc("users/u1/orders/o1").set({ total: 1 });
		await own.doc("users/u1/orders/o1").delete();
		await own.collection("users").get();
		await own.getAll(own.doc("users/u2"), own.doc("logs/l1"));
		await own.collection("logs").count().get();
		expect(server.countersByCollection(projectId)).toEqual({
			users: { reads: 2, writes: 1, deletes: 0 },
			orders: { reads: 0, writes: 1, deletes: 1 },
			logs: { reads: 2, writes: 0, deletes: 0 },
		});
	});

	it("takes up again what was deleted long ago, and keeps what lies below it", async () => {
		let now = Date.UTC(2031, 0, 1);
		const simulated = await startOfflineFirestore({
			readWallMicros: () => now * 1000,
		});
		try {
			const own = sdks.connect(simulated, freshProjectId());
			await own.doc("users/u1").create({ name: "Ada" });
			await own.doc("users/u2").create({ name: "Grace" });
			await own.doc("users/u2/orders/o1").create({ total: 1 });
			await Promise.all([
				own.doc("users/u1").delete(),
				own.doc("users/u2").delete(),
			]);
			now += 86_400_000;
			await own.doc("users/u3").create({});
			expect(ids(await own.collection("users").get())).toEqual(["u3"]);
			expect((await own.doc("users/u1").get()).exists).toBe(false);
			expect(ids(await own.collection("users/u2/orders").get())).toEqual([
				"o1",
			]);
			await own.doc("users/u1").create({ name: "Ada again" });
			await own.doc("users/u2").create({ name: "Grace again" });
			expect(ids(await own.collection("users").get())).toEqual([
				"u1",
				"u2",
				"u3",
			]);
		} finally {
			await simulated.close();
		}
	});

	it("takes its time from the clock that it is given", async () => {
		let now = Date.UTC(2031, 0, 1);
		const simulated = await startOfflineFirestore({
			readWallMicros: () => now * 1000,
		});
		try {
			const own = sdks.connect(simulated, freshProjectId());
			const first = await own.doc("events/1").set({});
			expect(first.writeTime.toMillis()).toBe(now);
			now += 86_400_000;
			const second = await own.doc("events/2").set({});
			expect(second.writeTime.toMillis()).toBe(now);
		} finally {
			await simulated.close();
		}
	});
});

import { status } from "@grpc/grpc-js";
import type { Firestore } from "firebase-admin/firestore";
import { AdminSdks, freshProjectId } from "./admin-sdk.ts";
import { type FaultProxy, startFaultProxy } from "./fault-proxy.ts";
import { type OfflineFirestore, startOfflineFirestore } from "./server.ts";

describe("the fault proxy", () => {
	const sdks = new AdminSdks();
	let server: OfflineFirestore;
	let proxy: FaultProxy;
	/** Through the proxy, and straight to the server. */
	let proxied: Firestore;
	let direct: Firestore;

	beforeAll(async () => {
		server = await startOfflineFirestore();
	});
	beforeEach(async () => {
		proxy = await startFaultProxy({ target: `${server.host}:${server.port}` });
		const projectId = freshProjectId();
		proxied = sdks.connect(proxy, projectId);
		direct = sdks.connect(server, projectId);
	});
	afterEach(async () => {
		await sdks.close();
		await proxy.close();
	});
	afterAll(() => server.close());

	it("passes calls, answers and errors on, and counts the calls", async () => {
		await proxied.doc("events/1").create({ type: "trim" });
		await expect(proxied.doc("events/1").create({})).rejects.toMatchObject({
			code: status.ALREADY_EXISTS,
			message: expect.stringContaining("events/1"),
		});
		expect(
			(await proxied.collection("events").get()).docs.map((document) =>
				document.data(),
			),
		).toEqual([{ type: "trim" }]);
		await proxied.runTransaction(async (transaction) => {
			transaction.update(proxied.doc("events/1"), {
				seen: (await transaction.get(proxied.doc("events/1"))).exists,
			});
		});
		expect((await direct.doc("events/1").get()).data()).toEqual({
			type: "trim",
			seen: true,
		});
		expect(proxy.calls()).toEqual({
			Commit: 3,
			RunQuery: 1,
			BatchGetDocuments: 1,
		});
	});

	it("passes many large messages on", async () => {
		const batch = proxied.batch();
		for (let index = 0; index < 9; index++)
			batch.set(proxied.doc(`large/${index}`), { text: "x".repeat(1_000_000) });
		await batch.commit();
		expect((await proxied.collection("large").get()).size).toBe(9);
	});

	it("passes every message of a long answer on, though its end is known before", async () => {
		const references = Array.from({ length: 1_000 }, (_, n) =>
			proxied.doc(`absent/${n}`),
		);
		for (let round = 0; round < 5; round++)
			expect((await proxied.getAll(...references)).length).toBe(1_000);
	});

	it("refuses a call before the server sees it", async () => {
		const fault = proxy.inject({
			method: "Commit",
			effect: { kind: "refuse", code: status.PERMISSION_DENIED },
		});
		await expect(proxied.doc("events/1").set({})).rejects.toMatchObject({
			code: status.PERMISSION_DENIED,
		});
		expect(fault.hits()).toBe(1);
		expect((await direct.doc("events/1").get()).exists).toBe(false);
		await proxied.doc("events/1").set({});
		expect(fault.hits()).toBe(1);
	});

	it("loses the answer to a call that the server executed", async () => {
		proxy.inject({
			method: "Commit",
			effect: { kind: "lose-answer", code: status.DEADLINE_EXCEEDED },
		});
		await expect(proxied.doc("events/1").set({})).rejects.toMatchObject({
			code: status.DEADLINE_EXCEEDED,
		});
		expect((await direct.doc("events/1").get()).exists).toBe(true);
	});

	it("loses the answer to a create, which the SDK then repeats and finds done", async () => {
		proxy.inject({
			method: "Commit",
			effect: { kind: "lose-answer", code: status.UNAVAILABLE },
		});
		await expect(proxied.doc("events/1").create({})).rejects.toMatchObject({
			code: status.ALREADY_EXISTS,
		});
		expect(proxy.calls().Commit).toBe(2);
	});

	it.each([status.ABORTED, status.UNAVAILABLE])(
		"loses the answer to a transaction (code %d), whose function then runs again",
		async (code) => {
			const counter = direct.doc("counters/1");
			await counter.set({ count: 0 });
			proxy.inject({ method: "Commit", effect: { kind: "lose-answer", code } });
			let runs = 0;
			await proxied.runTransaction(async (transaction) => {
				runs += 1;
				const found = await transaction.get(proxied.doc("counters/1"));
				const count = found.get("count") + 1;
				transaction.update(proxied.doc("counters/1"), { count });
			});
			expect(runs).toBe(2);
			expect((await counter.get()).get("count")).toBe(2);
		},
	);

	it("delays a call", async () => {
		proxy.inject({
			method: "BatchGetDocuments",
			effect: { kind: "delay", ms: 300 },
		});
		const started = performance.now();
		expect((await proxied.doc("events/1").get()).exists).toBe(false);
		expect(performance.now() - started).toBeGreaterThanOrEqual(290);
	});

	it("hits as many calls as it is told, after those that it lets pass", async () => {
		const effect = { kind: "refuse", code: status.PERMISSION_DENIED } as const;
		const fault = proxy.inject({ method: "Commit", skip: 2, times: 3, effect });
		const outcomes: boolean[] = [];
		for (let index = 0; index < 7; index++) {
			outcomes.push(
				await proxied
					.doc(`events/${index}`)
					.set({})
					.then(
						() => true,
						() => false,
					),
			);
		}
		expect(outcomes).toEqual([true, true, false, false, false, true, true]);
		expect(fault.hits()).toBe(3);
	});

	it("takes several faults of one method in turn, and forgets them when cleared", async () => {
		const codes = [
			status.PERMISSION_DENIED,
			status.NOT_FOUND,
			status.DATA_LOSS,
		];
		for (const code of codes)
			proxy.inject({ method: "Commit", effect: { kind: "refuse", code } });
		await expect(proxied.doc("events/1").set({})).rejects.toMatchObject({
			code: status.PERMISSION_DENIED,
		});
		await expect(proxied.doc("events/1").set({})).rejects.toMatchObject({
			code: status.NOT_FOUND,
		});
		proxy.clear();
		await proxied.doc("events/1").set({});
	});

	it("leaves other methods and other clients alone", async () => {
		proxy.inject({
			method: "Commit",
			effect: { kind: "refuse", code: status.PERMISSION_DENIED },
		});
		await proxied.collection("events").get();
		await direct.doc("events/1").set({});
		expect((await proxied.doc("events/1").get()).exists).toBe(true);
	});

	it("breaks a query", async () => {
		proxy.inject({
			method: "RunQuery",
			effect: { kind: "lose-answer", code: status.PERMISSION_DENIED },
		});
		await expect(proxied.collection("events").get()).rejects.toMatchObject({
			code: status.PERMISSION_DENIED,
		});
	});
});

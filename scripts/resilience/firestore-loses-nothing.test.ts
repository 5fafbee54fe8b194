import { setTimeout as sleep } from "node:timers/promises";
import { GRPC } from "../../functions/src/store/store-errors.ts";
import type { Fault, FaultEffect } from "../offline-firestore/fault-proxy.ts";
import { between, oneOf, randomOf } from "../random.ts";
import { expectDelivered, expectExactlyOnce } from "./expect-delivered.ts";
import { type FirestoreHome, openFirestoreHome } from "./firestore-home.ts";
import { reportsOf } from "./home-reports.ts";
import { type Delivery, deliverAll } from "./reference-client.ts";
import { makeWorkload, type Workload } from "./workload.ts";

/** The same seed draws the same events and faults; when they meet is the machine's. */
const SEED = Number(process.env.FAULT_SEED ?? Date.now() % 2 ** 31);

/** How many rounds the last test takes: 1 is what a run of all tests has time for. */
const SCALE = Number(process.env.FAULT_SCALE ?? 1);

/** Commits have half of it. */
const LAG_MS = 1_000;

/** Beyond what a commit may take. */
const TOO_LATE_MS = 700;

const CODES = [
	GRPC.unavailable,
	GRPC.deadlineExceeded,
	GRPC.resourceExhausted,
	GRPC.aborted,
	GRPC.internal,
	GRPC.unknown,
	GRPC.cancelled,
] as const;

jest.setTimeout(120_000 + 120_000 * SCALE);

describe(`a client of the Firebase home (FAULT_SEED=${SEED})`, () => {
	const random = randomOf(SEED);
	const workloads: Workload[] = [];
	let home: FirestoreHome;

	beforeAll(async () => {
		process.stdout.write(`FAULT_SEED=${SEED} FAULT_SCALE=${SCALE}\n`);
		home = await openFirestoreHome(LAG_MS);
	});
	afterAll(() => home.close());
	afterEach(() => home.proxy.clear());

	/** Delivers so many new events while the faults hit, and checks what was answered. */
	const deliverDuring = async (
		count: number,
		faults: readonly Fault[],
	): Promise<Delivery> => {
		const armed = faults.map((fault) => home.proxy.inject(fault));
		const workload = makeWorkload(`w${workloads.length}`, count, random);
		workloads.push(workload);
		const delivery = await deliverAll(workload.events, {
			url: home.url,
			key: home.key,
			batchSize: () => oneOf(random, [1, 5, 20, 60]),
			inFlight: 6,
			requestTimeoutMs: 5_000,
			secondMs: 20,
			clock: () => Date.now() + oneOf(random, [0, 0, 150_000, -4_000_000]),
		});
		expectDelivered(workload, delivery);
		expect(delivery.requests.get(500)).toBeUndefined();
		// Otherwise nothing was tested. Of many, some may not have had their turn.
		expect(armed[0]?.hits()).toBeGreaterThan(0);
		if (faults.length <= 2) expect(armed.at(-1)?.hits()).toBeGreaterThan(0);
		home.proxy.clear();
		return delivery;
	};

	it.each(CODES)(
		"ends with all stored once when commits are refused (%d)",
		async (code) => {
			await deliverDuring(120, [commits(8, { kind: "refuse", code })]);
		},
	);

	it.each(CODES)(
		"ends with all stored once when commits succeed and their answers are lost (%d)",
		async (code) => {
			await deliverDuring(120, [commits(8, { kind: "lose-answer", code })]);
		},
	);

	it("ends with all stored once when commits come too late", async () => {
		const { requests } = await deliverDuring(120, [
			commits(6, { kind: "delay", ms: TOO_LATE_MS }),
		]);
		expect(requests.get(503)).toBeGreaterThan(0);
	});

	it.each([
		["fail", { kind: "refuse", code: GRPC.internal }],
		["lose their answers", { kind: "lose-answer", code: GRPC.unavailable }],
		["take too long", { kind: "delay", ms: TOO_LATE_MS }],
	] as const)(
		"ends with all stored once when look-ups of duplicates %s",
		async (_, effect) => {
			await deliverDuring(120, [
				// Lost answers are what makes look-ups needed.
				commits(8, { kind: "lose-answer", code: GRPC.unavailable }),
				{ method: "BatchGetDocuments", times: 6, effect },
			]);
		},
	);

	it("ends with all stored once when everything fails, in any order", async () => {
		for (let round = 0; round < 6 * SCALE; round++)
			await deliverDuring(200, [
				anyCommitFault(random),
				...Array.from({ length: 5 }, () => anyFault(random)),
			]);
	});

	it("finds every valid event there once, as it was sent, and counted once", async () => {
		await sleep(LAG_MS + 200);
		await expectExactlyOnce(workloads, reportsOf(home.url, home.key));
		expect(home.complaints()).toEqual([]);
	});
});

function commits(times: number, effect: FaultEffect): Fault {
	return { method: "Commit", times, effect };
}

function anyCommitFault(random: () => number): Fault {
	return { ...anyFault(random), method: "Commit" };
}

/** Faults of one method follow one another; some calls between them are let through. */
function anyFault(random: () => number): Fault {
	const code = oneOf(random, CODES);
	const effect = oneOf<FaultEffect>(random, [
		{ kind: "refuse", code },
		{ kind: "lose-answer", code },
		{ kind: "lose-answer", code },
		{ kind: "delay", ms: between(random, 1, TOO_LATE_MS) },
	]);
	return {
		method: oneOf(random, ["Commit", "Commit", "BatchGetDocuments"] as const),
		skip: between(random, 0, 2),
		times: between(random, 1, 3),
		effect,
	};
}

import { fileURLToPath } from "node:url";
import type { AnalyticsStore } from "../../core/src/index.ts";
import {
	allSequences,
	analyticsOn,
	HISTORY_NOW,
	naivePatterns,
	SHARD_COUNT,
} from "../../core/testing/index.ts";
import { sizeOf } from "../../functions/src/store/commit.ts";
import {
	type FirestoreHarness,
	openFirestoreHarness,
} from "../../functions/testing/firestore-harness.ts";
import { openSqliteHarness } from "../../local/testing/sqlite-harness.ts";
import { bundleProgram } from "../bench/bundle-program.ts";
import { runProgram } from "../bench/run-program.ts";
import { randomOf } from "../random.ts";
import type { CountingOutcome, CountingTask } from "./counting-program.ts";
import { type Crowd, type CrowdSize, drawCrowd, mixed } from "./crowd.ts";

/** 50 is a user with a million operations; 1 is what a run of all tests has time for. */
const SCALE = Number(process.env.BOUNDS_SCALE ?? 1);

const SIZE: CrowdSize = {
	operationsOfOneUser: 20_000 * SCALE,
	stepsOfOneSession: 10_000,
	users: 10_000,
	typesOfAbuser: 10_000,
};

/** The offline Firestore, behind its wire, is ten times slower. */
const SMALLER_SIZE: CrowdSize = {
	operationsOfOneUser: 4_000 * SCALE,
	stepsOfOneSession: 2_500,
	users: 2_500,
	typesOfAbuser: 2_500,
};

const MAX_BATCH = 500;

const MIB = 1024 * 1024;

/**
 * What the process that counts may keep: beyond it V8 ends the process. Without a limit V8 lets
 * garbage lie for as long as the machine has memory, which says nothing about what is needed.
 */
const MAX_HEAP_MIB = 256;

/** Of that process with Node itself, SQLite's cache and all else: three quarters of what a task on Firebase has. */
const MAX_PEAK_BYTES = 768 * MIB;

jest.setTimeout(300_000 * SCALE);

let program: string;

beforeAll(async () => {
	program = await bundleProgram(
		fileURLToPath(new URL("counting-program.ts", import.meta.url)),
		"counting",
	);
});

describe("a heavy user, a long session, a crowd and an abuser", () => {
	it("are bounded on SQLite, and leave everyone's totals exact", async () => {
		const crowd = drawCrowd(randomOf(1), SIZE);
		const { store, file, close } = await openSqliteHarness(SHARD_COUNT);
		try {
			await storeCrowd(store, crowd);
			await countCrowd(crowd, { file });
			await expectExact(store, crowd);
		} finally {
			await close();
		}
	});

	it("are bounded on Firestore: documents, commits, and everyone's totals exact", async () => {
		const crowd = drawCrowd(randomOf(1), SMALLER_SIZE);
		const harness = await openFirestoreHarness(SHARD_COUNT);
		const { store, proxy, projectId } = harness;
		try {
			await storeCrowd(store, crowd);
			await countCrowd(
				crowd,
				{ projectId },
				{ FIRESTORE_EMULATOR_HOST: `${proxy.host}:${proxy.port}` },
			);
			await expectExact(store, crowd);
			const commitBytes = proxy.largestRequest("Commit");
			const documentBytes = await largestDocument(harness);
			report("largest commit", commitBytes);
			report("largest document", documentBytes);
			expect(commitBytes).toBeLessThan(10 * MIB);
			expect(documentBytes).toBeLessThan(MIB);
		} finally {
			await harness.close();
		}
	});
});

/** Stores the crowd as it would come. */
async function storeCrowd(store: AnalyticsStore, crowd: Crowd): Promise<void> {
	const analytics = analyticsOn(store, HISTORY_NOW);
	const events = mixed(crowd);
	for (let at = 0; at < events.length; at += MAX_BATCH) {
		const verdicts = await analytics.ingest(events.slice(at, at + MAX_BATCH));
		expect(verdicts.every(({ status }) => status === "stored")).toBe(true);
	}
}

/** Counts the crowd in a process of its own, and looks at the memory that this takes. */
async function countCrowd(
	{ honest, abuse }: Crowd,
	place: CountingTask["place"],
	environment?: NodeJS.ProcessEnv,
): Promise<void> {
	const task: CountingTask = {
		place,
		shardCount: SHARD_COUNT,
		now: HISTORY_NOW,
	};
	const { counts, peakBytes } = await runProgram<CountingOutcome>({
		file: program,
		parameters: [JSON.stringify(task)],
		options: [`--max-old-space-size=${MAX_HEAP_MIB}`],
		environment,
	});
	report("most memory of the counting process", peakBytes);
	expect(counts.caughtUp).toBe(true);
	expect(counts.events).toBe(honest.length + abuse.length);
	// Otherwise nothing was bounded.
	expect(counts.typesExceeded).toBeGreaterThan(abuse.length * 0.9);
	expect(counts.workflowTypesExceeded).toBeGreaterThan(abuse.length * 0.9);
	expect(peakBytes).toBeLessThan(MAX_PEAK_BYTES);
}

async function expectExact(
	store: AnalyticsStore,
	{ honest, abuse }: Crowd,
): Promise<void> {
	const analytics = analyticsOn(store, HISTORY_NOW);
	const found = (await allSequences(analytics, 1_000)).filter(
		({ operations }) => !operations.some((type) => type.startsWith("x")),
	);
	expect(
		Object.fromEntries(
			found.map(({ pattern, ...figures }) => [pattern, figures]),
		),
	).toMatchObject(naivePatterns(honest));
	expect(found).toHaveLength(Object.keys(naivePatterns(honest)).length);
	const { totalOperations, uniqueUsers } = await analytics.usage({});
	expect({ totalOperations, uniqueUsers }).toEqual({
		totalOperations: honest.length + abuse.length,
		uniqueUsers: new Set([...honest, ...abuse].map(({ userId }) => userId))
			.size,
	});
}

function report(what: string, bytes: number): void {
	process.stdout.write(`${what}: ${(bytes / MIB).toFixed(2)} MiB\n`);
}

/** Bytes of the largest document of the database, from above. */
async function largestDocument({
	firestore,
}: FirestoreHarness): Promise<number> {
	let largest = 0;
	for (const collection of await firestore.listCollections())
		for (const document of (await collection.get()).docs)
			largest = Math.max(
				largest,
				document.ref.path.length + sizeOf(document.data()),
			);
	return largest;
}

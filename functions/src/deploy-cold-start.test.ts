import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { FIRST_REQUESTS } from "../../scripts/cold-start/first-requests";
import { recordModules } from "../../scripts/cold-start/loaded-packages";
import { startCold } from "../../scripts/cold-start/measure";
import {
	startTaskSink,
	type TaskSink,
} from "../../scripts/cold-start/task-sink";
import {
	type Deployment,
	deploy,
	INGEST_KEY,
	post,
	wireEvent,
} from "../testing/deployed-function";

jest.setTimeout(120_000);

const RECORDER = join(__dirname, "../../scripts/cold-start/record-modules.mjs");

/** What only tokens need, and nobody sends one to this function unless App Check is on. */
const FOR_TOKENS = ["firebase-admin", "jsonwebtoken", "jwks-rsa", "jose"];

/** Of which the bundle holds the parts that it uses. */
const BUNDLED_IN = ["firebase-functions", "zod"];

/** What the runtime finds out by it, it sees from the name `index.mjs`. */
const FOR_OTHER_NAMES = ["read-package-up"];

/** Heavy, needed, and so loaded once: by the runtime before us, or by us. */
const ONE_COPY = [
	"express",
	"@google-cloud/firestore",
	"google-gax",
	"google-auth-library",
	"@grpc/grpc-js",
	"protobufjs",
];

describe("a cold start", () => {
	let deployment: Deployment;
	let tasks: TaskSink;
	beforeAll(async () => {
		deployment = await deploy();
		tasks = await startTaskSink();
	});
	afterAll(async () => {
		await tasks.stop();
		await deployment.close();
	});

	test.each(Object.keys(FIRST_REQUESTS))(
		"of %s ends with an answer",
		async (name) => {
			const { folder, firestore } = deployment;
			const place = { folder, firestore, tasks: tasks.address };
			const { listeningMs, firstAnswerMs } = await startCold(place, name);
			expect(firstAnswerMs).toBeGreaterThan(listeningMs);
		},
	);
});

describe("a cold start of logOperation", () => {
	let deployment: Deployment;
	beforeAll(async () => {
		deployment = await deploy();
	});
	afterAll(() => deployment.close());

	test("loads no package that it does not use, and none twice", async () => {
		const record = recordModules(deployment.folder, RECORDER);
		const running = await deployment.start("logOperation", record);
		const stored = await post(
			running.url,
			{
				"Content-Type": "application/json",
				Authorization: `Bearer ${INGEST_KEY}`,
			},
			JSON.stringify(wireEvent("first")),
		);
		expect(stored).toMatchObject({ status: 200, body: { status: "stored" } });
		await running.stop();
		const { runtime, bundle, files } = record.read();
		const names = [...runtime, ...bundle].map(({ name }) => name);
		expect(names).toContain("@google-cloud/firestore");
		for (const name of [...FOR_TOKENS, ...BUNDLED_IN, ...FOR_OTHER_NAMES])
			expect(names).not.toContain(name);
		for (const name of ONE_COPY)
			expect(names.filter((each) => each === name)).toEqual([name]);
		// The document of the API is written when somebody asks for it.
		expect(files).toContain("index.mjs");
		expect(files.join()).not.toContain("document-");
	});

	test("finds one copy of each heavy package installed", () => {
		const { packages } = JSON.parse(
			readFileSync(join(deployment.folder, "package-lock.json"), "utf8"),
		) as { packages: Record<string, unknown> };
		for (const name of ONE_COPY) {
			const copies = Object.keys(packages).filter(
				(path) =>
					path.endsWith(`node_modules/${name}`) &&
					existsSync(join(deployment.folder, path)),
			);
			expect(copies).toEqual([`node_modules/${name}`]);
		}
	});

	test("reaches the store before anybody asks", async () => {
		const before = deployment.reads();
		await deployment.start("logOperation");
		const readsOfAStart = 2;
		while (deployment.reads() < before + readsOfAStart) await sleep(50);
		// Nothing polls: a minimum instance must not cost reads while it waits.
		await sleep(1_000);
		expect(deployment.reads()).toBe(before + readsOfAStart);
	});
});

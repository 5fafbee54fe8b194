import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { SETTING_NAMES } from "@ffmpeg-analytics/core";
import { FIRST_REQUESTS } from "../../scripts/cold-start/first-requests";
import {
	type InstalledBundle,
	installBundle,
} from "../../scripts/cold-start/install-bundle";

const DEPLOY = join(__dirname, "../deploy");
const MAX_LOAD_MS = 1_000;
/** Those that `npm run cold-start` knows how to ask. */
const FUNCTIONS = Object.keys(FIRST_REQUESTS).sort();

jest.setTimeout(300_000);

/** Loads the bundle as the platform does, in a process that has loaded nothing else. */
const LOAD = `
	const start = performance.now();
	const loaded = await import("./index.mjs");
	const ms = performance.now() - start;
	const endpoints = Object.fromEntries(
		Object.entries(loaded).map(([name, bound]) => [name, bound.__endpoint]),
	);
	console.log(JSON.stringify({ ms, endpoints }));
	process.exit();
`;

describe("the deploy bundle, alone in an empty folder", () => {
	let folder: string;
	let installed: InstalledBundle;
	const run = (program: string, parameters: string[], env = process.env) =>
		spawnSync(program, parameters, { cwd: folder, encoding: "utf8", env });
	const load = (env?: NodeJS.ProcessEnv) =>
		run(process.execPath, ["--input-type=module", "--eval", LOAD], env);

	beforeAll(() => {
		installed = installBundle(DEPLOY);
		folder = installed.folder;
	});
	afterAll(() => installed.remove());

	it("holds no import of the workspace", () => {
		const files = readdirSync(DEPLOY).filter((file) => file.endsWith(".mjs"));
		expect(files).toContain("index.mjs");
		for (const file of files)
			expect(readFileSync(join(DEPLOY, file), "utf8")).not.toMatch(
				/(from|import|import\()\s*"@ffmpeg-analytics\//,
			);
	});

	it("exports the functions, bounded, within a second", () => {
		const loads = [load(), load(), load()].map(({ stdout, stderr }) => {
			if (stdout === "") throw new Error(stderr);
			return JSON.parse(stdout) as {
				ms: number;
				endpoints: Record<string, Record<string, unknown>>;
			};
		});
		const ms = Math.min(...loads.map((each) => each.ms));
		process.stdout.write(`The deploy bundle loads in ${Math.round(ms)} ms.\n`);
		expect(ms).toBeLessThan(MAX_LOAD_MS);
		const endpoints = loads[0]?.endpoints ?? {};
		expect(Object.keys(endpoints).sort()).toEqual(FUNCTIONS);
		for (const endpoint of Object.values(endpoints))
			expect(endpoint).toMatchObject({
				platform: "gcfv2",
				region: ["us-central1"],
				availableMemoryMb: expect.any(Number),
				timeoutSeconds: expect.any(Number),
				maxInstances: expect.any(Number),
				concurrency: expect.any(Number),
				secretEnvironmentVariables: [
					{ key: "INGEST_KEYS" },
					{ key: "READER_KEYS" },
					{ key: "ADMIN_KEYS" },
				],
			});
	});

	it("tells the Firebase CLI its functions, settings and secrets", () => {
		const manifest = join(folder, "manifest.json");
		const { stderr, status } = run(
			process.execPath,
			["node_modules/.bin/firebase-functions", "."],
			{ ...process.env, FUNCTIONS_MANIFEST_OUTPUT_PATH: manifest },
		);
		expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
		const { endpoints, params, requiredAPIs } = JSON.parse(
			readFileSync(manifest, "utf8"),
		) as {
			endpoints: Record<
				string,
				{ minInstances: unknown; taskQueueTrigger: unknown }
			>;
			params: { name: string }[];
			requiredAPIs: { api: string }[];
		};
		expect(Object.keys(endpoints).sort()).toEqual(FUNCTIONS);
		expect(params.map(({ name }) => name)).toEqual(
			expect.arrayContaining([...SETTING_NAMES, "APP_CHECK"]),
		);
		expect(endpoints.logOperation?.minInstances).toBe(
			"{{ params.MIN_INSTANCES }}",
		);
		for (const [name, maxConcurrentDispatches] of [
			["aggregateShard", 16],
			["mergeTotals", 1],
		] as const)
			expect(endpoints[name]?.taskQueueTrigger).toMatchObject({
				rateLimits: { maxConcurrentDispatches },
				retryConfig: { maxAttempts: 3, minBackoffSeconds: 10 },
			});
		expect(requiredAPIs.map(({ api }) => api).sort()).toEqual([
			"cloudscheduler.googleapis.com",
			"cloudtasks.googleapis.com",
		]);
	});

	it("lists the runtime that it is tested on, for Google's buildpack to take", () => {
		const { dependencies, main } = JSON.parse(
			readFileSync(join(folder, "package.json"), "utf8"),
		) as { dependencies: Record<string, string>; main: string };
		expect(dependencies["@google-cloud/functions-framework"]).toMatch(
			/^\d+\.\d+\.\d+$/,
		);
		expect(main).toBe("index.mjs");
	});

	it("puts the whole home together from what is installed", () => {
		const { stdout, stderr } = run(process.execPath, [
			"--input-type=module",
			"--eval",
			`
				process.env.GCLOUD_PROJECT = "demo-ffmpeg-analytics";
				const { readdirSync } = await import("node:fs");
				const file = readdirSync(".").find((name) => /^composition-.*\\.mjs$/.test(name));
				const { openHome } = await import("./" + file);
				const home = openHome({
					analytics: { shardCount: 8 },
					access: { ingestKeys: [], readerKeys: [], adminKeys: [], corsOrigins: [] },
					aggregationLagMs: 60_000,
				});
				console.log(typeof home.app, typeof home.analytics.ingest);
				process.exit();
			`,
		]);
		expect(stderr).toBe("");
		expect(stdout).toBe("function function\n");
	});

	it("does not start where requests are served and a setting is bad", () => {
		const served = { ...process.env, K_SERVICE: "api" };
		expect(load(served).stderr).toContain("INGEST_KEYS");
		const keys = { INGEST_KEYS: "ingest-key-of-sixteen" };
		expect(load({ ...served, ...keys }).status).toBe(0);
		expect(load({ ...served, ...keys, SHARD_COUNT: "many" }).stderr).toContain(
			"SHARD_COUNT",
		);
	});
});

import { join, resolve } from "node:path";
import fc from "fast-check";
import type { AnalyticsOptions } from "./options.ts";
import { readSettings } from "./settings.ts";

const read = (
	options: Readonly<Record<string, unknown>> = {},
	environment: NodeJS.ProcessEnv = {},
) =>
	readSettings(
		{ platform: "mcp", ...options } as AnalyticsOptions,
		environment,
	);

function settingsOf(...given: Parameters<typeof read>) {
	const outcome = read(...given);
	if (outcome.state !== "on") throw new Error(JSON.stringify(outcome));
	return outcome.settings;
}

describe("defaults", () => {
	test("need a platform only", () => {
		expect(
			settingsOf({}, { XDG_DATA_HOME: "/data", APPDATA: "/data" }),
		).toEqual({
			platform: "mcp",
			endpoint: undefined,
			ingestKey: undefined,
			readerKey: undefined,
			salt: undefined,
			installFolder: expect.stringMatching(/ffmpeg-analytics$/),
			spoolFolder: undefined,
			debug: false,
			notice: true,
			metricsFile: undefined,
			delivery: {
				batchEvents: 500,
				batchDelayMs: 1_000,
				queueEvents: 100_000,
				queueBytes: 32 * 1024 * 1024,
				requestTimeoutMs: 30_000,
				maxBackoffMs: 30_000,
				shutdownDeadlineMs: 5_000,
			},
			beforeSend: undefined,
		});
	});

	test("a data folder holds the salt and the spool", () => {
		expect(settingsOf({ dataFolder: "data" })).toMatchObject({
			installFolder: resolve("data"),
			spoolFolder: join(resolve("data"), "spool"),
		});
	});

	test("a metrics file rotates", () => {
		const defaults = { maxBytes: 16 * 1024 * 1024, maxFiles: 4 };
		const path = resolve("m.ndjson");
		expect(settingsOf({ metricsFile: "m.ndjson" }).metricsFile).toEqual({
			path,
			...defaults,
		});
		expect(
			settingsOf({ metricsFile: { path, maxFiles: 0 } }).metricsFile,
		).toEqual({ path, ...defaults, maxFiles: 0 });
	});
});

describe("the environment", () => {
	const environment = {
		FIREBASE_ENDPOINT: " https://analytics.example.org ",
		ANALYTICS_INGEST_KEY: "ingest",
		ANALYTICS_READER_KEY: "reader",
		ANALYTICS_SALT: "salt",
		ANALYTICS_DEBUG: "1",
		ANALYTICS_ENABLED: "",
	};

	test("says what options leave out", () => {
		expect(settingsOf({}, environment)).toMatchObject({
			endpoint: "https://analytics.example.org",
			ingestKey: "ingest",
			readerKey: "reader",
			salt: "salt",
			debug: true,
		});
	});

	test("comes after what options say", () => {
		const options = {
			endpoint: "http://127.0.0.1:8080/logOperation",
			ingestKey: "own ingest".replace(" ", "-"),
			readerKey: "own",
			salt: "own salt",
			debug: false,
		};
		expect(settingsOf(options, environment)).toMatchObject(options);
	});
});

describe("opting out", () => {
	test.each([
		["ANALYTICS_ENABLED", "false"],
		["ANALYTICS_ENABLED", "0"],
		["ANALYTICS_ENABLED", "no"],
		["ANALYTICS_ENABLED", " OFF "],
		["DO_NOT_TRACK", "1"],
		["DO_NOT_TRACK", "true"],
		["DO_NOT_TRACK", "yes"],
	])("%s=%s turns everything off, whatever the host says", (name, value) => {
		expect(read({ enabled: true }, { [name]: value })).toEqual({
			state: "opted out",
		});
	});

	test.each([
		["ANALYTICS_ENABLED", "true"],
		["ANALYTICS_ENABLED", "1"],
		["ANALYTICS_ENABLED", ""],
		["DO_NOT_TRACK", "0"],
		["DO_NOT_TRACK", "false"],
		["DO_NOT_TRACK", ""],
	])("%s=%s does not", (name, value) => {
		expect(read({}, { [name]: value }).state).toBe("on");
	});

	test("the host may do it, and then nothing else matters", () => {
		expect(read({ enabled: false, platform: "tv" }).state).toBe("opted out");
	});
});

describe("a wrong value turns the client off, in words", () => {
	test.each([
		["platform", "tv"],
		["platform", undefined],
		["endpoint", "analytics.example.org"],
		["endpoint", "ftp://analytics.example.org"],
		["endpoint", 5],
		["ingestKey", "two words"],
		["readerKey", "line\nbreak"],
		["salt", 5],
		["dataFolder", {}],
		["enabled", "yes"],
		["debug", 1],
		["notice", "no"],
		["metricsFile", {}],
		["metricsFile", 5],
		["beforeSend", "drop"],
		["delivery.batchEvents", 501],
		["delivery.batchEvents", 0],
		["delivery.queueEvents", Number.NaN],
		["delivery.requestTimeoutMs", "10"],
	])("%s %p", (name, value) => {
		const [group = "", member] = name.split(".");
		const options =
			member === undefined
				? { [name]: value }
				: { [group]: { [member]: value } };
		const outcome = read(options);
		expect(outcome).toEqual({
			state: "wrong",
			reason: expect.stringContaining(name),
		});
		expect(JSON.stringify(outcome)).not.toMatch(/two words|break/);
	});

	test.each([
		["ANALYTICS_ENABLED", "maybe"],
		["ANALYTICS_DEBUG", "2"],
		["FIREBASE_ENDPOINT", "nowhere"],
		["ANALYTICS_INGEST_KEY", "two words"],
	])("%s=%s", (name, value) => {
		expect(read({}, { [name]: value })).toMatchObject({ state: "wrong" });
	});

	test("and nothing that a host gives makes it throw", () => {
		const keys = ["platform", "endpoint", "delivery", "metricsFile", "salt"];
		const options = fc.oneof(
			fc.anything(),
			fc.dictionary(fc.constantFrom(...keys, "beforeSend"), fc.anything()),
		);
		fc.assert(
			fc.property(options, (given) => {
				const { state } = readSettings(given as AnalyticsOptions, {});
				expect(["on", "opted out", "wrong"]).toContain(state);
			}),
		);
		const hostile = {
			get platform(): never {
				throw new Error("no");
			},
		};
		expect(readSettings(hostile, {}).state).toBe("wrong");
	});
});

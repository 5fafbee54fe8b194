import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
	parseSettings,
	SETTING_NAMES,
	SettingsError,
} from "@ffmpeg-analytics/core";
import { PARAMS, readSettings, SECRETS } from "./settings";

const keys = { INGEST_KEYS: "ingest-key-of-sixteen" };

describe("the declared parameters", () => {
	it("are the settings, each once", () => {
		const declared = [...SECRETS, ...PARAMS].map(({ name }) => name);
		expect(declared.sort()).toEqual(
			[
				...SETTING_NAMES,
				"APP_CHECK",
				"MIN_INSTANCES",
				"RATE_LIMIT_STORE",
				"WEB_API_KEY",
			].sort(),
		);
	});

	it("have the defaults that unset settings have", () => {
		const defaults = Object.fromEntries(
			PARAMS.map((param) => [param.name, String(param.options.default)]),
		);
		const unset = parseSettings({}, { aggregationLagSeconds: 60 });
		expect(parseSettings(defaults, { aggregationLagSeconds: 1 })).toEqual(
			unset,
		);
	});
});

describe("the settings of every project", () => {
	const lines = readFileSync(join(__dirname, "../env/.env"), "utf8")
		.split("\n")
		.filter((line) => /^[A-Z]/.test(line));
	const environment = Object.fromEntries(lines.map((line) => line.split("=")));

	it("answer every question that the CLI would ask", () => {
		const declared = PARAMS.map(({ name }) => name);
		expect(Object.keys(environment).sort()).toEqual(declared.sort());
	});

	it("are the defaults", () => {
		expect(parseSettings(environment, { aggregationLagSeconds: 1 })).toEqual(
			parseSettings({}, { aggregationLagSeconds: 60 }),
		);
	});
});

describe("readSettings", () => {
	it("waits a minute before it aggregates unless told otherwise", () => {
		expect(readSettings(keys).aggregationLagMs).toBe(60_000);
		expect(
			readSettings({ ...keys, AGGREGATION_LAG_SECONDS: "10" }).aggregationLagMs,
		).toBe(10_000);
	});

	it("lets only emulators do without a lag", () => {
		const settings = { ...keys, AGGREGATION_LAG_SECONDS: "9" };
		expect(() => readSettings(settings)).toThrow(/AGGREGATION_LAG_SECONDS/);
		expect(
			readSettings({ ...settings, FIRESTORE_EMULATOR_HOST: "127.0.0.1:8080" })
				.aggregationLagMs,
		).toBe(9_000);
	});

	it("takes a lone comma for no key", () => {
		const { access } = readSettings({ ...keys, READER_KEYS: "," });
		expect(access.readerKeys).toEqual([]);
	});

	it("asks for App Check only where that is said", () => {
		const appCheckOf = (APP_CHECK: string | undefined) =>
			readSettings({ ...keys, APP_CHECK }).appCheck;
		expect([undefined, "", "false", "False"].map(appCheckOf)).toEqual(
			Array(4).fill(false),
		);
		expect(["true", " TRUE "].map(appCheckOf)).toEqual([true, true]);
	});

	it("counts limits in memory unless told otherwise", () => {
		expect(readSettings(keys).rateLimitStore).toBe("memory");
		const RATE_LIMIT_STORE = "firestore";
		expect(readSettings({ ...keys, RATE_LIMIT_STORE }).rateLimitStore).toBe(
			"firestore",
		);
	});

	it("has accounts only with a web API key", () => {
		const keyOf = (WEB_API_KEY: string | undefined) =>
			readSettings({ ...keys, WEB_API_KEY }).webApiKey;
		expect([undefined, "", " "].map(keyOf)).toEqual(Array(3).fill(undefined));
		expect(keyOf(" AIzaSy_x-1 ")).toBe("AIzaSy_x-1");
	});

	it.each([
		["APP_CHECK", "maybe"],
		["WEB_API_KEY", "a b"],
		["RATE_LIMIT_STORE", "redis"],
		["SHARD_COUNT", "eight"],
		["SHARD_COUNT", "8 shards"],
		["RETENTION_DAYS", "0"],
		["TEMPLATE_MIN_SUCCESS_RATE", "1.1"],
		["ALLOW_OPEN_INGEST", "maybe"],
		["ADMIN_KEYS", "short"],
	])("names the setting that is bad: %s=%s", (name, value) => {
		const read = () => readSettings({ ...keys, [name]: value });
		expect(read).toThrow(SettingsError);
		expect(read).toThrow(name);
	});

	it("refuses to be open to anybody unless that is said", () => {
		for (const INGEST_KEYS of [undefined, "", " , "])
			expect(() => readSettings({ INGEST_KEYS })).toThrow(/INGEST_KEYS/);
		expect(
			readSettings({ ALLOW_OPEN_INGEST: "true" }).access.ingestKeys,
		).toEqual([]);
	});
});

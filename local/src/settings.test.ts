import { SettingsError } from "@ffmpeg-analytics/core";
import { readHomeSettings } from "./settings";

const options = { host: "127.0.0.1", port: 8787, file: "a.sqlite" };
const KEY = "k".repeat(16);

describe("readHomeSettings", () => {
	it.each(["127.0.0.1", "127.1.2.3", "localhost", "::1"])(
		"needs no key on %s",
		(host) => {
			const settings = readHomeSettings({}, { ...options, host });
			expect(settings).toMatchObject({
				host,
				port: 8787,
				file: "a.sqlite",
				loopbackOnly: true,
				aggregationLagMs: 0,
			});
		},
	);

	it.each(["0.0.0.0", "::", "192.168.1.5", "example.org", "127.example.org"])(
		"needs ingest keys on %s, or the word that none are meant",
		(host) => {
			const there = { ...options, host };
			for (const environment of [
				{},
				{ INGEST_KEYS: " , " },
				{ ADMIN_KEYS: KEY },
			])
				expect(() => readHomeSettings(environment, there)).toThrow(
					/INGEST_KEYS.*ALLOW_OPEN_INGEST=true/,
				);
			for (const environment of [
				{ INGEST_KEYS: KEY },
				{ ALLOW_OPEN_INGEST: "true" },
			])
				expect(readHomeSettings(environment, there).loopbackOnly).toBe(false);
		},
	);

	it("refuses a bad setting and names it", () => {
		expect(() => readHomeSettings({ SHARD_COUNT: "0" }, options)).toThrow(
			SettingsError,
		);
		expect(() => readHomeSettings({ SHARD_COUNT: "0" }, options)).toThrow(
			/SHARD_COUNT/,
		);
	});

	it.each([
		[undefined, 0],
		["", 0],
		["0", 0],
		[" 1 ", 1],
		["10", 10],
	])("takes %p for TRUSTED_PROXIES", (TRUSTED_PROXIES, trustedProxies) => {
		expect(readHomeSettings({ TRUSTED_PROXIES }, options)).toMatchObject({
			trustedProxies,
		});
	});

	it.each(["11", "-1", "1.5", "true", "loopback", "1e1"])(
		"refuses %p for TRUSTED_PROXIES",
		(TRUSTED_PROXIES) => {
			const read = () => readHomeSettings({ TRUSTED_PROXIES }, options);
			expect(read).toThrow(SettingsError);
			expect(read).toThrow("TRUSTED_PROXIES: must be a whole number from 0 to");
		},
	);

	it.each([
		{ APP_CHECK: "true" },
		{ APP_CHECK: " TRUE" },
		{ APP_CHECK: "yes" },
		{ RATE_LIMIT_STORE: "firestore" },
		{ RATE_LIMIT_STORE: "redis" },
	])("refuses %p, which only Firebase heeds", (environment) => {
		const read = () => readHomeSettings(environment, options);
		expect(read).toThrow(SettingsError);
		expect(read).toThrow("belongs to the Firebase home");
	});

	it.each([
		{ APP_CHECK: "false", RATE_LIMIT_STORE: "memory" },
		{ APP_CHECK: "", RATE_LIMIT_STORE: " " },
	])("takes %p, which ask for nothing", (environment) => {
		expect(() => readHomeSettings(environment, options)).not.toThrow();
	});
});

import { resolve } from "node:path";
import { PLATFORMS, type Platform } from "@ffmpeg-analytics/core/event-bounds";
import { userDataFolder } from "./host/data-folder.ts";
import type {
	AnalyticsOptions,
	DeliveryOptions,
	MetricsFileOptions,
} from "./options.ts";

/** What a service works by: options and environment, checked, with defaults. */
export interface ClientSettings {
	readonly platform: Platform;
	readonly endpoint: string | undefined;
	readonly ingestKey: string | undefined;
	readonly readerKey: string | undefined;
	/** Absent: the install's own. */
	readonly salt: string | undefined;
	/** Where the install's salt is, and the file that tells that the notice was given. Absent without any home. */
	readonly installFolder: string | undefined;
	/** Absent where the host gave no data folder. */
	readonly spoolFolder: string | undefined;
	readonly debug: boolean;
	readonly notice: boolean;
	readonly metricsFile: Required<MetricsFileOptions> | undefined;
	readonly delivery: Required<DeliveryOptions>;
	readonly beforeSend: AnalyticsOptions["beforeSend"];
}

/** Settings, or why nothing is done: because somebody turned it off, or because a value is wrong. */
export type SettingsOutcome =
	| { readonly state: "on"; readonly settings: ClientSettings }
	| { readonly state: "opted out" }
	| { readonly state: "wrong"; readonly reason: string };

/**
 * Reads options and environment. An option goes before the environment, but whoever opts out is opted out.
 * Never throws, whatever it is given; no reason tells a key or a salt.
 */
export function readSettings(
	options: AnalyticsOptions,
	environment: NodeJS.ProcessEnv,
): SettingsOutcome {
	try {
		if (isOptedOut(options, environment)) return { state: "opted out" };
		return { state: "on", settings: checkedSettings(options, environment) };
	} catch (error) {
		const reason =
			error instanceof WrongSetting
				? error.message
				: "the options are no object";
		return { state: "wrong", reason };
	}
}

/** Caught in this file. */
class WrongSetting extends Error {}

function isOptedOut(
	options: AnalyticsOptions,
	environment: NodeJS.ProcessEnv,
): boolean {
	const doNotTrack = environment.DO_NOT_TRACK?.trim().toLowerCase() ?? "";
	if (doNotTrack !== "" && doNotTrack !== "0" && doNotTrack !== "false")
		return true;
	if (!switchOf("ANALYTICS_ENABLED", environment.ANALYTICS_ENABLED, true))
		return true;
	return !booleanOf("enabled", options.enabled, true);
}

function checkedSettings(
	options: AnalyticsOptions,
	environment: NodeJS.ProcessEnv,
): ClientSettings {
	const { platform, beforeSend } = options;
	if (!PLATFORMS.includes(platform))
		throw new WrongSetting(`platform must be one of ${PLATFORMS.join(", ")}`);
	if (beforeSend != null && typeof beforeSend !== "function")
		throw new WrongSetting("beforeSend must be a function");
	const text = (name: string, value: unknown, variable: string) =>
		textOf(name, value) ?? textOf(variable, environment[variable]?.trim());
	const folder = textOf("dataFolder", options.dataFolder);
	const dataFolder = folder === undefined ? undefined : resolve(folder);
	const debug = switchOf("ANALYTICS_DEBUG", environment.ANALYTICS_DEBUG, false);
	return {
		platform,
		endpoint: addressOf(
			text("endpoint", options.endpoint, "FIREBASE_ENDPOINT"),
		),
		ingestKey: keyOf(
			"ingestKey",
			text("ingestKey", options.ingestKey, "ANALYTICS_INGEST_KEY"),
		),
		readerKey: keyOf(
			"readerKey",
			text("readerKey", options.readerKey, "ANALYTICS_READER_KEY"),
		),
		salt: text("salt", options.salt, "ANALYTICS_SALT"),
		installFolder: dataFolder ?? userDataFolder(environment),
		spoolFolder: dataFolder && resolve(dataFolder, "spool"),
		debug: booleanOf("debug", options.debug, debug),
		notice: booleanOf("notice", options.notice, true),
		metricsFile: metricsFileOf(options.metricsFile),
		delivery: deliveryOf(options.delivery ?? {}),
		beforeSend: beforeSend ?? undefined,
	};
}

function addressOf(endpoint: string | undefined): string | undefined {
	if (endpoint === undefined) return undefined;
	let protocol: string;
	try {
		({ protocol } = new URL(endpoint));
	} catch {
		throw new WrongSetting("endpoint must be an address");
	}
	if (protocol !== "https:" && protocol !== "http:")
		throw new WrongSetting("endpoint must begin with https:// or http://");
	return endpoint;
}

/** It goes into a header. */
function keyOf(name: string, key: string | undefined): string | undefined {
	if (key !== undefined && !/^[\x21-\x7e]+$/.test(key))
		throw new WrongSetting(`${name} must be ASCII without spaces`);
	return key;
}

function metricsFileOf(
	given: AnalyticsOptions["metricsFile"],
): Required<MetricsFileOptions> | undefined {
	if (given == null || given === "") return undefined;
	const file = typeof given === "string" ? { path: given } : given;
	const path = textOf("metricsFile.path", file.path);
	if (path === undefined) throw new WrongSetting("metricsFile needs a path");
	return {
		path: resolve(path),
		maxBytes: count(
			"metricsFile.maxBytes",
			file.maxBytes,
			16 * MIB,
			1,
			2 ** 40,
		),
		maxFiles: count("metricsFile.maxFiles", file.maxFiles, 4, 0, 1_000),
	};
}

function deliveryOf(given: DeliveryOptions): Required<DeliveryOptions> {
	const of = (
		name: keyof DeliveryOptions,
		fallback: number,
		least: number,
		most: number,
	) => count(`delivery.${name}`, given[name], fallback, least, most);
	return {
		batchEvents: of("batchEvents", 500, 1, 500),
		batchDelayMs: of("batchDelayMs", 1_000, 0, HOUR_MS),
		queueEvents: of("queueEvents", 100_000, 1, 1e9),
		queueBytes: of("queueBytes", 32 * MIB, 64 * 1024, 2 ** 40),
		requestTimeoutMs: of("requestTimeoutMs", 30_000, 1, HOUR_MS),
		maxBackoffMs: of("maxBackoffMs", 30_000, 1, HOUR_MS),
		shutdownDeadlineMs: of("shutdownDeadlineMs", 5_000, 0, HOUR_MS),
	};
}

function count(
	name: string,
	value: unknown,
	fallback: number,
	least: number,
	most: number,
): number {
	if (value == null) return fallback;
	if (typeof value === "number" && value >= least && value <= most)
		return Math.floor(value);
	throw new WrongSetting(`${name} must be a number from ${least} to ${most}`);
}

/** An empty text counts as none, as an empty variable does. */
function textOf(name: string, value: unknown): string | undefined {
	if (value == null || value === "") return undefined;
	if (typeof value !== "string")
		throw new WrongSetting(`${name} must be a text`);
	return value;
}

function booleanOf(name: string, value: unknown, fallback: boolean): boolean {
	if (value == null) return fallback;
	if (typeof value !== "boolean")
		throw new WrongSetting(`${name} must be true or false`);
	return value;
}

function switchOf(
	name: string,
	value: string | undefined,
	fallback: boolean,
): boolean {
	const word = value?.trim().toLowerCase() ?? "";
	if (word === "") return fallback;
	if (ON.includes(word)) return true;
	if (OFF.includes(word)) return false;
	throw new WrongSetting(`${name} must be true or false`);
}

const ON = ["true", "1", "yes", "on"];
const OFF = ["false", "0", "no", "off"];
const MIB = 1024 * 1024;
const HOUR_MS = 3_600_000;

import {
	parseSettings,
	type Settings,
	SettingsError,
} from "@ffmpeg-analytics/core";
import {
	defineBoolean,
	defineInt,
	defineSecret,
	defineString,
} from "firebase-functions/params";

/** The settings of both homes, and those of this one alone. */
export interface HomeSettings extends Settings {
	/** Whether a caller without an ingest key may send events with an App Check token, and only so. */
	readonly appCheck: boolean;
	/** With it, people sign in by e-mail and password. */
	readonly webApiKey: string | undefined;
	/** Where limits are counted: by each instance for itself, or by all of them together. */
	readonly rateLimitStore: "memory" | "firestore";
}

/** Firestore's order is that of its timestamps, which commits may reach in another order. */
const AGGREGATION_LAG_SECONDS = 60;

/** Less would leave commits no time. Emulators' commits stand in order without. */
const MIN_LAG_MS = 10_000;

/**
 * Comma-separated keys; a lone comma stands for none. Every function that reads settings names
 * these, so that the platform gives them to it.
 */
export const SECRETS = [
	defineSecret("INGEST_KEYS", {
		description: "Keys that hosts send events with, comma-separated",
	}),
	defineSecret("READER_KEYS", {
		description: "Keys that read reports, comma-separated; a comma for none",
	}),
	defineSecret("ADMIN_KEYS", {
		description: "Keys that run jobs too, comma-separated; a comma for none",
	}),
];

/** Read by the platform alone. */
export const MIN_INSTANCES = defineInt("MIN_INSTANCES", {
	default: 0,
	description:
		"Instances of logOperation that wait for events: at least one, and a pause ends in no cold start",
});

/**
 * Declares the settings to the Firebase CLI, which asks for those that no `.env` file holds and
 * puts all of them into the functions' environment. They are read from there, as text, so that a
 * bad value is refused, and not taken for 0.
 */
export const PARAMS = [
	MIN_INSTANCES,
	defineInt("RETENTION_DAYS", { default: 365 }),
	defineInt("SESSION_GAP_MINUTES", { default: 10 }),
	defineInt("SHARD_COUNT", {
		default: 8,
		description: "Can never be changed once events are stored",
	}),
	defineInt("RATE_LIMIT_PER_MINUTE", { default: 600 }),
	defineInt("RATE_LIMIT_EVENTS_PER_MINUTE", { default: 30_000 }),
	defineBoolean("ALLOW_OPEN_INGEST", { default: false }),
	defineString("CORS_ORIGINS", {
		default: "",
		description: "Origins of pages that may post, comma-separated",
	}),
	defineString("RATE_LIMIT_STORE", {
		default: "memory",
		description:
			"Where limits are counted: memory, each instance by itself; or firestore, all together",
	}),
	defineBoolean("APP_CHECK", {
		default: false,
		description: "Whether pages send events with App Check tokens",
	}),
	defineString("WEB_API_KEY", {
		default: "",
		description:
			"The project's web API key, with which people sign in by e-mail and password; none for keys alone",
	}),
	defineInt("AGGREGATION_LAG_SECONDS", { default: AGGREGATION_LAG_SECONDS }),
	defineInt("TEMPLATE_MIN_FREQUENCY", { default: 5 }),
	defineString("TEMPLATE_MIN_SUCCESS_RATE", { default: "0.8" }),
];

/**
 * The settings of this home.
 *
 * @throws {SettingsError} if a value is bad, naming it, or if anybody could send events and nobody
 * has said that this is meant
 */
export function readSettings(
	environment: Readonly<Record<string, string | undefined>>,
): HomeSettings {
	const settings = parseSettings(environment, {
		aggregationLagSeconds: AGGREGATION_LAG_SECONDS,
	});
	if (
		settings.aggregationLagMs < MIN_LAG_MS &&
		environment.FIRESTORE_EMULATOR_HOST === undefined
	)
		throw new SettingsError(
			`AGGREGATION_LAG_SECONDS must be at least ${MIN_LAG_MS / 1_000}: commits get half of it, and an event that comes to stand behind what was counted would be lost`,
		);
	const { ingestKeys, allowOpenIngest } = settings.access;
	if (ingestKeys.length === 0 && !allowOpenIngest)
		throw new SettingsError(
			"INGEST_KEYS has no key: set those that hosts send events with, or ALLOW_OPEN_INGEST=true to let anybody",
		);
	const appCheck = readWord("APP_CHECK", ["false", "true"], environment);
	return {
		...settings,
		appCheck: appCheck === "true",
		webApiKey: readWebApiKey(environment.WEB_API_KEY),
		rateLimitStore: readWord(
			"RATE_LIMIT_STORE",
			["memory", "firestore"],
			environment,
		),
	};
}

function readWebApiKey(value = ""): string | undefined {
	const key = value.trim();
	if (key === "") return undefined;
	if (!/^[\w-]{1,100}$/.test(key))
		throw new SettingsError(
			"bad settings: WEB_API_KEY: must be the web API key of the project's settings in the Firebase console, which is letters, digits, _ and -",
		);
	return key;
}

/** One of the words, the first where the environment says none. */
function readWord<Word extends string>(
	name: string,
	words: readonly [Word, ...Word[]],
	environment: Readonly<Record<string, string | undefined>>,
): Word {
	const value = environment[name]?.trim().toLowerCase() ?? "";
	const word = value === "" ? words[0] : words.find((each) => each === value);
	if (word === undefined)
		throw new SettingsError(
			`bad settings: ${name}: must be ${words.join(" or ")}`,
		);
	return word;
}

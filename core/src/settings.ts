import { z } from "zod";
import { DAY_MS } from "./calendar";
import { IN_WORDS } from "./event/field-errors";

/** What the use cases need to know, in the units of the code. */
export interface AnalyticsSettings {
	readonly retentionMs: number;
	readonly sessionGapMs: number;
	readonly shardCount: number;
	readonly templateMinFrequency: number;
	readonly templateMinSuccessRate: number;
	/** A parameter's value that fewer distinct users had never appears in a template. */
	readonly templateMinUsersPerValue: number;
}

/** Who may call, and how often. */
export interface AccessSettings {
	readonly ingestKeys: readonly string[];
	readonly readerKeys: readonly string[];
	readonly adminKeys: readonly string[];
	readonly allowOpenIngest: boolean;
	/** Origins of pages that may post, exactly as browsers send them. */
	readonly corsOrigins: readonly string[];
	/** Requests. */
	readonly rateLimitPerMinute: number;
	readonly rateLimitEventsPerMinute: number;
}

/** Every setting of a home's server side. */
export interface Settings {
	readonly analytics: AnalyticsSettings;
	readonly access: AccessSettings;
	readonly aggregationLagMs: number;
}

/** What each home decides. */
export interface HomeDefaults {
	readonly aggregationLagSeconds: number;
	/** See {@link AnalyticsSettings}; no environment may lower it. 3 unless a home says otherwise. */
	readonly templateMinUsersPerValue?: number;
}

/** What fewer people than this did could tell who they are. */
const MIN_USERS_PER_VALUE = 3;

/** A setting has a bad value; the message names each and says what it must be. */
export class SettingsError extends Error {
	override readonly name = "SettingsError";
}

const MINUTE_MS = 60_000;

/** A key shorter than this can be guessed. One that is no visible ASCII cannot stand in a header. */
const MIN_KEY_LENGTH = 16;

const list = (item: z.ZodType<string, string>) =>
	z
		.string()
		.transform((text) =>
			text
				.split(",")
				.map((part) => part.trim())
				.filter((part) => part !== ""),
		)
		.pipe(z.array(item));

const keys = list(
	z
		.string()
		.min(
			MIN_KEY_LENGTH,
			`each key must have at least ${MIN_KEY_LENGTH} characters`,
		)
		.regex(/^[!-~]*$/, "each key must be of visible ASCII, without spaces"),
);

const origin = z.string().refine(isOrigin, {
	error: "each must be an origin such as https://app.example.com",
});

const count = (min: number, max: number) =>
	z.coerce
		.number({ error: "must be a number" })
		.pipe(z.int({ error: "must be a whole number" }).min(min).max(max));

const flag = z.stringbool({ error: "must be true or false" });

const environmentSchema = z.object({
	INGEST_KEYS: keys.default([]),
	READER_KEYS: keys.default([]),
	ADMIN_KEYS: keys.default([]),
	RETENTION_DAYS: count(1, 3_650).default(365),
	SESSION_GAP_MINUTES: count(1, 24 * 60).default(10),
	SHARD_COUNT: count(1, 256).default(8),
	RATE_LIMIT_PER_MINUTE: count(1, 1_000_000).default(600),
	RATE_LIMIT_EVENTS_PER_MINUTE: count(1, 100_000_000).default(30_000),
	ALLOW_OPEN_INGEST: flag.default(false),
	CORS_ORIGINS: list(origin).default([]),
	AGGREGATION_LAG_SECONDS: count(0, 3_600).optional(),
	TEMPLATE_MIN_FREQUENCY: count(2, 1_000_000_000).default(5),
	TEMPLATE_MIN_SUCCESS_RATE: z.coerce
		.number({ error: "must be a number" })
		.min(0)
		.max(1)
		.default(0.8),
});

/** The names of all settings, as the environment spells them. */
export const SETTING_NAMES = Object.keys(
	environmentSchema.shape,
) as (keyof typeof environmentSchema.shape)[];

/**
 * Reads settings from an environment; unset and empty ones take their defaults.
 *
 * @throws {SettingsError} if any value is bad, naming all of them
 */
export function parseSettings(
	environment: Readonly<Record<string, string | undefined>>,
	defaults: HomeDefaults,
): Settings {
	const given = Object.fromEntries(
		SETTING_NAMES.map((name) => [name, environment[name]?.trim()]).filter(
			([, value]) => value !== undefined && value !== "",
		),
	);
	const parsed = environmentSchema.safeParse(given, IN_WORDS);
	if (!parsed.success) {
		const problems = parsed.error.issues.map(
			(issue) => `${String(issue.path[0])}: ${issue.message}`,
		);
		throw new SettingsError(`bad settings: ${problems.join("; ")}`);
	}
	const value = parsed.data;
	return {
		analytics: {
			retentionMs: value.RETENTION_DAYS * DAY_MS,
			sessionGapMs: value.SESSION_GAP_MINUTES * MINUTE_MS,
			shardCount: value.SHARD_COUNT,
			templateMinFrequency: value.TEMPLATE_MIN_FREQUENCY,
			templateMinSuccessRate: value.TEMPLATE_MIN_SUCCESS_RATE,
			templateMinUsersPerValue:
				defaults.templateMinUsersPerValue ?? MIN_USERS_PER_VALUE,
		},
		access: {
			ingestKeys: value.INGEST_KEYS,
			readerKeys: value.READER_KEYS,
			adminKeys: value.ADMIN_KEYS,
			allowOpenIngest: value.ALLOW_OPEN_INGEST,
			corsOrigins: value.CORS_ORIGINS,
			rateLimitPerMinute: value.RATE_LIMIT_PER_MINUTE,
			rateLimitEventsPerMinute: value.RATE_LIMIT_EVENTS_PER_MINUTE,
		},
		aggregationLagMs:
			(value.AGGREGATION_LAG_SECONDS ?? defaults.aggregationLagSeconds) * 1000,
	};
}

function isOrigin(text: string): boolean {
	return /^https?:\/\/[a-z0-9.-]+(:[0-9]{1,5})?$/.test(text);
}

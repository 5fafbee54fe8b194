import {
	parseSettings,
	type Settings,
	SettingsError,
} from "@ffmpeg-analytics/core";

/** What the command line says. */
export interface HomeOptions {
	/** A name or address of this machine. */
	readonly host: string;
	/** 0 picks a free one. */
	readonly port: number;
	/** The SQLite file. */
	readonly file: string;
}

/** Everything that a one-machine home is told. */
export interface HomeSettings extends Settings, HomeOptions {
	/** Whether it listens where only this machine can call; then callers need no key. */
	readonly loopbackOnly: boolean;
	/** See `AppOptions`: how many proxies of ours stand in front. */
	readonly trustedProxies: number;
}

/** What this home takes where the environment says nothing. One's own values are no secret here. */
export const HOME_DEFAULTS = {
	aggregationLagSeconds: 0,
	templateMinUsersPerValue: 1,
};

/** A chain of proxies that is longer is taken for a mistake. */
const MAX_TRUSTED_PROXIES = 10;

/**
 * Settings of the Firebase home, with what they may be here. Whoever sets them to anything else
 * counts on a protection that this home does not have.
 */
const FIREBASE_SETTINGS = { APP_CHECK: "false", RATE_LIMIT_STORE: "memory" };

/**
 * The settings of section 9 from the environment, joined with the command line's. The aggregation
 * lag has no use here: SQLite's order is the order of commits.
 *
 * @throws {SettingsError} if a value is bad, or others could call and ingest were open unintended
 */
export function readHomeSettings(
	environment: Readonly<Record<string, string | undefined>>,
	options: HomeOptions,
): HomeSettings {
	const settings = parseSettings(environment, HOME_DEFAULTS);
	const loopbackOnly = isLoopback(options.host);
	const { ingestKeys, allowOpenIngest } = settings.access;
	if (!loopbackOnly && ingestKeys.length === 0 && !allowOpenIngest)
		throw new SettingsError(
			`others can call ${options.host}: set INGEST_KEYS to the keys that may send events, or ALLOW_OPEN_INGEST=true to let anybody`,
		);
	for (const [name, here] of Object.entries(FIREBASE_SETTINGS)) {
		const value = environment[name]?.trim().toLowerCase() ?? "";
		if (value !== "" && value !== here)
			throw new SettingsError(
				`${name}=${value} belongs to the Firebase home, and means nothing on one machine: unset it, or set it to ${here}`,
			);
	}
	const trustedProxies = readTrustedProxies(environment.TRUSTED_PROXIES);
	return { ...settings, ...options, loopbackOnly, trustedProxies };
}

function readTrustedProxies(text = ""): number {
	const value = text.trim();
	if (!/^[0-9]{0,2}$/.test(value) || Number(value) > MAX_TRUSTED_PROXIES)
		throw new SettingsError(
			`bad settings: TRUSTED_PROXIES: must be a whole number from 0 to ${MAX_TRUSTED_PROXIES}`,
		);
	return Number(value);
}

function isLoopback(host: string): boolean {
	return (
		host === "localhost" ||
		host === "::1" ||
		/^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host)
	);
}

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
}

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
	const settings = parseSettings(environment, { aggregationLagSeconds: 0 });
	const loopbackOnly = isLoopback(options.host);
	const { ingestKeys, allowOpenIngest } = settings.access;
	if (!loopbackOnly && ingestKeys.length === 0 && !allowOpenIngest)
		throw new SettingsError(
			`others can call ${options.host}: set INGEST_KEYS to the keys that may send events, or ALLOW_OPEN_INGEST=true to let anybody`,
		);
	return { ...settings, ...options, loopbackOnly };
}

function isLoopback(host: string): boolean {
	return (
		host === "localhost" ||
		host === "::1" ||
		/^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host)
	);
}

import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import type { LogFields } from "@ffmpeg-analytics/api";
import { parseSettings } from "@ffmpeg-analytics/core";
import { openHome } from "../home";
import { HOME_DEFAULTS } from "../settings";
import { StoreOpenError } from "../sqlite/failures";
import { createHomeClient, type HomeClient } from "./home-client";
import { HomeError } from "./home-error";

/** A database file as a home, for as long as a command works on it. */
export interface FileHome extends HomeClient {
	close(): Promise<void>;
}

/** More than anybody here sends. */
const NO_LIMIT = 1_000_000;

/**
 * Serves a database file, which another home may be serving meanwhile, to this process alone: on
 * loopback, for a key that nobody else knows. It runs no job by itself.
 *
 * @throws {StoreOpenError} if the file is not there, unless it may be made, or cannot be used
 * @throws {SettingsError} if a setting of the environment has a bad value
 */
export async function openFileHome(
	file: string,
	environment: Readonly<Record<string, string | undefined>>,
	{ mayMake = false }: { readonly mayMake?: boolean } = {},
): Promise<FileHome> {
	const key = randomBytes(24).toString("hex");
	const settings = parseSettings(environment, HOME_DEFAULTS);
	// Opening would make it.
	if (!mayMake && !existsSync(file))
		throw new StoreOpenError(
			`${file} does not exist: name another with --db, or make it with serve or import`,
		);
	let cause: unknown;
	const note = (_message: string, { error }: LogFields) => {
		cause = error;
	};
	const home = await openHome(
		{
			...settings,
			host: "127.0.0.1",
			port: 0,
			file,
			loopbackOnly: false,
			trustedProxies: 0,
			access: {
				...settings.access,
				ingestKeys: [],
				readerKeys: [],
				adminKeys: [key],
				allowOpenIngest: false,
				rateLimitPerMinute: NO_LIMIT,
			},
		},
		{
			clock: {
				now: Date.now,
				sleep: (ms, signal) =>
					delay(ms, undefined, { signal }).catch(() => undefined),
			},
			log: { info: () => undefined, warn: note, error: note },
			scheduled: false,
		},
	);
	const client = createHomeClient(home.url, key, file);
	/** The API's words are for strangers; whoever has the file may know all. */
	const explained = async <Result>(call: () => Promise<Result>) => {
		cause = undefined;
		try {
			return await call();
		} catch (error) {
			if (!(error instanceof HomeError) || cause === undefined) throw error;
			const { message } = cause as Error;
			throw new HomeError(error.kind, `${error.message} (${message})`);
		}
	};
	return {
		name: file,
		ask: (call) => explained(() => client.ask(call)),
		stream: (call) => explained(() => client.stream(call)),
		close: () => home.close(),
	};
}

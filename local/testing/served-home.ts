import { setTimeout as delay } from "node:timers/promises";
import { type Home, openHome } from "../src/home";
import { createLogger } from "../src/log";
import { readHomeSettings } from "../src/settings";

/** The keys of {@link serveHome}'s homes. */
export const KEYS = {
	INGEST_KEYS: "ingest-key-of-a-test",
	READER_KEYS: "reader-key-of-a-test",
	ADMIN_KEYS: "admin-key-of-a-test",
};

/** A real home on a free port, which asks for keys as one that others can call does. */
export async function serveHome(
	file: string,
	environment: Readonly<Record<string, string>> = KEYS,
	dashboard?: string,
): Promise<Home> {
	const address = { host: "127.0.0.1", port: 0, file };
	const settings = readHomeSettings(environment, address);
	return openHome(
		{ ...settings, loopbackOnly: false },
		{
			clock: {
				now: Date.now,
				sleep: (ms, signal) =>
					delay(ms, undefined, { signal }).catch(() => undefined),
			},
			log: createLogger(() => undefined, Date.now),
			scheduled: false,
			dashboard,
		},
	);
}

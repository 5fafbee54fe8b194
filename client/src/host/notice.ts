import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Say } from "./say.ts";

/**
 * Says once per install what is collected and how to turn it off; a file in `folder` tells that it was said.
 * Where none can be kept, it is said once per process.
 */
export function giveNotice(
	folder: string | undefined,
	destinations: string,
	say: Say,
): void {
	if (folder !== undefined && isGiven(folder)) return;
	say(
		`This program reports the FFmpeg operations that it runs to ${destinations}: what was done, formats, technical parameters, size, duration, success, error messages. Users and sessions are salted hashes; paths, file names, addresses and texts are removed first. ANALYTICS_DEBUG=1 shows it, ANALYTICS_ENABLED=false or DO_NOT_TRACK=1 turns it off. This is said once.`,
	);
}

/** Whether it was given before; if not, it counts as given from now on. */
function isGiven(folder: string): boolean {
	const file = join(folder, "notice-given");
	try {
		mkdirSync(folder, { recursive: true, mode: 0o700 });
		writeFileSync(file, "", { mode: 0o600, flag: "wx" });
		return false;
	} catch {
		return existsSync(file);
	}
}

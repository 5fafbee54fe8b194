import { writeSync } from "node:fs";

const said = new Set<string>();

/**
 * Says a thing once in the life of the process, as servers may be made anew for each request. On stderr,
 * since stdout may be the protocol's; a stream would emit an error that nobody listens to.
 */
export function sayOnce(thing: string, detail?: string): void {
	if (said.has(thing)) return;
	said.add(thing);
	try {
		const line = detail === undefined ? thing : `${thing}: ${detail}`;
		writeSync(2, `FFmpeg analytics: ${line}\n`);
	} catch {
		// There is no stderr, or it is full.
	}
}

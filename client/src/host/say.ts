import { writeSync } from "node:fs";

/** Says something to the host's author, on stderr; `detail` follows the message. Never throws. */
export type Say = (message: string, detail?: string) => void;

/**
 * Says each distinct message once, with the detail that came first. Stderr is written to as a file: an error on a closed pipe stays here, and
 * does not become an `error` event that ends the host.
 */
export function createSay(): Say {
	const said = new Set<string>();
	return (message, detail) => {
		if (said.has(message) || said.size >= MOST_MESSAGES) return;
		said.add(message);
		const whole = detail === undefined ? message : `${message}: ${detail}`;
		writeLine(`[ffmpeg-analytics] ${whole.replace(/\s+/g, " ")}`);
	};
}

/** Writes one line to stderr. Never throws; where nobody reads, the line is lost. */
export function writeLine(line: string): void {
	try {
		const bytes = Buffer.from(`${line}\n`);
		let written = 0;
		while (written < bytes.length) written += writeSync(STDERR, bytes, written);
	} catch {
		// Nobody can be told.
	}
}

const STDERR = 2;

const MOST_MESSAGES = 100;

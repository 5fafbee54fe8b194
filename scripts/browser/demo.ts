import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";

const DEMO = join(process.cwd(), "scripts/demo/main.ts");

/** Keys that the demo shows to a home that asks for some. */
export interface DemoKeys {
	readonly admin: string;
	readonly ingest: string;
}

/**
 * Fills a home by `npm run demo`: real FFmpeg, reported by the client, counted, with templates.
 *
 * @throws {Error} if the demo fails, with what it said
 */
export async function fillByDemo(
	endpoint: string,
	keys?: DemoKeys,
): Promise<void> {
	const child = spawn(
		process.execPath,
		[
			DEMO,
			"--endpoint",
			endpoint,
			...(keys === undefined
				? []
				: ["--key", keys.admin, "--ingest-key", keys.ingest]),
		],
		{ stdio: ["ignore", "pipe", "pipe"] },
	);
	const [said, complained, code] = await Promise.all([
		text(child.stdout),
		text(child.stderr),
		new Promise((resolve) => child.once("exit", resolve)),
	]);
	if (code !== 0)
		throw new Error(`The demo ended with ${code}:\n${said}${complained}`);
}

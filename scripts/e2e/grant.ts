import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";

const REPOSITORY = join(__dirname, "../..");

/** How a run of `npm run grant` ended. */
export interface Granted {
	readonly code: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

/** Runs `npm run grant` to its end. */
export async function grant(
	words: readonly string[],
	environment: NodeJS.ProcessEnv = process.env,
): Promise<Granted> {
	const child = spawn(
		process.execPath,
		["scripts/bootstrap.mjs", "grant", ...words],
		{ cwd: REPOSITORY, env: environment, stdio: ["ignore", "pipe", "pipe"] },
	);
	const [stdout, stderr, code] = await Promise.all([
		text(child.stdout),
		text(child.stderr),
		new Promise<number | null>((resolve) => child.once("exit", resolve)),
	]);
	return { code, stdout, stderr };
}

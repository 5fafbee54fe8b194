import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";

/** How a run of the command ended. */
export interface CommandEnd {
	readonly code: number;
	readonly stdout: string;
	readonly stderr: string;
}

/** Runs `ffmpeg-analytics` as it was built, with nothing of this process's environment, to its end. */
export async function runCommand(
	words: readonly string[],
	environment: Readonly<Record<string, string>>,
	input = "",
): Promise<CommandEnd> {
	const child = spawn(process.execPath, ["local/dist/main.js", ...words], {
		stdio: ["pipe", "pipe", "pipe"],
		env: { ...environment },
	});
	child.stdin.on("error", () => undefined).end(input);
	const [stdout, stderr, [code]] = await Promise.all([
		text(child.stdout),
		text(child.stderr),
		once(child, "exit"),
	]);
	return { code: Number(code), stdout, stderr };
}

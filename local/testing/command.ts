import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { bundleHome } from "./bundle";

/** How a run of the command ended. */
export interface CommandEnd {
	readonly code: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

/** The command `ffmpeg-analytics`, built, and a folder that it runs in. */
export class BuiltCommand {
	readonly folder = mkdtempSync(join(tmpdir(), "command-"));
	readonly #program = join(this.folder, "main.cjs");

	constructor() {
		bundleHome(this.#program);
	}

	/** Runs it to its end, with nothing of this process's environment but the path. */
	async run(
		parameters: readonly string[],
		environment: Readonly<Record<string, string>> = {},
		input = "",
	): Promise<CommandEnd> {
		const { child, ended } = this.start(parameters, environment);
		child.stdin?.on("error", () => undefined).end(input);
		return ended;
	}

	/** Starts it. */
	start(
		parameters: readonly string[],
		environment: Readonly<Record<string, string>> = {},
	): { readonly child: ChildProcess; readonly ended: Promise<CommandEnd> } {
		const child = spawn(process.execPath, [this.#program, ...parameters], {
			cwd: this.folder,
			stdio: ["pipe", "pipe", "pipe"],
			env: { PATH: process.env.PATH, ...environment },
		});
		const output = { stdout: "", stderr: "" };
		for (const name of ["stdout", "stderr"] as const)
			child[name].setEncoding("utf8").on("data", (text: string) => {
				output[name] += text;
			});
		const ended = Promise.all([
			once(child, "exit"),
			finished(child.stdout),
			finished(child.stderr),
		]).then(([[code]]) => ({ code, ...output }));
		return { child, ended };
	}

	remove(): void {
		rmSync(this.folder, { recursive: true, force: true });
	}
}

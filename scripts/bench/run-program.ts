import { spawn } from "node:child_process";
import { once } from "node:events";
import { BenchError } from "./bench-error.ts";

/** What a process of its own is to do. */
export interface ProgramRun {
	/** A bundle, as {@link bundleProgram} makes it, that prints its outcome as JSON. */
	readonly file: string;
	readonly parameters: readonly string[];
	/** Node's own options. */
	readonly options?: readonly string[];
	/** Beside our own. */
	readonly environment?: NodeJS.ProcessEnv;
	/** Hears what it tells on the way. */
	readonly onMessage?: (message: unknown) => void;
}

/**
 * Runs a program to its end and returns what it printed, so that the memory and the time that it
 * takes are its own.
 *
 * @throws {BenchError} if it fails; what it says of that is on stderr
 */
export async function runProgram<Outcome>({
	file,
	parameters,
	options = [],
	environment,
	onMessage = () => undefined,
}: ProgramRun): Promise<Outcome> {
	const child = spawn(
		process.execPath,
		["--enable-source-maps", ...options, file, ...parameters],
		{
			env: { ...process.env, ...environment },
			// Over the channel it hears that we are gone.
			stdio: ["ignore", "pipe", "inherit", "ipc"],
		},
	);
	child.on("message", onMessage);
	const chunks: Buffer[] = [];
	child.stdout?.on("data", (chunk: Buffer) => chunks.push(chunk));
	const [code] = (await once(child, "close")) as [number | null];
	if (code !== 0)
		throw new BenchError(`ended with ${code}: ${parameters.join(" ")}`);
	return JSON.parse(Buffer.concat(chunks).toString()) as Outcome;
}

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { BenchError } from "./bench-error.ts";

const START_MS_MAX = 30_000;
const STOP_MS_MAX = 30_000;
const OUTPUT_LENGTH_MAX = 4_000;
/** The kernel's USER_HZ, which is 100 wherever Node runs on Linux. */
const TICKS_PER_SECOND = 100;

/** A server that listens, in a process of its own. */
export interface ServerProcess {
	/** `127.0.0.1:1234`. */
	readonly address: string;
	/** Seconds of CPU that the process has used; undefined where the system does not tell. */
	cpuSeconds(): number | undefined;
	/** Ends it and waits until it has ended; returns what it said on stdout. */
	stop(): Promise<string>;
}

/** What {@link startServer} runs. */
export interface ServerProgram {
	/** Node's own options, the file and its parameters. */
	readonly parameters: readonly string[];
	readonly environment?: NodeJS.ProcessEnv;
}

/**
 * Starts a program that prints `127.0.0.1:PORT` when it is ready.
 *
 * @throws {BenchError} if it ends first, or is not ready in time
 */
export async function startServer(
	program: ServerProgram,
): Promise<ServerProcess> {
	const child = spawn(process.execPath, program.parameters, {
		env: { ...process.env, ...program.environment },
		// Over the channel it hears that we are gone.
		stdio: ["ignore", "pipe", "pipe", "ipc"],
	});
	let stdout = "";
	let stderr = "";
	child.stdout?.setEncoding("utf8").on("data", (text: string) => {
		stdout = (stdout + text).slice(-OUTPUT_LENGTH_MAX);
	});
	child.stderr?.setEncoding("utf8").on("data", (text: string) => {
		stderr = (stderr + text).slice(-OUTPUT_LENGTH_MAX);
	});
	const closed = once(child, "close");
	try {
		const address = await readAddress(child, () => stdout);
		return {
			address,
			cpuSeconds: () => cpuSecondsOf(child.pid),
			async stop() {
				const kill = setTimeout(() => child.kill("SIGKILL"), STOP_MS_MAX);
				child.kill("SIGTERM");
				await closed;
				clearTimeout(kill);
				return stdout;
			},
		};
	} catch (error) {
		child.kill("SIGKILL");
		const reason = error instanceof Error ? error.message : String(error);
		throw new BenchError(
			`${program.parameters.join(" ")}\n${reason}\n${stderr.trim()}`,
		);
	}
}

function readAddress(child: ChildProcess, said: () => string): Promise<string> {
	return new Promise((resolve, reject) => {
		const timer = setTimeout(
			() => reject(new Error(`not ready after ${START_MS_MAX / 1_000} s`)),
			START_MS_MAX,
		);
		child.stdout?.on("data", () => {
			const address = /127\.0\.0\.1:\d+(?=\s)/.exec(said())?.[0];
			if (address === undefined) return;
			clearTimeout(timer);
			resolve(address);
		});
		child.on("error", reject);
		child.on("close", (code) => {
			clearTimeout(timer);
			reject(new Error(`ended with ${code} before it listened`));
		});
	});
}

function cpuSecondsOf(pid: number | undefined): number | undefined {
	try {
		const text = readFileSync(`/proc/${pid}/stat`, "utf8");
		// After the name, which may hold anything: fields 14 and 15, the third one being the first.
		const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
		return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
	} catch {
		return undefined;
	}
}

import {
	type ChildProcessByStdio,
	execFileSync,
	spawn,
	spawnSync,
} from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { bundleHome } from "../../local/testing/bundle.ts";

/** Bytes that a home holds, right after a collection of garbage. */
export interface MemoryUse {
	readonly heapUsed: number;
	/** Buffers outside the heap. */
	readonly external: number;
	readonly rss: number;
}

/** A one-machine home in a process of its own. */
export interface HomeProcess {
	readonly port: number;
	/** Collects garbage there, then measures. */
	memory(): Promise<MemoryUse>;
	/** What the home wrote of itself and should not have: all but INFO and WARNING. */
	complaints(): string[];
	/** Whether the process has ended. */
	ended(): boolean;
	/**
	 * Lets no file of the process grow beyond so many bytes, as if the disk were full. Only where
	 * {@link canLimitFileSize} says so.
	 */
	limitFileSize(bytes: number | "unlimited"): void;
	/** Ends it as a crash does, and waits until it is gone. */
	kill(): Promise<void>;
	/** Ends it as a person does; resolves to its exit code. */
	stop(): Promise<number | null>;
}

const KEY = "of-the-resilience-tests";

/** Keys that every home of these tests knows. */
export const HOME_KEYS = {
	ingest: `ingest-key-${KEY}`,
	read: `reader-key-${KEY}`,
	administer: `admin-key-${KEY}`,
} as const;

/** Whatever the limits are meant to stop, these tests do more of it. */
const SETTINGS = {
	INGEST_KEYS: HOME_KEYS.ingest,
	READER_KEYS: HOME_KEYS.read,
	ADMIN_KEYS: HOME_KEYS.administer,
	CORS_ORIGINS: "https://app.example",
	RATE_LIMIT_PER_MINUTE: "1000000",
	RATE_LIMIT_EVENTS_PER_MINUTE: "100000000",
};

/**
 * Answers each message with the memory in use; loaded before the program. What a first collection
 * leaves is freed by finalisers after it, and counts until a second one.
 */
const PROBE = `
const { setTimeout: sleep } = require("node:timers/promises");
process.on("message", async () => {
	for (let collection = 0; collection < 3; collection++) {
		globalThis.gc();
		await sleep(50);
	}
	const { heapUsed, external, rss } = process.memoryUsage();
	process.send?.({ heapUsed, external, rss });
});
`;

/** Whether the machine has util-linux's prlimit: Linux has. */
export function canLimitFileSize(): boolean {
	return spawnSync("prlimit", ["--version"]).status === 0;
}

/** Builds the program once; returns how to start homes of it over SQLite files in `folder`. */
export function buildHome(folder: string) {
	const program = join(folder, "main.cjs");
	const probe = join(folder, "probe.cjs");
	bundleHome(program);
	writeFileSync(probe, PROBE);
	/** Resolves when it serves; port 0 picks a free one. */
	return async (file: string, port = 0): Promise<HomeProcess> => {
		const child = spawn(
			process.execPath,
			[
				"--disable-warning=ExperimentalWarning",
				"--expose-gc",
				"--require",
				probe,
				program,
				"serve",
				"--port",
				String(port),
				"--db",
				file,
			],
			{
				cwd: folder,
				stdio: ["ignore", "pipe", "pipe", "ipc"],
				env: { PATH: process.env.PATH ?? "", ...SETTINGS },
			},
		) as ChildProcessByStdio<null, Readable, Readable>;
		return readyHome(child);
	};
}

async function readyHome(
	child: ChildProcessByStdio<null, Readable, Readable>,
): Promise<HomeProcess> {
	const output = { stdout: "", stderr: "" };
	child.stdout.setEncoding("utf8").on("data", (text: string) => {
		output.stdout += text;
	});
	child.stderr.setEncoding("utf8").on("data", (text: string) => {
		output.stderr += text;
	});
	const exited = once(child, "exit") as Promise<[number | null]>;
	while (!output.stdout.includes("\n"))
		await Promise.race([
			once(child.stdout, "data"),
			exited.then(() => {
				throw new Error(`the home ended at once: ${output.stderr}`);
			}),
		]);
	const port = Number(/:(\d+)\n/.exec(output.stdout)?.[1]);
	const ended = () => child.exitCode !== null || child.signalCode !== null;
	const end = async (signal: NodeJS.Signals) => {
		if (!ended()) child.kill(signal);
		const [code] = await exited;
		return code;
	};
	return {
		port,
		ended,
		async memory() {
			const answered = once(child, "message") as Promise<[MemoryUse]>;
			child.send("memory");
			return (await answered)[0];
		},
		complaints: () =>
			output.stderr
				.split("\n")
				.filter((line) => line !== "" && !isHarmless(line)),
		limitFileSize(bytes) {
			const limit = `--fsize=${bytes}:unlimited`;
			execFileSync("prlimit", ["--pid", String(child.pid), limit]);
		},
		kill: async () => void (await end("SIGKILL")),
		stop: () => end("SIGTERM"),
	};
}

function isHarmless(line: string): boolean {
	try {
		const { severity } = JSON.parse(line) as { severity?: unknown };
		return severity === "INFO" || severity === "WARNING";
	} catch {
		return false;
	}
}

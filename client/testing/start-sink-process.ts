import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const REPOSITORY = join(__dirname, "..", "..");

/** What the program of `sink-process.ts` does. */
export type SinkProcessMode = "exit" | "track" | "end" | "flush" | "close";

/** One run of it. */
export interface SinkProcess {
	readonly child: ChildProcess;
	/** Lines that it has told so far. */
	told(): string[];
	/** Resolves when it is gone, to how; all that it told is in then. */
	readonly ended: Promise<{
		readonly code: number | null;
		readonly signal: string | null;
		readonly stdout: string;
		readonly ms: number;
	}>;
}

/** How to run the program. */
export interface SinkProcessOptions {
	readonly mode: SinkProcessMode;
	readonly endpoint: string;
	readonly spool?: string;
	readonly series?: number;
	readonly count?: number;
	/** No file may grow beyond so many blocks of 512 bytes, as if the disk were full. */
	readonly fileBlocks?: number;
}

/** Builds the program into a folder; returns how to run it. */
export function buildSinkProcess(folder: string) {
	const program = join(folder, "sink-process.cjs");
	execFileSync(join(REPOSITORY, "node_modules", ".bin", "esbuild"), [
		join(REPOSITORY, "client", "testing", "sink-process.ts"),
		"--bundle",
		"--platform=node",
		"--format=cjs",
		"--target=node18",
		"--log-level=warning",
		`--outfile=${program}`,
	]);
	return (options: SinkProcessOptions): SinkProcess => {
		const { mode, endpoint, spool = "-", series = 1, count = 100 } = options;
		const words = [
			program,
			mode,
			endpoint,
			spool,
			String(series),
			String(count),
		];
		const { fileBlocks } = options;
		const child =
			fileBlocks === undefined
				? spawn(process.execPath, words)
				: spawn("/bin/sh", [
						"-c",
						`ulimit -f ${fileBlocks}; exec "$0" "$@"`,
						process.execPath,
						...words,
					]);
		return watch(child);
	};
}

function watch(child: ChildProcess): SinkProcess {
	const startedAt = Date.now();
	let stdout = "";
	let stderr = "";
	child.stdout?.setEncoding("utf8").on("data", (text: string) => {
		stdout += text;
	});
	child.stderr?.setEncoding("utf8").on("data", (text: string) => {
		stderr += text;
	});
	const ended = once(child, "close").then(([code, signal]) => ({
		code,
		signal,
		stdout,
		ms: Date.now() - startedAt,
	}));
	// The last line may have been cut off.
	return { child, told: () => stderr.split("\n").slice(0, -1), ended };
}

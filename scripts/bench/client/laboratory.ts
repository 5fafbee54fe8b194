import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BenchError } from "../bench-error.ts";
import type { ContenderName } from "./contenders/contender.ts";
import type { Subject } from "./program/task.ts";
import { type SinkProcess, startSinkProcess } from "./sink-process.ts";

/** What every section measures with. */
export interface Laboratory {
	/** The bundled programs. */
	readonly programFile: string;
	readonly clientEntry: string;
	readonly peersFolder: string;
	/** Whom to measure beside our client. */
	readonly peers: readonly ContenderName[];
	readonly rounds: number;
	/** Whether to do little, to see that it works. */
	readonly quick: boolean;
	/** Says what runs now. */
	progress(text: string): void;
}

/** A sink, and a folder of the host's own. */
export interface Bench {
	readonly sink: SinkProcess;
	readonly folder: string;
	readonly subject: (contender: ContenderName, tuned?: boolean) => Subject;
}

/**
 * Runs an action with a new sink and an empty folder, which both go afterwards.
 *
 * @throws {BenchError} if the sink got what it could not read: then it is the benchmark that is wrong
 */
export async function withBench<Result>(
	{ programFile, clientEntry, peersFolder }: Laboratory,
	seed: number,
	action: (bench: Bench) => Promise<Result>,
): Promise<Result> {
	const folder = mkdtempSync(join(tmpdir(), "ffmpeg-analytics-bench-"));
	const sink = await startSinkProcess(programFile, seed);
	try {
		const result = await action({
			sink,
			folder,
			subject: (contender, tuned = false) => ({
				contender,
				place: {
					address: sink.address,
					tuned,
					dataFolder:
						contender === "ours-spool" ? join(folder, "data") : undefined,
					clientEntry,
					peersFolder,
				},
			}),
		});
		const { unreadable, unreadableReason } = await sink.tally();
		if (unreadable === 0) return result;
		throw new BenchError(`The sink could not read ${unreadableReason}`);
	} finally {
		await sink.stop();
		rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
	}
}

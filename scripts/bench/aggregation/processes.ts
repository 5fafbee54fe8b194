import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { BenchError } from "../bench-error.ts";
import { bundleProgram } from "../bundle-program.ts";
import { startServer } from "../server-process.ts";
import type { HomePlace } from "./homes.ts";
import type { JobOutcome, JobsTask } from "./jobs.ts";
import type { NaiveOutcome, NaiveTask } from "./naive.ts";
import type { OnRun, ReplayOutcome, ReplayTask, Run } from "./replay.ts";

const HERE = fileURLToPath(new URL(".", import.meta.url));

/** Each call is a process of its own. */
export interface Programs {
	replay(task: ReplayTask, onRun?: OnRun): Promise<ReplayOutcome>;
	naive(task: NaiveTask): Promise<NaiveOutcome>;
	jobs(task: JobsTask): Promise<JobOutcome[]>;
}

/** Bundles what is measured as what is shipped is bundled. */
export async function buildPrograms(): Promise<Programs> {
	const file = await bundleProgram(join(HERE, "program.ts"), "aggregation");
	return {
		replay: (task, onRun) => runProgram(file, "replay", task, onRun),
		naive: (task) => runProgram(file, "naive", task),
		jobs: (task) => runProgram(file, "jobs", task),
	};
}

async function runProgram<Outcome>(
	file: string,
	name: string,
	task: object,
	onRun: OnRun = () => undefined,
): Promise<Outcome> {
	const child = spawn(
		process.execPath,
		["--enable-source-maps", file, name, JSON.stringify(task)],
		// Over the channel it hears that we are gone, and tells of its runs.
		{ stdio: ["ignore", "pipe", "inherit", "ipc"] },
	);
	child.on("message", (run) => onRun(run as Run));
	const chunks: Buffer[] = [];
	child.stdout?.on("data", (chunk: Buffer) => chunks.push(chunk));
	const [code] = (await once(child, "close")) as [number | null];
	if (code !== 0)
		throw new BenchError(`${name} ended with ${code}: ${JSON.stringify(task)}`);
	return JSON.parse(Buffer.concat(chunks).toString()) as Outcome;
}

/** Runs an action with an empty database of a kind, which goes afterwards. */
export async function withPlace<Result>(
	kind: HomePlace["kind"],
	action: (place: HomePlace) => Promise<Result>,
): Promise<Result> {
	if (kind === "firestore") {
		const server = await startServer({
			parameters: [
				"--max-old-space-size=12000",
				join(HERE, "firestore-server.ts"),
			],
		});
		try {
			const projectId = `demo-${randomUUID().slice(0, 8)}`;
			return await action({ kind, control: server.address, projectId });
		} finally {
			await server.stop();
		}
	}
	const folder = mkdtempSync(join(tmpdir(), "ffmpeg-analytics-bench-"));
	try {
		return await action({ kind, file: join(folder, "bench.sqlite") });
	} finally {
		rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
	}
}

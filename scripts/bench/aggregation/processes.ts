import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleProgram } from "../bundle-program.ts";
import { runProgram } from "../run-program.ts";
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
	const run = <Outcome>(name: string, task: object, onRun?: OnRun) =>
		runProgram<Outcome>({
			file,
			parameters: [name, JSON.stringify(task)],
			onMessage: (message) => onRun?.(message as Run),
		});
	return {
		replay: (task, onRun) => run("replay", task, onRun),
		naive: (task) => run("naive", task),
		jobs: (task) => run("jobs", task),
	};
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

/**
 * What runs in processes of their own, so that the peak memory of each is its own: a replay, the
 * naive way, or the jobs on what a replay left behind. Takes its task as JSON, tells of each run of a
 * replay over the channel to the program that started it, and prints its outcome as JSON.
 */
import { runJobs } from "./jobs.ts";
import { naive } from "./naive.ts";
import { type ReplayTask, replay } from "./replay.ts";

const PROGRAMS = {
	replay: (task: ReplayTask) => replay(task, (run) => process.send?.(run)),
	naive,
	jobs: runJobs,
} as const;

// The program that started us is gone.
process.once("disconnect", () => process.exit(1));

const [name = "", task = ""] = process.argv.slice(2);
const program = PROGRAMS[name as keyof typeof PROGRAMS];
const outcome = await program(JSON.parse(task));
process.stdout.write(JSON.stringify(outcome), () => process.exit(0));

/**
 * What runs in processes of their own, so that what one library costs is its own: measurements, and sinks.
 * Takes its task as JSON, and tells by messages what comes of it.
 */
import { measureCost } from "./cost.ts";
import { measureDelivery } from "./delivery.ts";
import { exitAtOnce } from "./exit.ts";
import { measureMemory } from "./memory.ts";
import { serveSink } from "./serve-sink.ts";
import { startAgain } from "./start-again.ts";
import { trackSteadily } from "./steady.ts";
import type { ProgramName, Tasks } from "./task.ts";
import { trackUntilKilled } from "./until-killed.ts";

const PROGRAMS: {
	readonly [Name in ProgramName]: (task: Tasks[Name]) => Promise<void>;
} = {
	sink: serveSink,
	cost: measureCost,
	delivery: measureDelivery,
	steady: trackSteadily,
	exit: exitAtOnce,
	"until-killed": trackUntilKilled,
	"start-again": startAgain,
	memory: measureMemory,
};

// The program that started us is gone.
process.once("disconnect", () => process.exit(1));

const [name = "", task = ""] = process.argv.slice(2);
const program = PROGRAMS[name as ProgramName] as (
	task: unknown,
) => Promise<void>;
await program(JSON.parse(task));

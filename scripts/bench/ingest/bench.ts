import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { runByCommandLine } from "../command-line.ts";
import { buildBundles } from "./bundles.ts";
import { type Contender, listContenders } from "./contenders.ts";
import { runLoad } from "./load.ts";
import { HELP, type IngestBenchOptions, parseOptions } from "./options.ts";
import { formatReport, judgeTurn, summarize, type Turn } from "./report.ts";

/** The load average of a machine that has little else to do. */
const QUIET_LOAD = 0.7;

/** Runs the benchmark of ingest, prints its report and returns the exit code. */
export function runIngestBench(parameters: readonly string[]): Promise<number> {
	return runByCommandLine(parameters, HELP, parseOptions, run);
}

async function run(options: IngestBenchOptions): Promise<number> {
	const [loadBefore = 0] = loadavg();
	const contenders = listContenders(await buildBundles(), options.only);
	const turns: Turn[] = [];
	for (let round = 0; round < options.rounds; round++)
		for (const contender of contenders) {
			progress(`round ${round + 1} of ${options.rounds}: ${contender.name}`);
			turns.push(await takeTurn(contender, round, options));
		}
	progress("");
	const report = summarize(turns);
	process.stdout.write(
		options.json
			? `${JSON.stringify({ options, loadBefore, ...report, turns }, undefined, "\t")}\n`
			: formatReport(report) + noteOnLoad(loadBefore),
	);
	return report.faults.length > 0 ? 1 : 0;
}

/** What needs the disk and both processes suffers most where others use the machine too. */
function noteOnLoad(loadBefore: number): string {
	return loadBefore > QUIET_LOAD
		? `\nThe machine was busy before (load average ${loadBefore.toFixed(1)}): do not trust these figures.\n`
		: "";
}

async function takeTurn(
	contender: Contender,
	round: number,
	{
		ids,
		connections,
		warmUpSeconds,
		seconds,
		profileFolder,
	}: IngestBenchOptions,
): Promise<Turn> {
	const folder = mkdtempSync(join(tmpdir(), "ffmpeg-analytics-bench-"));
	try {
		const server = await contender.start(
			folder,
			profiling(profileFolder, contender.name),
		);
		const load = await runLoad({
			address: server.address,
			connections,
			eventsPerRequest: contender.eventsPerRequest,
			ids,
			warmUpSeconds,
			seconds,
			serverCpuSeconds: server.cpuSeconds,
		});
		const rows = await server.stop();
		const { name, eventsPerRequest } = contender;
		return judgeTurn(name, round, eventsPerRequest, load, rows);
	} finally {
		rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
	}
}

/** Node's options that make a server leave a profile. */
function profiling(folder: string | undefined, name: string): string[] {
	if (folder === undefined) return [];
	const path = join(resolve(folder), name);
	mkdirSync(path, { recursive: true });
	return ["--cpu-prof", "--cpu-prof-dir", path];
}

/** What runs now, on a terminal. */
function progress(text: string): void {
	if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${text}`);
}

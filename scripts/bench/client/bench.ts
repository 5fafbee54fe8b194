import { mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleProgram } from "../bundle-program.ts";
import { runByCommandLine } from "../command-line.ts";
import { buildOurClient, CLIENT_FOLDER } from "./build-client.ts";
import { installPeers, PEERS_FOLDER } from "./install-peers.ts";
import type { Laboratory } from "./laboratory.ts";
import { formatMarkdown } from "./markdown.ts";
import { type ClientBenchOptions, HELP, parseOptions } from "./options.ts";
import { formatReport, type Report } from "./report.ts";
import type { Results } from "./results.ts";
import { measureCosts } from "./sections/cost.ts";
import { measureDeliveries } from "./sections/delivery.ts";
import { measureExits } from "./sections/exit.ts";
import { measureFailures } from "./sections/failures.ts";
import { measureInstalls } from "./sections/install.ts";
import { measureMemories } from "./sections/memory.ts";
import { faultsOf, judge } from "./targets.ts";
import { readVersions } from "./versions.ts";

/** The load average of a machine that has little else to do. */
const QUIET_LOAD = 0.7;

/** Runs the benchmark of the client, prints its report and returns the exit code. */
export function runClientBench(parameters: readonly string[]): Promise<number> {
	return runByCommandLine(parameters, HELP, parseOptions, run);
}

async function run(options: ClientBenchOptions): Promise<number> {
	const [loadBefore = 0] = loadavg();
	if (options.peers.length > 0) installPeers();
	const folder = mkdtempSync(join(tmpdir(), "ffmpeg-analytics-bench-client-"));
	try {
		const here = fileURLToPath(new URL(".", import.meta.url));
		const results = await measure(options, {
			programFile: await bundleProgram(
				join(here, "program/program.ts"),
				"client",
			),
			clientEntry: await buildOurClient(folder),
			peersFolder: PEERS_FOLDER,
			peers: options.peers,
			rounds: options.rounds,
			quick: options.quick,
			progress,
		});
		progress("");
		const report = {
			results,
			targets: judge(results),
			faults: faultsOf(results),
			versions: readVersions(CLIENT_FOLDER, PEERS_FOLDER, options.peers),
		};
		process.stdout.write(print(report, options, loadBefore));
		return report.faults.length > 0 ? 1 : 0;
	} finally {
		rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
	}
}

/** One section after the other: what they measure would be in each other's way. */
async function measure(
	{ sections }: ClientBenchOptions,
	laboratory: Laboratory,
): Promise<Results> {
	const asked = new Set(sections);
	return {
		...(asked.has("install") && { install: await measureInstalls(laboratory) }),
		...(asked.has("cost") && { cost: await measureCosts(laboratory) }),
		...(asked.has("delivery") && {
			delivery: await measureDeliveries(laboratory),
		}),
		...(asked.has("memory") && { memory: await measureMemories(laboratory) }),
		...(asked.has("exit") && { exit: await measureExits(laboratory) }),
		...(asked.has("failures") && {
			failures: await measureFailures(laboratory),
		}),
	};
}

function print(
	report: Report,
	{ output }: ClientBenchOptions,
	loadBefore: number,
): string {
	if (output === "json")
		return `${JSON.stringify({ ...report, loadBefore }, undefined, "\t")}\n`;
	const text =
		output === "markdown" ? formatMarkdown(report) : formatReport(report);
	return loadBefore > QUIET_LOAD
		? `${text}\nThe machine was busy before (load average ${loadBefore.toFixed(1)}): do not trust these figures.\n`
		: text;
}

/** What runs now, on a terminal. */
function progress(text: string): void {
	if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${text}`);
}

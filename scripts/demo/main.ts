import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs, styleText } from "node:util";
import type { WireEventInput } from "@ffmpeg-analytics/core";
import { CHAINS, countOperations } from "./chains.ts";
import { DemoError } from "./demo-error.ts";
import { findFfmpeg } from "./ffmpeg.ts";
import { formatMs } from "./format.ts";
import { startOwnHome } from "./home.ts";
import { type OperationRun, runChains } from "./host.ts";
import { makeSources } from "./media.ts";
import { createHomeClient, type HomeClient, type Usage } from "./report.ts";
import * as views from "./views.ts";

const PATTERNS_SHOWN = 10;
/** A home on Firebase counts an event about a minute after it came. */
const COUNTING_MS_MAX = 150_000;
const COUNTING_POLL_MS = 10_000;
const DAY_MS = 24 * 60 * 60 * 1000;

const HELP = `npm run demo -- [options]

Runs real FFmpeg operations for invented users on clips that it makes itself, reports them to a
home, and shows what the home finds in them.

  --endpoint URL      a home that is running already; without it, one of its own for the time of
                      the demo, with a database that is removed at the end. The demo's events stay
                      in the home that you name.
  --key KEY           an admin key of that home (not needed on this machine)
  --ingest-key KEY    its key for sending events, if it is another one
  --help              this text
`;

/** Runs the demo against one home, and prints what it finds. */
async function runDemo(
	home: HomeClient,
	folder: string,
	signal: AbortSignal,
): Promise<void> {
	const ffmpeg = await findFfmpeg(signal);
	print(`FFmpeg ${ffmpeg.version} (${ffmpeg.origin})`);
	const startDate = utcDate(Date.now());
	const totalBefore = await countOfDays(home, startDate);
	await makeSources(ffmpeg, folder);

	const runs: OperationRun[] = [];
	const queue: WireEventInput[] = [];
	let stored = 0;
	const expected = countOperations(CHAINS);
	const salt = randomBytes(32);
	for await (const run of runChains(CHAINS, ffmpeg, folder, salt)) {
		runs.push(run);
		progress(`Running operation ${runs.length} of ${expected}`);
		// An MCP server reports each operation as it ends; the other hosts collect theirs.
		if (run.event.platform !== "mcp") queue.push(run.event);
		else stored += (await home.sendOne(run.event)).stored;
	}
	progress("");
	const sentSingly = runs.length - queue.length;
	const receipt = await home.sendBatch(queue);
	stored += receipt.stored;
	print(
		`Reported ${sentSingly} events one by one and ${queue.length} in a batch: ${stored} stored, ${receipt.rejected.length} rejected`,
	);
	for (const reason of receipt.rejected) print(`  rejected ${reason}`);

	const failed = runs.filter(({ event }) => !event.metrics.success);
	const categories = await home.readErrorCategories(
		new Set(failed.map(({ event }) => event.id)),
	);
	section("Operations that ran", views.viewOperations(runs, categories));
	section("Errors, as the host sent them", views.viewErrorMessages(runs));

	const usage = await aggregate(home, startDate, totalBefore + stored, signal);
	await home.runJob("templates");
	const patterns = await home.readPatterns(PATTERNS_SHOWN);
	section("What people repeat", views.viewPatterns(patterns));
	const templates = await home.readTemplates();
	section("Workflow templates", views.viewTemplates(templates));
	section(
		`Usage from ${usage.start ?? startDate} to ${usage.end ?? "-"}`,
		views.viewTotals(usage),
	);
	section("What the operations cost", views.viewTopOperations(usage));
	section("What fails", views.viewErrors(usage));
	section("Top workflows", views.viewTopWorkflows(usage));
	section("Who asks for it", views.viewShares(usage));
}

/** Aggregates until the home has counted what it stored; says so where it has to wait. */
async function aggregate(
	home: HomeClient,
	startDate: string,
	totalExpected: number,
	signal: AbortSignal,
): Promise<Usage> {
	const giveUpMs = performance.now() + COUNTING_MS_MAX;
	for (let first = true; ; first = false) {
		await home.runJob("aggregate");
		const usage = await readUsageUntilNow(home, startDate);
		if ((usage.totalOperations ?? 0) >= totalExpected) return usage;
		if (performance.now() > giveUpMs) {
			print("\nThe home has not counted all of it yet; this is what it has:");
			return usage;
		}
		if (first) print("\nThis home counts events a little later; waiting …");
		await sleep(COUNTING_POLL_MS, undefined, { signal });
	}
}

async function countOfDays(home: HomeClient, startDate: string) {
	return (await readUsageUntilNow(home, startDate)).totalOperations ?? 0;
}

/** The demo may run over midnight, so that the end is that of the day that it is now. */
function readUsageUntilNow(home: HomeClient, startDate: string) {
	return home.readUsage(startDate, utcDate(Date.now() + DAY_MS));
}

function utcDate(epochMs: number): string {
	return new Date(epochMs).toISOString().slice(0, 10);
}

function print(line: string): void {
	process.stdout.write(`${line}\n`);
}

function section(title: string, body: string): void {
	print(`\n${styleText("bold", title)}\n${body}`);
}

/** One line that the next one overwrites; nothing where there is no terminal. */
function progress(line: string): void {
	if (process.stdout.isTTY) process.stdout.write(`\r\x1b[K${line}`);
}

function readOptions() {
	try {
		const { values } = parseArgs({
			options: {
				endpoint: { type: "string" },
				key: { type: "string" },
				"ingest-key": { type: "string" },
				help: { type: "boolean" },
			},
		});
		if (values.endpoint !== undefined && !URL.canParse(values.endpoint)) {
			throw new Error(`--endpoint ${values.endpoint} is not an address`);
		}
		return values;
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		throw new DemoError(message, "npm run demo -- --help lists the options.");
	}
}

async function main(signal: AbortSignal): Promise<void> {
	const options = readOptions();
	if (options.help) return void process.stdout.write(HELP);
	const startMs = performance.now();
	const folder = mkdtempSync(join(tmpdir(), "ffmpeg-analytics-demo-"));
	let stopHome = async () => {};
	try {
		let endpoint = options.endpoint?.replace(/(\/logOperation)?\/*$/, "");
		if (endpoint === undefined) {
			const own = await startOwnHome(join(folder, "home.db"), signal);
			({ url: endpoint, stop: stopHome } = own);
		}
		const { key, "ingest-key": ingestKey = key } = options;
		const home = createHomeClient({ endpoint, key, ingestKey }, signal);
		await home.checkHealth();
		const whose = options.endpoint ? "running" : "started for this demo";
		print(`Home at ${endpoint}, ${whose}`);
		await runDemo(home, folder, signal);
	} finally {
		await stopHome();
		rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
	}
	print(`\nDone in ${formatMs(performance.now() - startMs)}.`);
}

const stopped = new AbortController();
for (const name of ["SIGINT", "SIGTERM"] as const) {
	process.on(name, () => stopped.abort());
}
try {
	await main(stopped.signal);
} catch (error) {
	process.exitCode = 1;
	if (stopped.signal.aborted) {
		process.stderr.write("\nStopped.\n");
	} else if (error instanceof DemoError) {
		process.stderr.write(`\n${error.message}\n${error.hint}\n`);
	} else {
		throw error;
	}
}

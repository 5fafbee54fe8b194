import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { styleText } from "node:util";
import { randomOf } from "../random.ts";
import { CHAINS, countOperations } from "./chains.ts";
import { loadClient, setEnvironmentAside } from "./client.ts";
import { DemoError } from "./demo-error.ts";
import { EARLIER_DAYS, inventEarlierDays } from "./earlier-days.ts";
import { type Ffmpeg, findFfmpeg } from "./ffmpeg.ts";
import { formatMs } from "./format.ts";
import { findRunningHome, startOwnHome } from "./home.ts";
import { countStored, type Hosts, openHosts, shutDown } from "./host.ts";
import { makeSources } from "./media.ts";
import { HELP, readOptions } from "./options.ts";
import { createHomeClient, type HomeClient, type Usage } from "./report.ts";
import {
	type OperationRun,
	pairWithEvents,
	type ReportedRun,
	runChains,
} from "./run-chains.ts";
import * as views from "./views.ts";

const PATTERNS_SHOWN = 10;
const DELIVERY_MS_MAX = 30_000;
const LETTING_GO_MS_MAX = 1_000;
/** A home on Firebase counts an event about a minute after it came. */
const COUNTING_MS_MAX = 150_000;
const COUNTING_POLL_MS = 10_000;
const DAY_MS = 24 * 60 * 60 * 1000;
const EARLIER_DAYS_SEED = 29;

/** What the demo runs on. */
interface Stage {
	readonly home: HomeClient;
	readonly ingestKey: string | undefined;
	readonly hosts: Hosts;
	/** Opens hosts that send nothing, and keep what they have in this folder. */
	readonly openRehearsal: (folder: string) => Hosts;
	readonly folder: string;
	readonly signal: AbortSignal;
}

/** Runs the demo against one home, and prints what it finds. */
async function runDemo(stage: Stage): Promise<void> {
	const { home, hosts, folder, signal } = stage;
	const ffmpeg = await findFfmpeg(signal);
	print(`FFmpeg ${ffmpeg.version} (${ffmpeg.origin})`);
	const startDate = utcDate(Date.now());
	const totalBefore = await countOfDays(home, startDate);
	await makeSources(ffmpeg, folder);
	// First what is older, so that the home's latest operations are those that really ran.
	await fillEarlierDays(stage, ffmpeg, startDate);

	const runs = await runAll(hosts, ffmpeg, folder);
	await Promise.race([shutDown(hosts, DELIVERY_MS_MAX), once(signal, "abort")]);
	signal.throwIfAborted();
	const reported = await checkDelivery(home, hosts, runs);
	const revealing = reported.find((run) => run.errorMessage?.includes(folder));
	if (revealing)
		section(
			"What one operation says, and what of it left its host",
			views.viewSent(revealing),
		);
	section("Errors, as they left the hosts", views.viewErrorMessages(reported));

	const usage = await aggregate(
		home,
		startDate,
		totalBefore + runs.length,
		signal,
	);
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

/**
 * Shows what became of the operations, by the hosts' own counters and by what the home lists. Throws unless the
 * home has stored all of them.
 */
async function checkDelivery(
	home: HomeClient,
	hosts: Hosts,
	runs: readonly OperationRun[],
): Promise<ReportedRun[]> {
	const ids = Object.values(hosts).flatMap(({ sent }) =>
		sent.map(({ id }) => id),
	);
	const found = await home.findOperations(new Set(ids));
	section("What the hosts reported", views.viewHosts(hosts, found));
	let stored = 0;
	for (const { analytics } of Object.values(hosts))
		stored += countStored(analytics.counters());
	if (stored !== runs.length)
		throw new DemoError(
			`The home has stored ${stored} of ${runs.length} operations.`,
			"What the clients said on stderr, and the home's log, tell why.",
		);
	const reported = pairWithEvents(runs, hosts);
	section("Operations that ran", views.viewOperations(reported, found));
	return reported;
}

async function runAll(
	hosts: Hosts,
	ffmpeg: Ffmpeg,
	folder: string,
): Promise<OperationRun[]> {
	const runs: OperationRun[] = [];
	const expected = countOperations(CHAINS);
	for await (const run of runChains(CHAINS, hosts, ffmpeg, folder)) {
		runs.push(run);
		progress(`Running operation ${runs.length} of ${expected}`);
	}
	progress("");
	return runs;
}

/** A home that knows nothing of the days before today gets something to see over time. */
async function fillEarlierDays(
	{ home, ingestKey, openRehearsal, folder, signal }: Stage,
	ffmpeg: Ffmpeg,
	today: string,
): Promise<void> {
	const first = utcDate(Date.parse(today) - EARLIER_DAYS * DAY_MS);
	const known = await home.readUsage(first, today);
	if (known.totalOperations !== 0) return;
	const rehearsalFolder = join(folder, "rehearsal");
	mkdirSync(rehearsalFolder);
	const hosts = openRehearsal(rehearsalFolder);
	try {
		await makeSources(ffmpeg, rehearsalFolder);
		const runs = await runAll(hosts, ffmpeg, rehearsalFolder);
		await shutDown(hosts, DELIVERY_MS_MAX);
		signal.throwIfAborted();
		const events = inventEarlierDays(
			pairWithEvents(runs, hosts),
			Date.parse(today),
			randomOf(EARLIER_DAYS_SEED),
		);
		await home.send(events, ingestKey);
		print(
			`The ${EARLIER_DAYS} days before have ${events.length} copies of what follows, by invented users, so that there is something to see over time.`,
		);
	} finally {
		await letGo(hosts);
	}
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

/** A host that is delivering already does not let go before its deadline; that is not waited for. */
async function letGo(hosts: Hosts): Promise<void> {
	const patience = sleep(LETTING_GO_MS_MAX, undefined, { ref: false });
	await Promise.race([shutDown(hosts, 0), patience]);
}

async function main(signal: AbortSignal): Promise<void> {
	const options = readOptions();
	if (options.help) return void process.stdout.write(HELP);
	const startMs = performance.now();
	const folder = mkdtempSync(join(tmpdir(), "ffmpeg-analytics-demo-"));
	let stopHome = async () => {};
	let hosts: Hosts | undefined;
	try {
		let endpoint = options.endpoint?.replace(/(\/logOperation)?\/*$/, "");
		if (options.own !== true) endpoint ??= await findRunningHome();
		const isOwn = endpoint === undefined;
		if (endpoint === undefined) {
			const own = await startOwnHome(join(folder, "home.db"), signal);
			({ url: endpoint, stop: stopHome } = own);
		}
		const { key, "ingest-key": ingestKey = key } = options;
		const home = createHomeClient({ endpoint, key }, signal);
		await home.checkHealth();
		await home.checkIngest(ingestKey);
		const whose = isOwn
			? "started for this demo"
			: "running; what the demo reports stays there";
		print(`Home at ${endpoint}, ${whose}`);
		const setAside = setEnvironmentAside(process.env).join(", ");
		if (setAside) print(`Left aside: ${setAside}; the users are invented`);
		const client = await loadClient(join(folder, "client"));
		const target = { endpoint, ingestKey };
		hosts = openHosts(client, folder, target);
		const openRehearsal = (rehearsalFolder: string) =>
			openHosts(client, rehearsalFolder, target, true);
		await runDemo({ home, ingestKey, hosts, openRehearsal, folder, signal });
		print(
			isOwn
				? "\nTo see it on a page: npm start, and then the demo once more."
				: `\nTo see it on a page: ${endpoint}`,
		);
	} finally {
		if (hosts) await letGo(hosts);
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
		process.exit();
	} else if (error instanceof DemoError) {
		process.stderr.write(`\n${error.message}\n${error.hint}\n`);
	} else {
		throw error;
	}
}

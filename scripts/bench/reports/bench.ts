import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { formatTable } from "../../demo/table.ts";
import { type Cost, costBetween, totalOf } from "../aggregation/cost.ts";
import type { HomePlace } from "../aggregation/homes.ts";
import { buildPrograms, withPlace } from "../aggregation/processes.ts";
import { streamOf } from "../aggregation/streams.ts";
import { rangeOf } from "../aggregation/totals.ts";
import { BenchError } from "../bench-error.ts";
import { bundleProgram } from "../bundle-program.ts";
import { runByCommandLine } from "../command-line.ts";
import { type ServerProcess, startServer } from "../server-process.ts";
import { median, percentile } from "../statistics.ts";
import { type Call, callsOf } from "./calls.ts";
import { HELP, parseOptions, type ReportsBenchOptions } from "./options.ts";

/** What one kind of call took. */
interface Result {
	readonly name: string;
	readonly path: string;
	readonly bytes: number;
	readonly medianMs: number;
	readonly p95Ms: number;
	/** Of the server's process, a call; undefined where the system does not tell. */
	readonly cpuMs: number | undefined;
	/** Documents read by a call; undefined where nothing counts them. */
	readonly reads: number | undefined;
}

/** Until the data of a view is there. */
const TARGET_MS = 300;
/** What a report of a year reads: its days, the totals and the top workflows. */
const TARGET_READS = 400;
/** Looked at without an index, as the call says. */
const UNINDEXED = "/api/v1/operations?";

const EVENTS_A_REQUEST = 500;

/** Runs the benchmark of reports, prints its report and returns the exit code. */
export function runReportsBench(
	parameters: readonly string[],
): Promise<number> {
	return runByCommandLine(parameters, HELP, parseOptions, run);
}

async function run(options: ReportsBenchOptions): Promise<number> {
	const { home, file, json } = options;
	const results =
		file === undefined
			? await withPlace(home, async (place) => {
					await fill(place, options);
					return measure(place, options);
				})
			: await measureFile(file, options);
	process.stdout.write(
		json
			? `${JSON.stringify({ options, results }, undefined, "\t")}\n`
			: `${format(home, results)}\n`,
	);
	return 0;
}

async function measureFile(
	file: string,
	options: ReportsBenchOptions,
): Promise<Result[]> {
	const place = { kind: "sqlite", file } as const;
	if (!existsSync(file)) await fill(place, options);
	return measure(place, options);
}

async function fill(
	place: HomePlace,
	{ events }: ReportsBenchOptions,
): Promise<void> {
	const programs = await buildPrograms();
	const task = { stream: "year", events, batch: EVENTS_A_REQUEST } as const;
	await programs.replay({ ...task, place });
}

async function measure(
	place: HomePlace,
	{ events, rounds }: ReportsBenchOptions,
): Promise<Result[]> {
	const entry = fileURLToPath(new URL("serve-home.ts", import.meta.url));
	const program = await bundleProgram(entry, "reports");
	const server = await startServer({
		parameters: ["--enable-source-maps", program, JSON.stringify(place)],
	});
	try {
		const ask = (path: string, method = "GET") =>
			request(`http://${server.address}${path}`, method);
		await ask("/api/v1/jobs/templates", "POST");
		const first = await ask("/api/v1/sequences?limit=1");
		const { sequences } = JSON.parse(first) as {
			sequences: { pattern: string }[];
		};
		const { end } = rangeOf(streamOf("year", events));
		const calls = callsOf(end, sequences[0]?.pattern ?? "");
		const results: Result[] = [];
		for (const call of calls)
			results.push(await measureCall(call, rounds, ask, place, server));
		return results;
	} finally {
		await server.stop();
	}
}

async function measureCall(
	{ name, path }: Call,
	rounds: number,
	ask: (path: string) => Promise<string>,
	place: HomePlace,
	server: ServerProcess,
): Promise<Result> {
	const before = await costOf(place);
	const answer = await ask(path);
	const after = await costOf(place);
	const cpuBefore = server.cpuSeconds();
	const times: number[] = [];
	for (let round = 0; round < rounds; round++) {
		const begin = performance.now();
		await ask(path);
		times.push(performance.now() - begin);
	}
	const cpuAfter = server.cpuSeconds();
	return {
		name,
		path,
		bytes: Buffer.byteLength(answer),
		medianMs: median(times),
		p95Ms: percentile(times, 0.95),
		cpuMs:
			cpuBefore === undefined || cpuAfter === undefined
				? undefined
				: ((cpuAfter - cpuBefore) * 1_000) / rounds,
		reads:
			before === undefined || after === undefined
				? undefined
				: totalOf(costBetween(before, after)).reads,
	};
}

async function costOf(place: HomePlace): Promise<Cost | undefined> {
	if (place.kind === "sqlite") return undefined;
	const { control, projectId } = place;
	const answer = await request(
		`http://${control}/counters?project=${projectId}`,
		"GET",
	);
	return JSON.parse(answer) as Cost;
}

async function request(url: string, method: string): Promise<string> {
	const response = await fetch(url, { method });
	const text = await response.text();
	if (response.status !== 200)
		throw new BenchError(`${method} ${url}: ${response.status} ${text}`);
	return text;
}

const right = (title: string) => ({ title, align: "right" as const });

function format(home: HomePlace["kind"], results: readonly Result[]): string {
	const onSqlite = home === "sqlite";
	return formatTable(
		[
			{ title: "call" },
			...(onSqlite
				? ["median ms", "p95 ms", "CPU ms"]
				: ["documents read"]
			).map(right),
			right("KiB"),
			{ title: "target" },
		],
		results.map(({ name, path, bytes, medianMs, p95Ms, cpuMs, reads = 0 }) => [
			name,
			...(onSqlite
				? [medianMs.toFixed(1), p95Ms.toFixed(1), cpuMs?.toFixed(0)]
				: [String(reads)]),
			(bytes / 1_024).toFixed(1),
			onSqlite
				? judge(p95Ms, TARGET_MS, "ms")
				: path.startsWith(UNINDEXED)
					? undefined
					: judge(reads, TARGET_READS, "documents"),
		]),
	);
}

function judge(value: number, target: number, unit: string): string {
	return `<= ${target} ${unit}: ${value <= target ? "met" : "MISSED"}`;
}

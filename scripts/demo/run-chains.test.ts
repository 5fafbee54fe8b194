import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { AnalyticsService } from "../../client/src/index.ts";
import { CHAINS, type Chain, countOperations } from "./chains.ts";
import { setEnvironmentAside } from "./client.ts";
import type { Ffmpeg, FfmpegResult } from "./ffmpeg.ts";
import { openHosts, shutDown } from "./host.ts";
import { concat, resize, thumbnail, toMp3, trim } from "./operations.ts";
import { type OperationRun, pairWithEvents, runChains } from "./run-chains.ts";
import { SOURCES } from "./sources.ts";

const OK: FfmpegResult = { success: true };
const FAILED: FfmpegResult = { success: false, errorMessage: "Invalid data" };

beforeAll(() => {
	setEnvironmentAside(process.env);
});

describe("runChains", () => {
	it("feeds a step what the step before it made, past a step that makes no video", async () => {
		const { inputs } = await run(
			["a.mp4"],
			[trim(0, 1), thumbnail(0), toMp3("96k")],
		);
		expect(inputs).toEqual([["a.mp4"], ["0-0-0.mp4"], ["0-0-0.mp4"]]);
	});

	it("gives a retry the same input, and both the same session", async () => {
		const steps = [resize(9, 9), resize(8, 8), toMp3("96k")];
		const { inputs, events } = await run(["a.mp4"], steps, [FAILED]);
		expect(inputs).toEqual([["a.mp4"], ["a.mp4"], ["0-1-0.mp4"]]);
		expect(events.map(({ metrics }) => metrics.success)).toEqual([
			false,
			true,
			true,
		]);
		expect(events[0]?.metrics.errorMessage).toBe(FAILED.errorMessage);
		const sessions = events.map(({ context }) => context?.sessionId);
		expect(new Set(sessions).size).toBe(1);
		expect(events.map(({ context }) => context?.sequencePosition)).toEqual([
			0, 1, 2,
		]);
	});

	it("marks a step over several files as a batch, and a join of them not", async () => {
		const { events } = await run(["a.mp4", "b.mp4"], [trim(0, 1), concat(2)]);
		expect(
			events.map(({ operation, context }) => [
				operation.type,
				context?.batchSize,
				context?.workflowType,
			]),
		).toEqual([
			["trim", 2, "podcast"],
			["trim", 2, "podcast"],
			["concat", undefined, "podcast"],
		]);
	});

	it("reports the memory that FFmpeg took", async () => {
		const taking = { ...OK, peakMemoryBytes: 4_096 };
		const { events } = await run(["a.mp4"], [trim(0, 1)], [taking]);
		expect(events[0]?.metrics.memoryUsage).toBe(4_096);
	});
});

describe("the chains", () => {
	it("say what ran, by one event each, beside which the host's own words stand", async () => {
		const { runs } = await runAll(CHAINS);
		expect(runs).toHaveLength(countOperations(CHAINS));
		for (const { chain, operation, event } of runs) {
			expect(event.platform).toBe(chain.platform);
			expect(event.operation.type).toBe(operation.operationType);
			const said = Object.entries(operation.parameters ?? {});
			const sent = JSON.parse(event.operation.parameters);
			expect(Object.keys(sent)).toEqual(said.map(([name]) => name));
			const technique = said.filter(([name]) => !/^(in|out)put/.test(name));
			expect(technique).not.toHaveLength(0);
			expect(sent).toMatchObject(Object.fromEntries(technique));
		}
	});

	it("have users and files, of which nothing is sent", async () => {
		const failed = `${SOURCES.talk}: Invalid data`;
		const { runs, folder } = await runAll(CHAINS, [
			{ success: false, errorMessage: failed },
		]);
		expect(runs[0]?.errorMessage).toBe(failed);
		expect(runs[0]?.event.metrics.errorMessage).toMatch(/: Invalid data$/);
		const said = JSON.stringify(runs.map(({ operation }) => operation));
		const sent = JSON.stringify(runs.map(({ event }) => event));
		const files = Object.values(SOURCES);
		for (const secret of [
			folder,
			...files,
			...CHAINS.map(({ user }) => user),
		]) {
			expect(said).toContain(secret);
			expect(sent).not.toContain(secret);
		}
	});
});

async function run(
	sources: readonly string[],
	steps: Chain["steps"],
	results: readonly FfmpegResult[] = [],
) {
	const about = {
		user: "Ada",
		platform: "mcp",
		workflowType: "podcast",
	} as const;
	const { runs, inputs } = await runAll(
		[{ ...about, sources, steps }],
		results,
	);
	return { inputs, events: runs.map(({ event }) => event) };
}

/**
 * Runs chains in hosts that report to a file of metrics, over an FFmpeg that only notes its inputs; results not
 * given are successes.
 */
async function runAll(
	chains: readonly Chain[],
	results: readonly FfmpegResult[] = [],
) {
	const inputs: string[][] = [];
	const ffmpeg: Ffmpeg = {
		version: "0",
		origin: "the test",
		run: async (args) => {
			const files = args.filter((_, i) => args[i - 1] === "-i");
			inputs.push(files.map((file) => basename(file)));
			return results[inputs.length - 1] ?? OK;
		},
	};
	const folder = mkdtempSync(join(tmpdir(), "demo-host-test-"));
	const metricsFile = join(folder, "metrics.ndjson");
	const hosts = openHosts({ AnalyticsService }, folder, { metricsFile });
	const runs: OperationRun[] = [];
	try {
		for await (const run of runChains(chains, hosts, ffmpeg, folder)) {
			runs.push(run);
		}
	} finally {
		await shutDown(hosts, 10_000);
		rmSync(folder, { recursive: true });
	}
	return { runs: pairWithEvents(runs, hosts), inputs, folder };
}

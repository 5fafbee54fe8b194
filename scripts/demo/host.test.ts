import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CHAINS, type Chain, countOperations } from "./chains.ts";
import type { Ffmpeg, FfmpegResult } from "./ffmpeg.ts";
import { hashId, type OperationRun, runChains } from "./host.ts";
import { concat, resize, thumbnail, toMp3, trim } from "./operations.ts";
import { SOURCES } from "./sources.ts";

const OK: FfmpegResult = { success: true, processingTimeMs: 7 };
const FAILED: FfmpegResult = { ...OK, success: false, errorMessage: "no" };

describe("hashId", () => {
	it("is HMAC-SHA-256 of the id in NFC", () => {
		expect(hashId("pepper", "ada")).toBe(
			"48361492d3e8dd57e0cd7ab8f3b057084d7589b073d599da896bac27c626f339",
		);
		expect(hashId("pepper", "Zoe\u0308")).toBe(hashId("pepper", "Zo\u00eb"));
		expect(hashId("salt", "ada")).not.toBe(hashId("pepper", "ada"));
	});
});

describe("runChains", () => {
	it("feeds a step what the step before it made, past a step that makes no video", async () => {
		const { inputs } = await run(
			["a.mp4"],
			[trim(0, 1), thumbnail(0), toMp3("96k")],
		);
		expect(inputs).toEqual([["a.mp4"], ["0-0.mp4"], ["0-0.mp4"]]);
	});

	it("gives a retry the same input, and both the same session", async () => {
		const steps = [resize(9, 9), resize(8, 8), toMp3("96k")];
		const { inputs, events } = await run(["a.mp4"], steps, [FAILED]);
		expect(inputs).toEqual([["a.mp4"], ["a.mp4"], ["0-1.mp4"]]);
		expect(events.map(({ metrics }) => metrics.success)).toEqual([
			false,
			true,
			true,
		]);
		expect(events[0]?.metrics.errorMessage).toBe("no");
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
			]),
		).toEqual([
			["trim", 2],
			["trim", 2],
			["concat", undefined],
		]);
	});
});

describe("the chains", () => {
	it("say in their parameters what runs, and no file name", async () => {
		const { runs } = await runAll(CHAINS);
		expect(runs).toHaveLength(countOperations(CHAINS));
		for (const { event } of runs) {
			const { parameters } = event.operation;
			expect(Object.keys(JSON.parse(parameters))).not.toHaveLength(0);
			for (const file of Object.values(SOURCES)) {
				expect(parameters).not.toContain(file);
			}
			expect(parameters).not.toMatch(/[/\\]|\.mp[34]/);
		}
	});

	it("send no user's name", async () => {
		const { runs } = await runAll(CHAINS);
		const sent = JSON.stringify(runs.map(({ event }) => event));
		for (const { user } of CHAINS) expect(sent).not.toContain(user);
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

/** Runs chains over an FFmpeg that only notes its inputs; results not given are successes. */
async function runAll(
	chains: readonly Chain[],
	results: readonly FfmpegResult[] = [],
) {
	const inputs: string[][] = [];
	const ffmpeg: Ffmpeg = {
		version: "0",
		origin: "the test",
		run: async (args) => {
			inputs.push(args.filter((_, i) => args[i - 1] === "-i"));
			return results[inputs.length - 1] ?? OK;
		},
	};
	const folder = mkdtempSync(join(tmpdir(), "demo-host-test-"));
	const runs: OperationRun[] = [];
	try {
		const salt = new Uint8Array(32);
		for await (const run of runChains(chains, ffmpeg, folder, salt)) {
			runs.push(run);
		}
	} finally {
		rmSync(folder, { recursive: true });
	}
	return { runs, inputs };
}

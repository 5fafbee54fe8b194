import { createHmac, randomUUID } from "node:crypto";
import { statSync } from "node:fs";
import { extname, join } from "node:path";
import type { WireEventInput } from "@ffmpeg-analytics/core";
import type { Chain } from "./chains.ts";
import type { Ffmpeg } from "./ffmpeg.ts";
import type { Operation } from "./operations.ts";

/** An operation that really ran, and the event that reports it. */
export interface OperationRun {
	/** The chain's place among all chains. */
	readonly chainIndex: number;
	readonly chain: Chain;
	readonly event: WireEventInput;
}

/**
 * Runs the chains one after the other and yields each operation as it ends. A step reads what the
 * step before it made; where that failed, or made no video, it reads the same files again.
 */
export async function* runChains(
	chains: readonly Chain[],
	ffmpeg: Ffmpeg,
	folder: string,
	salt: Uint8Array,
): AsyncGenerator<OperationRun> {
	for (const [chainIndex, chain] of chains.entries()) {
		const sessionId = hashId(salt, `${chain.user}, sitting ${chainIndex}`);
		let files = chain.sources;
		let sequencePosition = 0;
		for (const step of chain.steps) {
			const jobs = step.joinsInputs ? [files] : files.map((file) => [file]);
			const videos: string[] = [];
			for (const inputs of jobs) {
				const output = `${chainIndex}-${sequencePosition}.${step.outputFormat}`;
				const event = await runOperation(step, inputs, output, ffmpeg, folder, {
					userId: hashId(salt, chain.user),
					platform: chain.platform,
					context: {
						workflowType: chain.workflowType,
						sessionId,
						sequencePosition,
						...(jobs.length > 1 && { batchSize: jobs.length }),
					},
				});
				yield { chainIndex, chain, event };
				sequencePosition += 1;
				if (event.metrics.success && step.outputFormat === "mp4") {
					videos.push(output);
				}
			}
			if (videos.length === jobs.length) files = videos;
		}
	}
}

/**
 * An identity as it may leave the host: HMAC-SHA-256 under the salt, of the id in NFC and UTF-8,
 * as 64 lower-case hex digits. The same id gives the same digits, and nobody without the salt can
 * try names against them.
 */
export function hashId(salt: string | Uint8Array, id: string): string {
	return createHmac("sha256", salt).update(id.normalize("NFC")).digest("hex");
}

/**
 * FFmpeg runs inside `folder` with bare file names, so that not even its error messages hold a
 * path of this machine.
 */
async function runOperation(
	operation: Operation,
	inputs: readonly string[],
	output: string,
	ffmpeg: Ffmpeg,
	folder: string,
	about: Pick<WireEventInput, "userId" | "platform" | "context">,
): Promise<WireEventInput> {
	const result = await ffmpeg.run(operation.argv(inputs, output), folder);
	return {
		id: randomUUID(),
		timestamp: new Date().toISOString(),
		...about,
		operation: {
			type: operation.type,
			inputFormat: extname(inputs[0] ?? "").slice(1) || "unknown",
			outputFormat: operation.outputFormat,
			parameters: JSON.stringify(operation.parameters),
			fileSize: totalSizeBytes(folder, inputs),
		},
		metrics: {
			success: result.success,
			processingTime: result.processingTimeMs,
			...(result.errorMessage && { errorMessage: result.errorMessage }),
			...(result.peakMemoryBytes && { memoryUsage: result.peakMemoryBytes }),
		},
	};
}

function totalSizeBytes(folder: string, files: readonly string[]): number {
	let sum = 0;
	for (const file of files) {
		sum += statSync(join(folder, file), { throwIfNoEntry: false })?.size ?? 0;
	}
	return sum;
}

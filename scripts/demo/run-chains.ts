import { statSync } from "node:fs";
import { extname, join } from "node:path";
import type {
	MeasuredOperation,
	Session,
	WireEventInput,
} from "../../client/src/index.ts";
import type { Chain } from "./chains.ts";
import type { Ffmpeg } from "./ffmpeg.ts";
import type { Hosts } from "./host.ts";
import type { Operation } from "./operations.ts";

/** An operation that really ran. */
export interface OperationRun {
	/** The chain's place among all chains. */
	readonly chainIndex: number;
	readonly chain: Chain;
	/** What the host told the client before it ran. */
	readonly operation: MeasuredOperation;
	readonly success: boolean;
	/** FFmpeg's own text, of one that failed. */
	readonly errorMessage?: string | undefined;
}

/** An operation that ran, and the event that left its host. */
export interface ReportedRun extends OperationRun {
	readonly event: WireEventInput;
}

/**
 * Runs the chains one after the other, each as a session of its host, and yields each operation as it ends. A
 * step reads what the step before it made; where that failed, or made no video, it reads the same files again.
 */
export async function* runChains(
	chains: readonly Chain[],
	hosts: Hosts,
	ffmpeg: Ffmpeg,
	folder: string,
): AsyncGenerator<OperationRun> {
	for (const [chainIndex, chain] of chains.entries()) {
		const { analytics } = hosts[chain.platform];
		const session = analytics.session({ workflowType: chain.workflowType });
		let files = chain.sources.map((source) => join(folder, source));
		for (const [stepIndex, step] of chain.steps.entries()) {
			const jobs = step.joinsInputs ? [files] : files.map((file) => [file]);
			const videos: string[] = [];
			for (const [jobIndex, inputs] of jobs.entries()) {
				const name = `${chainIndex}-${stepIndex}-${jobIndex}`;
				const output = join(folder, `${name}.${step.outputFormat}`);
				const operation: MeasuredOperation = {
					userId: chain.user,
					operationType: step.type,
					parameters: parametersOf(step, inputs, output),
					inputFormat: extname(inputs[0] ?? "").slice(1),
					outputFormat: step.outputFormat,
					fileSize: totalSizeBytes(inputs),
					...(jobs.length > 1 && {
						workflowContext: { batchSize: jobs.length },
					}),
				};
				const argv = step.argv(inputs, output);
				const result = await measureRun(session, operation, () =>
					ffmpeg.run(argv, folder),
				);
				yield { chainIndex, chain, operation, ...result };
				if (result.success && step.outputFormat === "mp4") videos.push(output);
			}
			if (videos.length === jobs.length) files = videos;
		}
	}
}

/** Puts each operation beside its event. Every host must have made an event of each of its operations. */
export function pairWithEvents(
	runs: readonly OperationRun[],
	hosts: Hosts,
): ReportedRun[] {
	const places = { mcp: 0, komposteur: 0, webapp: 0 };
	return runs.map((run) => {
		const { platform } = run.chain;
		const event = hosts[platform].sent[places[platform]++];
		if (event === undefined)
			throw new Error(`The host ${platform} has lost count of its events.`);
		return { ...run, event };
	});
}

/** FFmpeg's failures are results, and its memory is known only afterwards. */
function measureRun(
	session: Session,
	operation: MeasuredOperation,
	run: () => ReturnType<Ffmpeg["run"]>,
): ReturnType<Ffmpeg["run"]> {
	return session.measure(operation, async (measurement) => {
		const result = await run();
		measurement.add({ memoryUsage: result.peakMemoryBytes });
		if (!result.success) measurement.fail(result.errorMessage ?? "");
		return result;
	});
}

/** As a host has them, files and all: what is private in them is the client's to take out. */
function parametersOf(
	step: Operation,
	inputs: readonly string[],
	output: string,
) {
	const files = step.joinsInputs ? { inputs } : { input: inputs[0] };
	return { ...files, ...step.parameters, output };
}

function totalSizeBytes(files: readonly string[]): number {
	let sum = 0;
	for (const file of files) {
		sum += statSync(file, { throwIfNoEntry: false })?.size ?? 0;
	}
	return sum;
}

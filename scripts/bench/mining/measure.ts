import { type MinedPattern, PatternMiner } from "@ffmpeg-analytics/core";
import { eventPages, type Order } from "./stream.ts";

const SESSION_GAP_MS = 10 * 60_000;
const KIB_PER_MIB = 1_024;

/** What mining one stream took. */
export interface Measurement {
	readonly events: number;
	/** Distinct patterns. */
	readonly patterns: number;
	/** Summed over the figures of all patterns: two runs that found the same have the same. */
	readonly fingerprint: number;
	/** From parsed events to patterns, without the making of the events. */
	readonly seconds: number;
	/** Of these, what the thread really ran: the rest went to whoever else uses the machine. */
	readonly cpuSeconds: number;
	/** The most memory that the process had, the stream itself included, MiB. */
	readonly peakMemoryMib: number;
}

/**
 * Mines one stream, page by page; only the miner's own time counts. Before each page is mined, what
 * making it left behind is collected, or the miner would be charged with some of that. Its own
 * garbage stays its own.
 */
export function measureMining(
	events: number,
	order: Order,
	seed: number,
): Measurement {
	const miner = new PatternMiner({ sessionGapMs: SESSION_GAP_MS });
	const clock = new StopWatch();
	for (const page of eventPages(events, order, seed)) {
		collectGarbage();
		clock.time(() => {
			for (const event of page) miner.add(event);
		});
	}
	const patterns = clock.time(() => miner.patterns());
	return {
		events,
		patterns: patterns.size,
		fingerprint: fingerprintOf(patterns),
		seconds: clock.seconds,
		cpuSeconds: clock.cpuSeconds,
		peakMemoryMib: process.resourceUsage().maxRSS / KIB_PER_MIB,
	};
}

/** Node has it where it is started with `--expose-gc`, as the benchmark does. */
function collectGarbage(): void {
	if (globalThis.gc === undefined)
		throw new Error("the garbage collector is out of reach: --expose-gc");
	globalThis.gc();
}

/** Sums the time that pieces of work take. */
class StopWatch {
	seconds = 0;
	cpuSeconds = 0;

	time<Result>(work: () => Result): Result {
		const start = performance.now();
		const cpuStart = process.threadCpuUsage();
		const result = work();
		const { user, system } = process.threadCpuUsage(cpuStart);
		this.cpuSeconds += (user + system) / 1e6;
		this.seconds += (performance.now() - start) / 1e3;
		return result;
	}
}

function fingerprintOf(patterns: ReadonlyMap<string, MinedPattern>): number {
	let fingerprint = 0;
	for (const [name, pattern] of patterns) {
		const { frequency, sessionCount, successes, durationMs } = pattern;
		const sum = frequency + sessionCount + successes + durationMs;
		fingerprint += (sum + pattern.userCount) * name.length;
	}
	return fingerprint;
}

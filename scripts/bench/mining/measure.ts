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
	/** The most memory that the process had, the stream itself included, MiB. */
	readonly peakMemoryMib: number;
}

/** Mines one stream, page by page; only the miner's own time counts. */
export function measureMining(
	events: number,
	order: Order,
	seed: number,
): Measurement {
	const miner = new PatternMiner({ sessionGapMs: SESSION_GAP_MS });
	let milliseconds = 0;
	for (const page of eventPages(events, order, seed)) {
		const start = performance.now();
		for (const event of page) miner.add(event);
		milliseconds += performance.now() - start;
	}
	const start = performance.now();
	const patterns = miner.patterns();
	milliseconds += performance.now() - start;
	return {
		events,
		patterns: patterns.size,
		fingerprint: fingerprintOf(patterns),
		seconds: milliseconds / 1_000,
		peakMemoryMib: process.resourceUsage().maxRSS / KIB_PER_MIB,
	};
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

import { readFileSync } from "node:fs";

/** A peak that grows in the last few milliseconds of a process goes unseen. */
const SAMPLE_MS = 3;

/**
 * Follows the peak memory of a process that has just been started, on Linux; the answer stops it
 * and gives bytes, or nothing where the system does not tell.
 *
 * FFmpeg's own figure (`-benchmark`) is of no use there: a process begins with the peak of the one
 * that started it (`ru_maxrss` outlives exec), so that it never shows less than this program needs.
 */
export function followPeakMemory(pid: number): () => number | undefined {
	let peakBytes: number | undefined;
	const sample = () => {
		try {
			const status = readFileSync(`/proc/${pid}/status`, "utf8");
			peakBytes = readPeak(status) ?? peakBytes;
		} catch {
			clearInterval(timer);
		}
	};
	const timer = setInterval(sample, SAMPLE_MS);
	return () => {
		clearInterval(timer);
		return peakBytes;
	};
}

/** The peak in the text of `/proc/PID/status`; a process that has ended has none. */
export function readPeak(status: string): number | undefined {
	const kib = /^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1];
	return kib === undefined ? undefined : Number(kib) * 1024;
}

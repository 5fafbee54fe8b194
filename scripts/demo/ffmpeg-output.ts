/** The last lines usually name the cause; FFmpeg repeats itself above them. */
const ERROR_LINES_MAX = 5;

/** FFmpeg's options that make {@link readOutput} possible: each line carries its level. */
export const OUTPUT_OPTIONS: readonly string[] = [
	"-hide_banner",
	"-nostdin",
	"-nostats",
	"-benchmark",
	"-loglevel",
	"level+info",
];

/** What a run's stderr says: FFmpeg's own error text, and its peak memory in bytes. */
export interface FfmpegOutput {
	readonly errorMessage?: string;
	readonly peakMemoryBytes?: number;
}

/** Reads stderr written under {@link OUTPUT_OPTIONS}. */
export function readOutput(stderr: string): FfmpegOutput {
	const errorLines = stderr
		.split(/\r?\n/)
		.filter((line) => /\[(error|fatal|panic)\] /.test(line))
		.map((line) => line.replace(/\[(error|fatal|panic)\] /, "").trim())
		.filter((line, index, lines) => line !== "" && line !== lines[index - 1]);
	const errorMessage = errorLines.slice(-ERROR_LINES_MAX).join("\n");
	// "kB" until FFmpeg 5, "KiB" since; both mean 1,024 bytes.
	const peakKib = /bench: maxrss=(\d+)\s?ki?B/i.exec(stderr)?.[1];
	return {
		...(errorMessage && { errorMessage }),
		// Some systems cannot tell, and then FFmpeg writes 0.
		...(Number(peakKib) > 0 && { peakMemoryBytes: Number(peakKib) * 1024 }),
	};
}

/** The version in the first line of `ffmpeg -version`. */
export function readVersion(stdout: string): string | undefined {
	return /^ffmpeg version (\S+)/m.exec(stdout)?.[1];
}

/** Those of `wanted` that the text of `ffmpeg -encoders` does not list. */
export function missingEncoders(
	stdout: string,
	wanted: readonly string[],
): string[] {
	const listed = new Set(
		stdout.split(/\r?\n/).map((line) => line.trim().split(/\s+/)[1]),
	);
	return wanted.filter((encoder) => !listed.has(encoder));
}

import { execFile, spawn } from "node:child_process";
import { accessSync, chmodSync, constants } from "node:fs";
import { createRequire } from "node:module";
import { promisify } from "node:util";
import { DemoError } from "./demo-error.ts";
import {
	missingEncoders,
	OUTPUT_OPTIONS,
	readOutput,
	readVersion,
} from "./ffmpeg-output.ts";
import { followPeakMemory } from "./peak-memory.ts";

const WANTED_ENCODERS = ["libx264", "aac", "libmp3lame", "mjpeg"];
const PACKAGE = "@ffmpeg-installer/ffmpeg";
const RUN_MS_MAX = 30_000;
const STDERR_LENGTH_MAX = 64 * 1024;

/** How one run went. */
export interface FfmpegResult {
	readonly success: boolean;
	/** FFmpeg's own text, of a failed run only. */
	readonly errorMessage?: string;
	/** Where the system or FFmpeg could tell it. */
	readonly peakMemoryBytes?: number;
}

/** An FFmpeg that was found to work. */
export interface Ffmpeg {
	readonly version: string;
	/** Where it is from, for people. */
	readonly origin: string;
	/** Runs it in `folder`. A failed run is a result; only an abort throws. */
	run(args: readonly string[], folder: string): Promise<FfmpegResult>;
}

/** The FFmpeg on the PATH if it has the encoders, otherwise the one in the npm package. */
export async function findFfmpeg(signal: AbortSignal): Promise<Ffmpeg> {
	const onPath = await inspect("ffmpeg");
	if (onPath?.missing.length === 0) {
		return ffmpegAt("ffmpeg", onPath.version, "found on the PATH", signal);
	}
	const packaged = packagedBinary();
	const inPackage = packaged && (await inspect(packaged));
	if (packaged && inPackage && inPackage.missing.length === 0) {
		const why = onPath
			? `the one on the PATH lacks ${onPath.missing.join(", ")}`
			: "there is none on the PATH";
		const origin = `from the npm package ${PACKAGE}; ${why}`;
		return ffmpegAt(packaged, inPackage.version, origin, signal);
	}
	throw new DemoError(
		onPath
			? `The FFmpeg on the PATH lacks ${onPath.missing.join(", ")}.`
			: "No FFmpeg was found.",
		`Install one (Debian, Ubuntu: apt-get install ffmpeg; macOS: brew install ffmpeg; Windows: winget install ffmpeg), or run npm install again so that ${PACKAGE} brings its own.`,
	);
}

function ffmpegAt(
	binary: string,
	version: string,
	origin: string,
	signal: AbortSignal,
): Ffmpeg {
	const run = (args: readonly string[], folder: string) =>
		runFfmpeg(binary, args, folder, signal);
	return { version, origin, run };
}

function runFfmpeg(
	binary: string,
	args: readonly string[],
	folder: string,
	signal: AbortSignal,
): Promise<FfmpegResult> {
	return new Promise((resolve, reject) => {
		const child = spawn(binary, [...OUTPUT_OPTIONS, ...args], {
			cwd: folder,
			signal,
			timeout: RUN_MS_MAX,
			stdio: ["ignore", "ignore", "pipe"],
			windowsHide: true,
		});
		const peak =
			child.pid !== undefined && process.platform === "linux"
				? followPeakMemory(child.pid)
				: undefined;
		let stderr = "";
		child.stderr.setEncoding("utf8");
		child.stderr.on("data", (text: string) => {
			stderr = (stderr + text).slice(-STDERR_LENGTH_MAX);
		});
		child.on("error", (error) => {
			peak?.();
			reject(error);
		});
		child.on("close", (code, killedBy) => {
			const output = readOutput(stderr);
			const errorMessage = output.errorMessage;
			const peakMemoryBytes = peak ? peak() : output.peakMemoryBytes;
			const success = code === 0;
			const ending = `FFmpeg ended with ${killedBy ?? `exit code ${code}`}`;
			resolve({
				success,
				...(!success && { errorMessage: errorMessage ?? ending }),
				...(peakMemoryBytes && { peakMemoryBytes }),
			});
		});
	});
}

/** The version and the missing encoders, or nothing where the binary does not run. */
async function inspect(
	binary: string,
): Promise<{ version: string; missing: string[] } | undefined> {
	const execute = promisify(execFile);
	try {
		const version = await execute(binary, ["-version"]);
		const encoders = await execute(binary, ["-hide_banner", "-encoders"]);
		return {
			version: readVersion(version.stdout) ?? "of unknown version",
			missing: missingEncoders(encoders.stdout, WANTED_ENCODERS),
		};
	} catch {
		return undefined;
	}
}

function packagedBinary(): string | undefined {
	let path: string;
	try {
		({ path } = createRequire(import.meta.url)(PACKAGE) as { path: string });
	} catch {
		// The package throws on platforms that it has no binary for.
		return undefined;
	}
	try {
		accessSync(path, constants.X_OK);
	} catch {
		try {
			// What its install script does, for installs that skip such scripts.
			chmodSync(path, 0o755);
		} catch {
			return undefined;
		}
	}
	return path;
}

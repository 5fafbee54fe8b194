import { execFileSync, spawn, spawnSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { path as packagedFfmpeg } from "@ffmpeg-installer/ffmpeg";
import type { TestHome } from "./test-home.ts";

const REPOSITORY = join(__dirname, "..", "..");

/** Of every host, so that tests know their users and sessions by their hashes. */
const SALT = "the salt of the MCP hosts";

/** What a host says on stderr at the first operation of an install. */
export const NOTICE = expect.stringMatching(
	/^\[ffmpeg-analytics\] This program reports [^\n]*\n$/,
);

/** An MCP host that can be started. */
export interface McpHostBuild {
	/** The program, for Node. */
	readonly program: string;
	/** The path of a file of the host's, of which `clip.mp4` is a film and `broken.mp4` is none. */
	pathOf(file: string): string;
	/** A call of a tool that makes one of the host's files of another. */
	callOf(
		name: string,
		project: string,
		input: string,
		output: string,
	): StepCall;
	/** In which the host reports to a home, as a new install. */
	environmentFor(home: TestHome): Record<string, string>;
	remove(): void;
}

/** What a client sends to have a step done. */
export interface StepCall {
	readonly name: string;
	readonly arguments: {
		readonly project: string;
		readonly input: string;
		readonly output: string;
	};
	// Of the SDK's types.
	readonly [other: string]: unknown;
}

/** Builds the host on the SDK's version 1 or 2. */
export function buildMcpHost(sdk: 1 | 2): McpHostBuild {
	const folder = mkdtempSync(join(tmpdir(), "mcp-host-"));
	const pathOf = (file: string) => join(folder, file);
	const program = pathOf("mcp-host.cjs");
	execFileSync(join(REPOSITORY, "node_modules", ".bin", "esbuild"), [
		join(__dirname, `mcp-host-${sdk}.ts`),
		"--bundle",
		"--platform=node",
		"--target=node18",
		"--format=cjs",
		"--log-level=warning",
		`--outfile=${program}`,
	]);
	makeClip(pathOf("clip.mp4"));
	writeFileSync(pathOf("broken.mp4"), "not a film");
	return {
		program,
		pathOf,
		callOf: (name, project, input, output) => ({
			name,
			arguments: { project, input: pathOf(input), output: pathOf(output) },
		}),
		environmentFor: (home) => ({
			PATH: process.env.PATH ?? "",
			FFMPEG: findFfmpeg(),
			FIREBASE_ENDPOINT: home.url,
			DATA_FOLDER: join(home.folder, "data"),
			ANALYTICS_SALT: SALT,
		}),
		remove: () => rmSync(folder, { recursive: true, force: true }),
	};
}

/** Starts a host that serves Streamable HTTP. */
export async function serveMcpHost(host: McpHostBuild, home: TestHome) {
	const child = spawn(process.execPath, [host.program, "--http"], {
		env: host.environmentFor(home),
		stdio: ["ignore", "pipe", "pipe", "ipc"],
	});
	const output = Promise.all([
		text(child.stdout as Readable),
		text(child.stderr as Readable),
	]);
	const [port] = await once(child, "message");
	return {
		url: new URL(`http://127.0.0.1:${port}/mcp`),
		/** Resolves to what it wrote once it has ended by itself. */
		async end() {
			child.disconnect();
			const [stdout, stderr] = await output;
			return { stdout, stderr };
		},
	};
}

/** What hosts make of the name of a user or a session. */
export function hashOf(name: string): string {
	return createHmac("sha256", SALT).update(name).digest("hex");
}

/** The FFmpeg on the PATH, otherwise the one in the npm package. */
export function findFfmpeg(): string {
	const onPath = spawnSync("ffmpeg", ["-version"]).status === 0;
	return onPath ? "ffmpeg" : packagedFfmpeg;
}

/** Makes a film of a second, with sound. */
export function makeClip(output: string): void {
	execFileSync(findFfmpeg(), [
		"-hide_banner",
		"-loglevel",
		"error",
		"-f",
		"lavfi",
		"-i",
		"testsrc2=size=160x90:rate=15:duration=1",
		"-f",
		"lavfi",
		"-i",
		"sine=frequency=440:duration=1",
		"-pix_fmt",
		"yuv420p",
		output,
	]);
}

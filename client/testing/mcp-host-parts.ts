import { execFile } from "node:child_process";
import { appendFileSync } from "node:fs";
import { promisify } from "node:util";
import type { OperationTracker, ToolCallMapping } from "../src/mcp/index.ts";

const { FFMPEG = "ffmpeg", OPERATIONS_FILE = "" } = process.env;

/** Writes each operation to a line of `OPERATIONS_FILE`; refuses those of the tool `untracked`. */
export const tracker: OperationTracker = {
	trackFfmpegOperation(operation) {
		if (operation.operationType === "untracked") throw new Error("no track");
		appendFileSync(OPERATIONS_FILE, `${JSON.stringify(operation)}\n`);
	},
};

/** Sessions are the host's own: an argument of every tool that runs FFmpeg. */
export const mapping: ToolCallMapping = ({ name, arguments: given }) => {
	if (name === "about") return undefined;
	if (name === "unmapped") throw new Error("no mapping");
	if (name === "promised") return Promise.reject("no promise") as object;
	return { workflowContext: { sessionId: String(given.project) } };
};

/** Makes a clip of a second, with sound. */
export function makeClip(output: string): Promise<unknown> {
	return ffmpeg(
		...["-f", "lavfi", "-i", "testsrc2=size=160x90:rate=15:duration=1"],
		...["-f", "lavfi", "-i", "sine=frequency=440:duration=1"],
		...["-pix_fmt", "yuv420p", output],
	);
}

/** Runs the program `FFMPEG`; throws what it said if it failed. */
export function ffmpeg(...parameters: string[]): Promise<unknown> {
	const common = ["-hide_banner", "-loglevel", "error", "-y"];
	return promisify(execFile)(FFMPEG, [...common, ...parameters]);
}

/** The answer of a tool that went well. */
export const done = { content: [{ type: "text" as const, text: "done" }] };

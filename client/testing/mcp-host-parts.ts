import { execFile } from "node:child_process";
import {
	createServer,
	type IncomingMessage,
	type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { AnalyticsService } from "../src/index.ts";
import type { ToolCallMapping } from "../src/mcp/index.ts";

const { FFMPEG = "ffmpeg", DATA_FOLDER } = process.env;

/** Reports to `FIREBASE_ENDPOINT`. What is left when the process has nothing more to do is delivered then. */
export const analytics = new AnalyticsService({
	platform: "mcp",
	dataFolder: DATA_FOLDER,
});
process.once("beforeExit", () => void analytics.shutdown());

/** Sessions are the host's own: an argument of every tool that runs FFmpeg. */
export const mapping: ToolCallMapping = ({ name, arguments: given }) => {
	if (name === "about") return undefined;
	if (name === "unmapped") throw new Error("no mapping");
	if (name === "promised") return Promise.reject("no promise") as object;
	return { workflowContext: { sessionId: String(given.project) } };
};

/** What FFmpeg does by each tool. */
const STEPS = {
	trim: ["-t", "0.5"],
	resize: ["-vf", "scale=80:-2"],
	to_mp3: ["-vn"],
};

/** Runs the program `FFMPEG`; throws what it said if it failed. */
export async function runStep(
	step: keyof typeof STEPS,
	{ input, output }: { readonly input: string; readonly output: string },
) {
	const common = ["-hide_banner", "-loglevel", "error", "-y"];
	const parameters = [...common, "-i", input, ...STEPS[step], output];
	await promisify(execFile)(FFMPEG, parameters);
	return done;
}

/** The answer of a tool that went well. */
export const done = { content: [{ type: "text" as const, text: "done" }] };

/** Serves HTTP on a free port, which goes to the parent, until that disconnects. */
export function serveHttp(
	answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): void {
	const http = createServer(
		(request, response) => void answer(request, response),
	);
	http.listen(0, "127.0.0.1", () =>
		process.send?.((http.address() as AddressInfo).port),
	);
	process.once("disconnect", () => {
		http.close();
		http.closeAllConnections();
	});
}

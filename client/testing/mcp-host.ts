import { execFile } from "node:child_process";
import { appendFileSync } from "node:fs";
import {
	createServer,
	type IncomingMessage,
	type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import type { AuthInfo } from "@modelcontextprotocol/sdk/server/auth/types.js";
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { CallToolRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { z } from "zod";
import {
	instrumentMcpServer,
	type OperationTracker,
	type ToolCallMapping,
} from "../src/mcp/index.ts";

/**
 * An MCP host that runs FFmpeg: over stdio, or over Streamable HTTP where it is started with `--http`; with
 * `--low-level` its server is one of the SDK's low-level ones, and with `--foreign` it has another beside it
 * that is not of the SDK. `FFMPEG` is the program, and each operation
 * becomes a line of `OPERATIONS_FILE`.
 */
function main(): void {
	const { FFMPEG = "ffmpeg", OPERATIONS_FILE = "" } = process.env;
	const tracker: OperationTracker = {
		trackFfmpegOperation(operation) {
			if (operation.operationType === "untracked") throw new Error("no track");
			appendFileSync(OPERATIONS_FILE, `${JSON.stringify(operation)}\n`);
		},
	};
	if (process.argv.includes("--foreign"))
		instrumentMcpServer({ setRequestHandler: () => undefined }, tracker);
	const run = promisify(execFile);
	const ffmpeg = (...args: string[]) =>
		run(FFMPEG, ["-hide_banner", "-loglevel", "error", "-y", ...args]);
	const makeServer = process.argv.includes("--low-level")
		? () => lowLevelServer(ffmpeg, tracker)
		: () => highLevelServer(ffmpeg, tracker);
	if (process.argv.includes("--http")) serveHttp(makeServer);
	else void makeServer().connect(new StdioServerTransport());
}

type Ffmpeg = (...args: string[]) => Promise<unknown>;

/** Sessions are the host's own: an argument of every tool that runs FFmpeg. */
const mapping: ToolCallMapping = ({ name, arguments: given }) => {
	if (name === "about") return undefined;
	if (name === "unmapped") throw new Error("no mapping");
	if (name === "promised") return Promise.reject("no promise") as object;
	return { workflowContext: { sessionId: String(given.project) } };
};

const done = { content: [{ type: "text" as const, text: "done" }] };

function highLevelServer(ffmpeg: Ffmpeg, tracker: OperationTracker): McpServer {
	const server = new McpServer({ name: "ffmpeg-host", version: "1.0.0" });
	const project = z.string();
	server.registerTool(
		"make_clip",
		{ inputSchema: { project, output: z.string() } },
		async ({ output }) => {
			const source = "testsrc2=size=160x90:rate=15:duration=1";
			const sound = "sine=frequency=440:duration=1";
			await ffmpeg(
				...["-f", "lavfi", "-i", source, "-f", "lavfi", "-i", sound],
				...["-pix_fmt", "yuv420p", output],
			);
			return done;
		},
	);
	instrumentMcpServer(server, tracker, mapping);
	server.tool(
		"to_mp3",
		{ project, input: z.string(), output: z.string() },
		async ({ input, output }) => {
			await ffmpeg("-i", input, "-vn", output);
			return done;
		},
	);
	for (const name of ["about", "unmapped", "promised", "untracked"])
		server.registerTool(name, {}, () => done);
	return server;
}

function lowLevelServer(ffmpeg: Ffmpeg, tracker: OperationTracker): Server {
	const server = new Server(
		{ name: "ffmpeg-host", version: "1.0.0" },
		{ capabilities: { tools: {} } },
	);
	server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
		const given = params.arguments as { input: string; output: string };
		await ffmpeg("-i", given.input, "-t", "0.5", given.output);
		return done;
	});
	instrumentMcpServer(server, tracker, mapping);
	return server;
}

/** A server and a transport for each request, as there are no sessions; the port goes to the parent. */
function serveHttp(makeServer: () => McpServer | Server): void {
	const answer = async (
		request: IncomingMessage & { auth?: AuthInfo },
		response: ServerResponse,
	) => {
		if (request.method !== "POST") return void response.writeHead(405).end();
		const token = request.headers.authorization?.replace("Bearer ", "");
		if (token) request.auth = { token, clientId: `of-${token}`, scopes: [] };
		const server = makeServer();
		const transport = new StreamableHTTPServerTransport({
			sessionIdGenerator: undefined,
		});
		response.on("close", () => void server.close());
		await server.connect(transport);
		await transport.handleRequest(request, response);
	};
	const http = createServer(
		(request, response) => void answer(request, response),
	);
	http.listen(0, "127.0.0.1", () =>
		process.send?.((http.address() as AddressInfo).port),
	);
	process.once("disconnect", () => process.exit());
}

main();

import {
	createServer,
	type IncomingMessage,
	type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import type { AuthInfo } from "@modelcontextprotocol/sdk/server/auth/types.js";
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { CallToolRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { z } from "zod";
import { instrumentMcpServer } from "../src/mcp/index.ts";
import { done, ffmpeg, makeClip, mapping, tracker } from "./mcp-host-parts.ts";

/**
 * An MCP host on version 1 of the SDK that runs FFmpeg: over stdio, or over Streamable HTTP where it is started
 * with `--http`. With `--low-level` its server is one of the SDK's low-level ones, and with `--foreign` it has
 * another beside it that is not of the SDK.
 */
function main(): void {
	const options = new Set(process.argv);
	const makeServer = options.has("--low-level")
		? lowLevelServer
		: highLevelServer;
	if (options.has("--foreign"))
		instrumentMcpServer({ setRequestHandler: () => undefined }, tracker);
	if (options.has("--http")) serveHttp(makeServer);
	else void makeServer().connect(new StdioServerTransport());
}

function highLevelServer(): McpServer {
	const server = new McpServer({ name: "ffmpeg-host", version: "1.0.0" });
	const project = z.string();
	server.registerTool(
		"make_clip",
		{ inputSchema: { project, output: z.string() } },
		async ({ output }) => {
			await makeClip(output);
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

function lowLevelServer(): Server {
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

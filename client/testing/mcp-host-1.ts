import type { IncomingMessage } from "node:http";
import type { AuthInfo } from "@modelcontextprotocol/sdk/server/auth/types.js";
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { CallToolRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { z } from "zod";
import { instrumentMcpServer } from "../src/mcp/index.ts";
import {
	analytics,
	done,
	mapping,
	runStep,
	serveHttp,
} from "./mcp-host-parts.ts";

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
		instrumentMcpServer({ setRequestHandler: () => undefined }, analytics);
	if (options.has("--http")) serveHttp(perRequest(makeServer));
	else void makeServer().connect(new StdioServerTransport());
}

function highLevelServer(): McpServer {
	const server = new McpServer({ name: "ffmpeg-host", version: "1.0.0" });
	const files = { input: z.string(), output: z.string() };
	const inputSchema = { project: z.string(), ...files };
	server.registerTool("trim", { inputSchema }, (given) =>
		runStep("trim", given),
	);
	instrumentMcpServer(server, analytics, mapping);
	server.registerTool("resize", { inputSchema }, (given) =>
		runStep("resize", given),
	);
	server.tool("to_mp3", inputSchema, (given) => runStep("to_mp3", given));
	for (const name of ["about", "unmapped", "promised"])
		server.registerTool(name, {}, () => done);
	return server;
}

function lowLevelServer(): Server {
	const server = new Server(
		{ name: "ffmpeg-host", version: "1.0.0" },
		{ capabilities: { tools: {} } },
	);
	server.setRequestHandler(CallToolRequestSchema, ({ params }) =>
		runStep("trim", params.arguments as { input: string; output: string }),
	);
	instrumentMcpServer(server, analytics, mapping);
	return server;
}

/** A server and a transport for each request, as there are no sessions. */
function perRequest(
	makeServer: () => McpServer | Server,
): Parameters<typeof serveHttp>[0] {
	return async (request: IncomingMessage & { auth?: AuthInfo }, response) => {
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
}

main();

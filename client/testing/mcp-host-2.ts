import type { IncomingMessage, ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { createMcpHandler, McpServer } from "@modelcontextprotocol/server";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { z } from "zod";
import { instrumentMcpServer } from "../src/mcp/index.ts";
import { analytics, mapping, runStep, serveHttp } from "./mcp-host-parts.ts";

/**
 * An MCP host on version 2 of the SDK that runs FFmpeg: over stdio, or over Streamable HTTP where it is started
 * with `--http`; the port goes to the parent.
 */
function main(): void {
	if (process.argv.includes("--http")) serveHttp(perRequest());
	else serveStdio(makeServer);
}

function makeServer(): McpServer {
	const server = new McpServer({ name: "ffmpeg-host", version: "1.0.0" });
	instrumentMcpServer(server, analytics, mapping);
	const files = { input: z.string(), output: z.string() };
	const inputSchema = z.object({ project: z.string(), ...files });
	for (const step of ["trim", "resize", "to_mp3"] as const)
		server.registerTool(step, { inputSchema }, (given) => runStep(step, given));
	return server;
}

function perRequest() {
	const handler = createMcpHandler(makeServer, { legacy: "reject" });
	return async (request: IncomingMessage, response: ServerResponse) => {
		const { method = "GET", headers } = request;
		const token = headers.authorization?.replace("Bearer ", "") ?? "";
		const answered = await handler.fetch(
			new Request(`http://127.0.0.1${request.url}`, {
				method,
				headers: headers as Record<string, string>,
				...(method === "POST" && { body: await buffer(request) }),
			}),
			{ authInfo: { token, clientId: `of-${token}`, scopes: [] } },
		);
		response.writeHead(answered.status, Object.fromEntries(answered.headers));
		response.end(Buffer.from(await answered.arrayBuffer()));
	};
}

main();

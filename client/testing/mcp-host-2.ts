import {
	createServer,
	type IncomingMessage,
	type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { createMcpHandler, McpServer } from "@modelcontextprotocol/server";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { z } from "zod";
import { instrumentMcpServer } from "../src/mcp/index.ts";
import { done, ffmpeg, makeClip, mapping, tracker } from "./mcp-host-parts.ts";

/**
 * An MCP host on version 2 of the SDK that runs FFmpeg: over stdio, or over Streamable HTTP where it is started
 * with `--http`; the port goes to the parent.
 */
function main(): void {
	if (process.argv.includes("--http")) serveHttp();
	else serveStdio(makeServer);
}

function makeServer(): McpServer {
	const server = new McpServer({ name: "ffmpeg-host", version: "1.0.0" });
	instrumentMcpServer(server, tracker, mapping);
	const project = z.string();
	server.registerTool(
		"make_clip",
		{ inputSchema: z.object({ project, output: z.string() }) },
		async ({ output }) => {
			await makeClip(output);
			return done;
		},
	);
	server.registerTool(
		"to_mp3",
		{
			inputSchema: z.object({ project, input: z.string(), output: z.string() }),
		},
		async ({ input, output }) => {
			await ffmpeg("-i", input, "-vn", output);
			return done;
		},
	);
	return server;
}

function serveHttp(): void {
	const handler = createMcpHandler(makeServer, { legacy: "reject" });
	const answer = async (request: IncomingMessage, response: ServerResponse) => {
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
	const http = createServer(
		(request, response) => void answer(request, response),
	);
	http.listen(0, "127.0.0.1", () =>
		process.send?.((http.address() as AddressInfo).port),
	);
	process.once("disconnect", () => process.exit());
}

main();

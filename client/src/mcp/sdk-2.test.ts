import {
	Client,
	StreamableHTTPClientTransport,
} from "@modelcontextprotocol/client";
import {
	acceptedContent,
	createMcpHandler,
	inputRequired,
	McpServer,
	Server,
} from "@modelcontextprotocol/server";
import { z } from "zod";
import type { TrackedOperation } from "../tracked-operation.ts";
import { instrumentMcpServer } from "./index.ts";

const INFO = { name: "host", version: "1.0.0" };

describe("instrumentMcpServer on version 2 of the SDK, by the revision 2026-07-28", () => {
	let operations: TrackedOperation[];
	const closing: (() => Promise<void>)[] = [];
	beforeEach(() => {
		operations = [];
	});
	afterEach(async () => {
		for (const close of closing.splice(0)) await close();
	});

	const tracker = {
		trackFfmpegOperation: (operation: TrackedOperation) =>
			void operations.push(operation),
	};
	const done = () => ({ content: [{ type: "text" as const, text: "done" }] });

	/** Connects a client to servers that are made for each request, as the revision has no sessions. */
	async function connect(createServer: () => McpServer | Server) {
		const handler = createMcpHandler(createServer, { legacy: "reject" });
		const client = new Client(INFO, {
			capabilities: { elicitation: {} },
			versionNegotiation: { mode: { pin: "2026-07-28" } },
		});
		client.setRequestHandler("elicitation/create", () => ({
			action: "accept",
			content: { crf: 30 },
		}));
		const transport = new StreamableHTTPClientTransport(
			new URL("http://host.example/mcp"),
			{
				fetch: (url, init) => {
					const authInfo = { token: "secret", clientId: "c-7", scopes: [] };
					return handler.fetch(new Request(url, init), { authInfo });
				},
			},
		);
		await client.connect(transport);
		closing.push(() => client.close());
		return client;
	}

	it("measures tools and the errors that they report", async () => {
		const client = await connect(() => {
			const server = new McpServer(INFO);
			instrumentMcpServer(server, tracker, ({ arguments: given }) => ({
				workflowContext: { sessionId: String(given.project) },
			}));
			const inputSchema = z.object({ project: z.string(), input: z.string() });
			server.registerTool("trim", { inputSchema }, done);
			server.registerTool("to_mp3", { inputSchema }, () => {
				throw new Error("Invalid data found");
			});
			return server;
		});
		const given = { project: "p-1", input: "in.mov" };
		const trimmed = await client.callTool({ name: "trim", arguments: given });
		expect(trimmed.content).toEqual(done().content);
		await client.callTool({ name: "to_mp3", arguments: given });
		const common = {
			userId: "c-7",
			parameters: given,
			inputFormat: "mov",
			workflowContext: { sessionId: "p-1" },
		};
		expect(operations).toMatchObject([
			{ ...common, operationType: "trim", success: true },
			{
				...common,
				operationType: "to_mp3",
				success: false,
				errorMessage: "Invalid data found",
			},
		]);
	});

	it("measures low-level handlers", async () => {
		const client = await connect(() => {
			const server = new Server(INFO, { capabilities: { tools: {} } });
			server.setRequestHandler("tools/call", done);
			instrumentMcpServer(server, tracker);
			return server;
		});
		await client.callTool({ name: "trim" });
		expect(operations).toMatchObject([{ operationType: "trim" }]);
	});

	it("measures a tool that asks for input once, when it has it", async () => {
		const client = await connect(() => {
			const server = new McpServer(INFO);
			instrumentMcpServer(server, tracker);
			server.registerTool("encode", {}, ({ mcpReq }) => {
				const answer = acceptedContent(mcpReq.inputResponses, "quality");
				if (answer) return done();
				const quality = inputRequired.elicit({
					message: "Which quality?",
					requestedSchema: {
						type: "object",
						properties: { crf: { type: "number" } },
					},
				});
				return inputRequired({ inputRequests: { quality } });
			});
			return server;
		});
		const result = await client.callTool({ name: "encode" });
		expect(result.content).toEqual(done().content);
		expect(operations).toMatchObject([
			{ operationType: "encode", success: true },
		]);
	});

	it("does not measure tools that the server does not have", async () => {
		const client = await connect(() => {
			const server = new McpServer(INFO);
			server.registerTool("trim", {}, done).disable();
			instrumentMcpServer(server, tracker);
			return server;
		});
		for (const name of ["trim", "resize"])
			await expect(client.callTool({ name })).rejects.toThrow(name);
		expect(operations).toEqual([]);
	});
});

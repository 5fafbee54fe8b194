import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import {
	CallToolRequestSchema,
	ErrorCode,
	McpError,
	PingRequestSchema,
	UrlElicitationRequiredError,
} from "@modelcontextprotocol/sdk/types.js";
import { z } from "zod";
import type { TrackedOperation } from "../tracked-operation.ts";
import {
	instrumentMcpServer,
	type ToolCall,
	type ToolCallMapping,
} from "./index.ts";

const INFO = { name: "host", version: "1.0.0" };

/** Keeps what it is told. */
function createTracker() {
	const operations: TrackedOperation[] = [];
	return {
		operations,
		trackFfmpegOperation: (operation: TrackedOperation) =>
			void operations.push(operation),
	};
}

describe("instrumentMcpServer", () => {
	let tracker: ReturnType<typeof createTracker>;
	const closing: (() => Promise<void>)[] = [];
	beforeEach(() => {
		tracker = createTracker();
	});
	afterEach(async () => {
		for (const close of closing.splice(0)) await close();
	});

	async function connect(server: McpServer | Server): Promise<Client> {
		const client = new Client(INFO);
		const [left, right] = InMemoryTransport.createLinkedPair();
		await Promise.all([server.connect(right), client.connect(left)]);
		closing.push(() => client.close());
		return client;
	}

	const types = () => tracker.operations.map((o) => o.operationType);
	const done = () => ({ content: [{ type: "text" as const, text: "done" }] });
	const lowLevel = () => new Server(INFO, { capabilities: { tools: {} } });

	describe("measures every tool, however it is registered", () => {
		it("by tool and registerTool, before and after, also on a server that runs", async () => {
			const server = new McpServer(INFO);
			server.tool("trim", done);
			instrumentMcpServer(server, tracker);
			server.registerTool("resize", {}, done);
			const client = await connect(server);
			server.registerTool("to_mp3", {}, done);
			for (const name of ["trim", "resize", "to_mp3"])
				expect(await client.callTool({ name })).toEqual(done());
			expect(types()).toEqual(["trim", "resize", "to_mp3"]);
		});

		it("by the first tool after instrumenting", async () => {
			const server = new McpServer(INFO);
			instrumentMcpServer(server, tracker);
			server.registerTool("trim", {}, done);
			await (await connect(server)).callTool({ name: "trim" });
			expect(types()).toEqual(["trim"]);
		});

		it("by a low-level handler that was there before", async () => {
			const server = lowLevel();
			server.setRequestHandler(CallToolRequestSchema, done);
			instrumentMcpServer(server, tracker);
			await (await connect(server)).callTool({ name: "trim" });
			expect(types()).toEqual(["trim"]);
		});

		it("by a low-level handler that replaces another afterwards", async () => {
			const server = lowLevel();
			instrumentMcpServer(server, tracker);
			server.setRequestHandler(CallToolRequestSchema, () => {
				throw new Error("replaced");
			});
			server.setRequestHandler(CallToolRequestSchema, done);
			server.setRequestHandler(PingRequestSchema, () => ({}));
			await (await connect(server)).callTool({ name: "trim" });
			expect(tracker.operations).toMatchObject([{ success: true }]);
		});

		it("once, by the first mapping, when instrumented twice", async () => {
			const server = new McpServer(INFO);
			instrumentMcpServer(server, tracker, () => ({ operationType: "first" }));
			server.registerTool("trim", {}, done);
			instrumentMcpServer(server.server, tracker);
			await (await connect(server)).callTool({ name: "trim" });
			expect(types()).toEqual(["first"]);
		});
	});

	it("tracks the call with all that it can know by itself", async () => {
		const server = new McpServer(INFO);
		instrumentMcpServer(server, tracker);
		const inputSchema = { input: z.string(), output: z.string() };
		server.registerTool("to_mp3", { inputSchema }, async () => {
			await new Promise((resolve) => setTimeout(resolve, 30));
			return done();
		});
		const given = { input: "/home/ann/in.mov", output: "/tmp/out.mp3" };
		const client = await connect(server);
		await client.callTool({ name: "to_mp3", arguments: given });
		expect(tracker.operations).toEqual([
			{
				userId: "local",
				operationType: "to_mp3",
				parameters: given,
				processingTime: expect.any(Number),
				success: true,
				inputFormat: "mov",
				outputFormat: "mp3",
			},
		]);
		const { processingTime = 0 } = tracker.operations[0] ?? {};
		expect(processingTime).toBeGreaterThanOrEqual(29);
		expect(Number.isInteger(processingTime)).toBe(true);
	});

	it("takes the OAuth client for the user", async () => {
		const server = new McpServer(INFO);
		instrumentMcpServer(server, tracker);
		server.registerTool("trim", {}, done);
		const client = new Client(INFO);
		const [left, right] = InMemoryTransport.createLinkedPair();
		const send = left.send.bind(left);
		const authInfo = { token: "secret", clientId: "client-7", scopes: [] };
		left.send = (message) => send(message, { authInfo });
		await Promise.all([server.connect(right), client.connect(left)]);
		closing.push(() => client.close());
		await client.callTool({ name: "trim" });
		expect(tracker.operations).toMatchObject([{ userId: "client-7" }]);
		expect(JSON.stringify(tracker.operations)).not.toContain("secret");
	});

	describe("passes results and errors through", () => {
		/** What the server has for tool calls, after instrumenting it. */
		function handlerAround(
			inner: (request: unknown, extra: unknown) => unknown,
		) {
			const server = lowLevel();
			const { _requestHandlers: handlers } = server as unknown as {
				_requestHandlers: Map<string, typeof inner>;
			};
			handlers.set("tools/call", inner);
			instrumentMcpServer(server, tracker);
			const handler = handlers.get("tools/call");
			return () => handler?.({ params: { name: "trim" } }, {});
		}

		it("as the same object", async () => {
			const result = done();
			expect(await handlerAround(() => result)()).toBe(result);
			expect(types()).toEqual(["trim"]);
		});

		it("as the same error, whatever it is", async () => {
			for (const error of [new Error("no"), "no", undefined, { code: 1 }]) {
				const call = handlerAround(() => {
					throw error;
				});
				await expect(call()).rejects.toBe(error);
			}
			expect(tracker.operations.map((o) => o.success)).toEqual([
				...[false, false, false, false],
			]);
		});
	});

	describe("counts as failed", () => {
		it("a tool that throws, by its words", async () => {
			const server = new McpServer(INFO);
			instrumentMcpServer(server, tracker);
			server.registerTool("trim", {}, () => {
				throw new Error("in.mov: Invalid data found");
			});
			const client = await connect(server);
			expect(await client.callTool({ name: "trim" })).toMatchObject({
				isError: true,
			});
			expect(tracker.operations).toMatchObject([
				{ success: false, errorMessage: "in.mov: Invalid data found" },
			]);
		});

		it("a result that says so, by all of its text", async () => {
			const server = new McpServer(INFO);
			instrumentMcpServer(server, tracker);
			const result = {
				isError: true,
				content: [
					{ type: "text" as const, text: "FFmpeg failed" },
					{ type: "image" as const, data: "", mimeType: "image/png" },
					{ type: "text" as const, text: "Unknown encoder 'x'" },
				],
			};
			server.registerTool("trim", {}, () => result);
			server.registerTool("mute", {}, () => ({ isError: true, content: [] }));
			const client = await connect(server);
			expect(await client.callTool({ name: "trim" })).toEqual(result);
			await client.callTool({ name: "mute" });
			expect(tracker.operations).toMatchObject([
				{
					success: false,
					errorMessage: "FFmpeg failed\nUnknown encoder 'x'",
				},
				{ success: false, errorMessage: undefined },
			]);
		});

		it("a low-level handler that throws, and its code still reaches the client", async () => {
			const server = lowLevel();
			instrumentMcpServer(server, tracker);
			server.setRequestHandler(CallToolRequestSchema, () => {
				throw new McpError(-32099, "disk full", { left: 0 });
			});
			const client = await connect(server);
			await expect(client.callTool({ name: "trim" })).rejects.toMatchObject({
				code: -32099,
				data: { left: 0 },
			});
			expect(tracker.operations).toMatchObject([
				{ success: false, errorMessage: "MCP error -32099: disk full" },
			]);
		});

		it("arguments that the tool refuses", async () => {
			const server = new McpServer(INFO);
			instrumentMcpServer(server, tracker);
			const inputSchema = { crf: z.number() };
			server.registerTool("encode", { inputSchema }, done);
			const client = await connect(server);
			await client.callTool({ name: "encode", arguments: { crf: "high" } });
			expect(tracker.operations).toMatchObject([
				{ success: false, parameters: { crf: "high" } },
			]);
		});

		it("a call that is cancelled, whatever its tool answers then", async () => {
			const server = new McpServer(INFO);
			instrumentMcpServer(server, tracker);
			const cancel = new AbortController();
			const ended = new Promise<void>((resolve) => {
				server.registerTool("trim", {}, async ({ signal }) => {
					cancel.abort();
					if (!signal.aborted)
						await new Promise((aborted) =>
							signal.addEventListener("abort", aborted),
						);
					setImmediate(resolve);
					return done();
				});
			});
			const client = await connect(server);
			const call = client.callTool({ name: "trim" }, undefined, {
				signal: cancel.signal,
			});
			await expect(call).rejects.toThrow();
			await ended;
			expect(tracker.operations).toMatchObject([
				{ success: false, errorMessage: "The call was cancelled." },
			]);
		});
	});

	describe("does not measure", () => {
		it("tools that an McpServer does not have, or has disabled", async () => {
			const server = new McpServer(INFO);
			instrumentMcpServer(server, tracker);
			server.registerTool("trim", {}, done).disable();
			const client = await connect(server);
			await client.callTool({ name: "trim" });
			await client.callTool({ name: "resize" });
			expect(tracker.operations).toEqual([]);
		});

		it("tools that a low-level server does not know", async () => {
			const server = lowLevel();
			instrumentMcpServer(server, tracker);
			const client = await connect(server);
			for (const error of [
				new McpError(ErrorCode.MethodNotFound, "no such thing"),
				new McpError(ErrorCode.InvalidParams, "Unknown tool: trim"),
				new Error("Unknown tool: trim"),
			]) {
				server.setRequestHandler(CallToolRequestSchema, () => {
					throw error;
				});
				await expect(client.callTool({ name: "trim" })).rejects.toThrow();
			}
			expect(tracker.operations).toEqual([]);
		});

		it("an address that the user must visit first", async () => {
			const server = new McpServer(INFO);
			instrumentMcpServer(server, tracker);
			server.registerTool("trim", {}, () => {
				throw new UrlElicitationRequiredError([
					{
						mode: "url",
						message: "Sign in",
						url: "https://a.example",
						elicitationId: "1",
					},
				]);
			});
			const client = await connect(server);
			await expect(client.callTool({ name: "trim" })).rejects.toThrow();
			expect(tracker.operations).toEqual([]);
		});
	});

	describe("with a mapping", () => {
		async function callTrim(
			mapping: ToolCallMapping,
			given: Record<string, unknown> = {},
		) {
			const server = new McpServer(INFO);
			instrumentMcpServer(server, tracker, mapping);
			const inputSchema = z.looseObject({});
			server.registerTool("trim", { inputSchema }, done);
			const client = await connect(server);
			return client.callTool({ name: "trim", arguments: given });
		}

		it("tracks what the mapping says", async () => {
			const calls: ToolCall[] = [];
			await callTrim(
				(call) => {
					calls.push(call);
					return {
						userId: "ann",
						operationType: "cut",
						parameters: { from: 1 },
						inputFormat: "mp4",
						outputFormat: "gif",
						fileSize: 1_000,
						memoryUsage: 2_000,
						errorMessage: "said",
						workflowContext: { sessionId: String(call.arguments.project) },
					};
				},
				{ project: "p-1", output: "x.mp3" },
			);
			expect(tracker.operations).toEqual([
				{
					userId: "ann",
					operationType: "cut",
					parameters: { from: 1 },
					processingTime: expect.any(Number),
					success: true,
					inputFormat: "mp4",
					outputFormat: "gif",
					fileSize: 1_000,
					memoryUsage: 2_000,
					errorMessage: "said",
					workflowContext: { sessionId: "p-1" },
				},
			]);
			expect(calls).toMatchObject([
				{
					name: "trim",
					arguments: { project: "p-1", output: "x.mp3" },
					result: done(),
					extra: { signal: expect.any(AbortSignal) },
					processingTime: tracker.operations[0]?.processingTime,
				},
			]);
		});

		it("measures nothing of which the mapping says nothing", async () => {
			for (const nothing of [undefined, null]) await callTrim(() => nothing);
			await callTrim(() => {});
			expect(tracker.operations).toEqual([]);
		});

		it("lets no failure of the mapping or the service reach the call", async () => {
			const failing = () => {
				throw new Error("mapping");
			};
			expect(await callTrim(failing)).toEqual(done());
			const rejecting = async () => failing();
			expect(await callTrim(rejecting as unknown as ToolCallMapping)).toEqual(
				done(),
			);
			expect(tracker.operations).toEqual([]);
			tracker.trackFfmpegOperation = failing;
			expect(await callTrim(() => ({}))).toEqual(done());
		});
	});

	it("leaves a server alone that keeps its handlers elsewhere", () => {
		const setRequestHandler = () => undefined;
		const server = { setRequestHandler };
		instrumentMcpServer(server, tracker);
		expect(server).toEqual({ setRequestHandler });
	});
});

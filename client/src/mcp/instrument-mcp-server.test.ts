import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import {
	CallToolRequestSchema,
	PingRequestSchema,
} from "@modelcontextprotocol/sdk/types.js";
import { z } from "zod";
import {
	connectInMemory,
	createTracker,
	done,
	INFO,
} from "../../testing/mcp-in-memory.ts";
import {
	instrumentMcpServer,
	type ToolCall,
	type ToolCallMapping,
} from "./index.ts";

describe("instrumentMcpServer", () => {
	let tracker: ReturnType<typeof createTracker>;
	beforeEach(() => {
		tracker = createTracker();
	});

	const types = () => tracker.operations.map((o) => o.operationType);
	const lowLevel = () => new Server(INFO, { capabilities: { tools: {} } });

	describe("measures every tool, however it is registered", () => {
		it("by tool and registerTool, before and after, also on a server that runs", async () => {
			const server = new McpServer(INFO);
			server.tool("trim", done);
			instrumentMcpServer(server, tracker);
			server.registerTool("resize", {}, done);
			const client = await connectInMemory(server);
			server.registerTool("to_mp3", {}, done);
			for (const name of ["trim", "resize", "to_mp3"])
				expect(await client.callTool({ name })).toEqual(done());
			expect(types()).toEqual(["trim", "resize", "to_mp3"]);
		});

		it("by the first tool after instrumenting", async () => {
			const server = new McpServer(INFO);
			instrumentMcpServer(server, tracker);
			server.registerTool("trim", {}, done);
			await (await connectInMemory(server)).callTool({ name: "trim" });
			expect(types()).toEqual(["trim"]);
		});

		it("by a low-level handler that was there before", async () => {
			const server = lowLevel();
			server.setRequestHandler(CallToolRequestSchema, done);
			instrumentMcpServer(server, tracker);
			await (await connectInMemory(server)).callTool({ name: "trim" });
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
			await (await connectInMemory(server)).callTool({ name: "trim" });
			expect(tracker.operations).toMatchObject([{ success: true }]);
		});

		it("once, by the first mapping, when instrumented twice", async () => {
			const server = new McpServer(INFO);
			instrumentMcpServer(server, tracker, () => ({ operationType: "first" }));
			server.registerTool("trim", {}, done);
			instrumentMcpServer(server.server, tracker);
			await (await connectInMemory(server)).callTool({ name: "trim" });
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
		const client = await connectInMemory(server);
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
		const client = await connectInMemory(server, "client-7");
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
				false,
				false,
				false,
				false,
			]);
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
			const client = await connectInMemory(server);
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
	});
});

import { InMemoryTaskStore } from "@modelcontextprotocol/sdk/experimental/tasks/stores/in-memory.js";
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import {
	CallToolRequestSchema,
	ErrorCode,
	McpError,
	UrlElicitationRequiredError,
} from "@modelcontextprotocol/sdk/types.js";
import { z } from "zod";
import {
	connectInMemory,
	createTracker,
	done,
	INFO,
} from "../../testing/mcp-in-memory.ts";
import { instrumentMcpServer } from "./index.ts";

let tracker: ReturnType<typeof createTracker>;
beforeEach(() => {
	tracker = createTracker();
});

const lowLevel = () => new Server(INFO, { capabilities: { tools: {} } });

describe("counts as failed", () => {
	it("a tool that throws, by its words", async () => {
		const server = new McpServer(INFO);
		instrumentMcpServer(server, tracker);
		server.registerTool("trim", {}, () => {
			throw new Error("in.mov: Invalid data found");
		});
		const client = await connectInMemory(server);
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
		const client = await connectInMemory(server);
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
		const client = await connectInMemory(server);
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
		const client = await connectInMemory(server);
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
		const client = await connectInMemory(server);
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
		const client = await connectInMemory(server);
		await client.callTool({ name: "trim" });
		await client.callTool({ name: "resize" });
		expect(tracker.operations).toEqual([]);
	});

	it("tools that a low-level server does not know", async () => {
		const server = lowLevel();
		instrumentMcpServer(server, tracker);
		const client = await connectInMemory(server);
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
		const client = await connectInMemory(server);
		await expect(client.callTool({ name: "trim" })).rejects.toThrow();
		expect(tracker.operations).toEqual([]);
	});

	it("calls that start a task, and then polls of it", async () => {
		const server = taskServer();
		const client = await connectInMemory(server);
		const stream = client.experimental.tasks.callToolStream(
			{ name: "encode" },
			undefined,
			{ task: { ttl: 60_000 } },
		);
		const said: string[] = [];
		for await (const message of stream) said.push(message.type);
		expect(said.at(-1)).toBe("result");
		expect(said).toContain("taskCreated");
		expect(tracker.operations).toEqual([]);
	});
});

it("measures a task that the server awaits for its client", async () => {
	const client = await connectInMemory(taskServer());
	expect(await client.callTool({ name: "encode" })).toMatchObject(done());
	expect(tracker.operations).toMatchObject([
		{ operationType: "encode", success: true },
	]);
});

/** A server whose only tool is done as a task. */
function taskServer(): McpServer {
	const server = new McpServer(INFO, {
		capabilities: { tasks: { requests: { tools: { call: {} } } } },
		taskStore: new InMemoryTaskStore(),
	});
	instrumentMcpServer(server, tracker);
	server.experimental.tasks.registerToolTask(
		"encode",
		{ execution: { taskSupport: "optional" } },
		{
			createTask: async ({ taskStore }) => {
				const task = await taskStore.createTask({ pollInterval: 5 });
				await taskStore.storeTaskResult(task.taskId, "completed", done());
				return { task };
			},
			getTask: ({ taskStore, taskId }) => taskStore.getTask(taskId),
			getTaskResult: async ({ taskStore, taskId }) =>
				(await taskStore.getTaskResult(taskId)) as ReturnType<typeof done>,
		},
	);
	return server;
}

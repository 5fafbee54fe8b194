import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { LATEST_PROTOCOL_VERSION } from "@modelcontextprotocol/sdk/types.js";
import {
	buildMcpHost,
	hashOf,
	type McpHostBuild,
	NOTICE,
} from "../../testing/mcp-host-process.ts";
import { openTestHome, type TestHome } from "../../testing/test-home.ts";

const CLIENT_INFO = { name: "agent", version: "1.0.0" };

describe("an MCP host over stdio that runs FFmpeg", () => {
	let host: McpHostBuild;
	let home: TestHome;
	beforeAll(() => {
		host = buildMcpHost(1);
	});
	beforeEach(async () => {
		home = await openTestHome();
	});
	afterEach(() => home.close());
	afterAll(() => host.remove());

	async function connect(...parameters: string[]) {
		const transport = new StdioClientTransport({
			command: process.execPath,
			args: [host.program, ...parameters],
			env: host.environmentFor(home),
			stderr: "pipe",
		});
		const client = new Client(CLIENT_INFO);
		const errors: Error[] = [];
		client.onerror = (error) => errors.push(error);
		const stderr = text(transport.stderr as Readable);
		await client.connect(transport);
		/**
		 * Ends the host, once so many operations are at home, as the SDK kills what does not end within two
		 * seconds; returns what it wrote beside the protocol.
		 */
		const end = async (operations: number) => {
			await home.awaitOperations(operations);
			await client.close();
			return { errors, stderr: await stderr };
		};
		return { client, end };
	}

	it("has its tools' chains at home, and stdout to itself", async () => {
		const { client, end } = await connect();
		const isError: boolean[] = [];
		for (const call of [
			host.callOf("trim", "p-1", "clip.mp4", "short.mp4"),
			host.callOf("resize", "p-1", "short.mp4", "small.mov"),
			host.callOf("to_mp3", "p-1", "broken.mp4", "small.mp3"),
			{ name: "about" },
			host.callOf("to_mp3", "p-1", "small.mov", "small.mp3"),
		]) {
			const result = await client.callTool(call);
			isError.push(result.isError === true);
		}
		expect(await end(4)).toEqual({ errors: [], stderr: NOTICE });

		expect(isError).toEqual([false, false, true, false, false]);
		expect(existsSync(host.pathOf("small.mp3"))).toBe(true);
		const operations = await home.operations();
		const stored = {
			id: expect.any(String),
			userId: hashOf("local"),
			platform: "mcp",
			context: { sessionId: hashOf("p-1") },
			timestamp: expect.any(String),
			receivedAt: expect.any(String),
		};
		const operation = (type: string, inputFormat: string, format: string) => ({
			type,
			inputFormat,
			outputFormat: format,
			fileSize: 0,
			parameters: expect.any(String),
		});
		const succeeded = { success: true, processingTime: expect.any(Number) };
		expect(operations).toEqual([
			{
				...stored,
				operation: operation("trim", "mp4", "mp4"),
				metrics: succeeded,
			},
			{
				...stored,
				operation: operation("resize", "mp4", "mov"),
				metrics: succeeded,
			},
			{
				...stored,
				operation: operation("to_mp3", "mp4", "mp3"),
				metrics: {
					success: false,
					processingTime: expect.any(Number),
					errorMessage: expect.stringContaining("Invalid data found"),
					errorCategory: "invalid_data",
				},
			},
			{
				...stored,
				operation: operation("to_mp3", "mov", "mp3"),
				metrics: succeeded,
			},
		]);
		for (const { operation, metrics } of operations) {
			expect(metrics.processingTime).toBeGreaterThan(0);
			expect(JSON.parse(operation.parameters)).toEqual({
				input: "[path]",
				output: "[path]",
				project: "[text]",
			});
		}
		expect(JSON.stringify(operations)).not.toContain(host.pathOf(""));
		expect(await home.sequences()).toContainEqual(
			expect.objectContaining({
				pattern: "trim->resize->to_mp3",
				frequency: 1,
				successRate: 1,
			}),
		);
	});

	it("gives its notice once, however often it is started", async () => {
		const call = host.callOf("trim", "p-2", "clip.mp4", "short.mp4");
		for (const [before, stderr] of [NOTICE, ""].entries()) {
			const { client, end } = await connect();
			await client.callTool(call);
			expect(await end(before + 1)).toEqual({ errors: [], stderr });
		}
	});

	it("has low-level handlers measured too", async () => {
		const { client, end } = await connect("--low-level");
		const call = host.callOf("trim", "p-3", "absent.mp4", "short.mp4");
		await expect(client.callTool(call)).rejects.toThrow("No such file");
		expect(await end(1)).toEqual({ errors: [], stderr: NOTICE });
		expect(await home.operations()).toMatchObject([
			{
				operation: { type: "trim" },
				metrics: { success: false, errorCategory: "input_not_found" },
				context: { sessionId: hashOf("p-3") },
			},
		]);
	});

	it("hears once, on stderr, of what cannot be measured; its calls do not", async () => {
		const { client, end } = await connect("--foreign");
		for (const name of ["unmapped", "promised", "unmapped"])
			expect(await client.callTool({ name })).toMatchObject({
				content: [{ text: "done" }],
			});
		expect(await end(0)).toEqual({
			errors: [],
			stderr: [
				"[ffmpeg-analytics] an MCP server is not measured: it keeps its handlers elsewhere than versions 1 and 2 of the MCP SDK do\n",
				"[ffmpeg-analytics] a call of an MCP tool could not be measured: no mapping\n",
			].join(""),
		});
		expect(await home.operations()).toEqual([]);
	});

	it("writes nothing but messages to stdout, and ends with its stdin once everything is delivered", async () => {
		const child = spawn(process.execPath, [host.program], {
			env: host.environmentFor(home),
			stdio: ["pipe", "pipe", "pipe"],
		});
		const ended = once(child, "exit");
		const output = Promise.all([text(child.stdout), text(child.stderr)]);
		const send = (message: object) =>
			child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
		send({
			id: 1,
			method: "initialize",
			params: {
				protocolVersion: LATEST_PROTOCOL_VERSION,
				capabilities: {},
				clientInfo: CLIENT_INFO,
			},
		});
		send({ method: "notifications/initialized" });
		const call = host.callOf("trim", "p-4", "clip.mp4", "raw.mp4");
		send({ id: 2, method: "tools/call", params: call });
		child.stdin.end();
		expect(await ended).toEqual([0, null]);
		const [stdout, stderr] = await output;
		const lines = stdout.trim().split("\n");
		expect(lines.map((line) => JSON.parse(line))).toMatchObject([
			{ jsonrpc: "2.0", id: 1, result: {} },
			{ jsonrpc: "2.0", id: 2, result: { content: [{ text: "done" }] } },
		]);
		expect(stderr).toEqual(NOTICE);
		expect(await home.operations()).toMatchObject([
			{ operation: { type: "trim" }, metrics: { success: true } },
		]);
	});
});

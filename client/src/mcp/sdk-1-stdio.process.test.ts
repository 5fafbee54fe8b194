import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { LATEST_PROTOCOL_VERSION } from "@modelcontextprotocol/sdk/types.js";
import {
	buildMcpHost,
	type McpHostBuild,
} from "../../testing/mcp-host-process.ts";

const CLIENT_INFO = { name: "agent", version: "1.0.0" };

describe("an MCP host over stdio that runs FFmpeg", () => {
	let host: McpHostBuild;
	beforeAll(() => {
		host = buildMcpHost(1);
	});
	afterAll(() => host.remove());

	const inFolder = (file: string) => join(host.folder, file);

	async function connect(...parameters: string[]) {
		const transport = new StdioClientTransport({
			command: process.execPath,
			args: [host.program, ...parameters],
			env: { ...host.environment },
			stderr: "pipe",
		});
		const client = new Client(CLIENT_INFO);
		const errors: Error[] = [];
		client.onerror = (error) => errors.push(error);
		const stderr = text(transport.stderr as Readable);
		await client.connect(transport);
		/** Ends the host; answers what it wrote beside the protocol. */
		const end = async () => {
			await client.close();
			return { errors, stderr: await stderr };
		};
		return { client, end };
	}

	it("has every tool measured, and stdout to itself", async () => {
		const { client, end } = await connect();
		const project = "p-1";
		const clip = inFolder("clip.mp4");
		writeFileSync(inFolder("broken.mp4"), "not a film");
		const results = [
			await client.callTool({
				name: "make_clip",
				arguments: { project, output: clip },
			}),
			await client.callTool({
				name: "to_mp3",
				arguments: { project, input: clip, output: inFolder("clip.mp3") },
			}),
			await client.callTool({
				name: "to_mp3",
				arguments: {
					project,
					input: inFolder("broken.mp4"),
					output: inFolder("none.mp3"),
				},
			}),
			await client.callTool({ name: "about" }),
		];
		expect(await end()).toEqual({ errors: [], stderr: "" });

		expect(results.map((result) => result.isError ?? false)).toEqual([
			...[false, false, true, false],
		]);
		expect(existsSync(inFolder("clip.mp3"))).toBe(true);
		const operations = host.takeOperations();
		const common = {
			userId: "local",
			processingTime: expect.any(Number),
			workflowContext: { sessionId: project },
		};
		expect(operations).toEqual([
			{
				...common,
				operationType: "make_clip",
				parameters: { project, output: clip },
				success: true,
				outputFormat: "mp4",
			},
			{
				...common,
				operationType: "to_mp3",
				parameters: { project, input: clip, output: inFolder("clip.mp3") },
				success: true,
				inputFormat: "mp4",
				outputFormat: "mp3",
			},
			{
				...common,
				operationType: "to_mp3",
				parameters: expect.anything(),
				success: false,
				inputFormat: "mp4",
				outputFormat: "mp3",
				errorMessage: expect.stringContaining("Invalid data found"),
			},
		]);
		for (const { processingTime } of operations)
			expect(processingTime).toBeGreaterThan(0);
	});

	it("has low-level handlers measured too", async () => {
		const { client, end } = await connect("--low-level");
		const given = { project: "p-2", input: inFolder("absent.mp4") };
		const call = client.callTool({
			name: "trim",
			arguments: { ...given, output: inFolder("short.mp4") },
		});
		await expect(call).rejects.toThrow("No such file or directory");
		expect(await end()).toEqual({ errors: [], stderr: "" });
		expect(host.takeOperations()).toMatchObject([
			{
				operationType: "trim",
				success: false,
				errorMessage: expect.stringContaining("No such file or directory"),
				workflowContext: { sessionId: "p-2" },
			},
		]);
	});

	it("hears once, on stderr, of mappings and services that fail; its calls do not", async () => {
		const { client, end } = await connect("--foreign");
		for (const name of ["unmapped", "promised", "untracked", "unmapped"])
			expect(await client.callTool({ name })).toMatchObject({
				content: [{ text: "done" }],
			});
		expect(await end()).toEqual({
			errors: [],
			stderr: [
				"FFmpeg analytics: an MCP server is not measured: it keeps its handlers elsewhere than versions 1 and 2 of the MCP SDK do\n",
				"FFmpeg analytics: a call of an MCP tool could not be measured: no mapping\n",
			].join(""),
		});
	});

	it("writes nothing but messages to stdout, and ends with its stdin", async () => {
		const child = spawn(process.execPath, [host.program], {
			env: { ...host.environment },
			stdio: ["pipe", "pipe", "inherit"],
		});
		const ended = once(child, "exit");
		const written = text(child.stdout);
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
		const given = { project: "p-3", output: inFolder("raw.mp4") };
		send({
			id: 2,
			method: "tools/call",
			params: { name: "make_clip", arguments: given },
		});
		child.stdin.end();
		expect(await ended).toEqual([0, null]);
		const lines = (await written).trim().split("\n");
		expect(lines.map((line) => JSON.parse(line))).toMatchObject([
			{ jsonrpc: "2.0", id: 1, result: {} },
			{ jsonrpc: "2.0", id: 2, result: { content: [{ text: "done" }] } },
		]);
		expect(host.takeOperations()).toMatchObject([
			{ operationType: "make_clip", success: true },
		]);
	});
});

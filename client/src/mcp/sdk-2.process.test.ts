import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import {
	Client,
	StreamableHTTPClientTransport,
	type Transport,
} from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import {
	buildMcpHost,
	type McpHostBuild,
} from "../../testing/mcp-host-process.ts";

describe("an MCP host by the revision 2026-07-28 that runs FFmpeg", () => {
	let host: McpHostBuild;
	const errors: Error[] = [];
	beforeAll(() => {
		host = buildMcpHost(2);
	});
	afterAll(() => host.remove());

	async function connect(transport: Transport): Promise<Client> {
		const client = new Client(
			{ name: "agent", version: "1.0.0" },
			{ versionNegotiation: { mode: { pin: "2026-07-28" } } },
		);
		client.onerror = (error) => errors.push(error);
		await client.connect(transport);
		return client;
	}

	/** A chain of tool calls, the last of which fails. */
	function calls(project: string) {
		const clip = join(host.folder, `${project}.mp4`);
		const broken = join(host.folder, `${project}-broken.mp4`);
		writeFileSync(broken, "not a film");
		const output = `${clip}.mp3`;
		return [
			{ name: "make_clip", arguments: { project, output: clip } },
			{ name: "to_mp3", arguments: { project, input: clip, output } },
			{ name: "to_mp3", arguments: { project, input: broken, output } },
		];
	}

	function expectChain(userId: string, sessionId: string) {
		const common = { userId, workflowContext: { sessionId } };
		const formats = { inputFormat: "mp4", outputFormat: "mp3" };
		expect(host.takeOperations()).toMatchObject([
			{ ...common, operationType: "make_clip", success: true },
			{ ...common, ...formats, operationType: "to_mp3", success: true },
			{
				...{ ...common, ...formats, operationType: "to_mp3", success: false },
				errorMessage: expect.stringContaining("Invalid data found"),
			},
		]);
	}

	it("has its chains measured over stdio, which stays clean", async () => {
		const transport = new StdioClientTransport({
			command: process.execPath,
			args: [host.program],
			env: { ...host.environment },
			stderr: "pipe",
		});
		const stderr = text(transport.stderr as Readable);
		const client = await connect(transport);
		for (const call of calls("p-1")) await client.callTool(call);
		await client.close();
		expect(await stderr).toBe("");
		expect(errors).toEqual([]);
		expectChain("local", "p-1");
	});

	it("has its chains measured over Streamable HTTP, a connection for each call", async () => {
		const child = spawn(process.execPath, [host.program, "--http"], {
			env: { ...host.environment },
			stdio: ["ignore", "inherit", "inherit", "ipc"],
		});
		const [port] = await once(child, "message");
		for (const call of calls("p-2")) {
			const client = await connect(
				new StreamableHTTPClientTransport(
					new URL(`http://127.0.0.1:${port}/mcp`),
					{ requestInit: { headers: { Authorization: "Bearer ann" } } },
				),
			);
			await client.callTool(call);
			await client.close();
		}
		const ended = once(child, "exit");
		child.disconnect();
		await ended;
		expectChain("of-ann", "p-2");
	});
});

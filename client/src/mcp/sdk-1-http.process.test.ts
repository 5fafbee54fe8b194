import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import {
	buildMcpHost,
	type McpHostBuild,
} from "../../testing/mcp-host-process.ts";

describe("an MCP host over Streamable HTTP that runs FFmpeg", () => {
	let host: McpHostBuild;
	let child: ChildProcess;
	let port: unknown;
	const clients: Client[] = [];
	beforeAll(async () => {
		host = buildMcpHost(1);
		child = spawn(process.execPath, [host.program, "--http"], {
			env: { ...host.environment },
			stdio: ["ignore", "inherit", "inherit", "ipc"],
		});
		[port] = await once(child, "message");
	});
	afterEach(async () => {
		for (const client of clients.splice(0)) await client.close();
	});
	afterAll(async () => {
		const ended = once(child, "exit");
		child.disconnect();
		await ended;
		host.remove();
	});

	async function connect(token?: string): Promise<Client> {
		const client = new Client({ name: "agent", version: "1.0.0" });
		const headers = token ? { Authorization: `Bearer ${token}` } : {};
		await client.connect(
			new StreamableHTTPClientTransport(
				new URL(`http://127.0.0.1:${port}/mcp`),
				{ requestInit: { headers } },
			),
		);
		clients.push(client);
		return client;
	}

	it("has a chain that spans connections in one session, by its own handle", async () => {
		const project = "p-1";
		const clip = join(host.folder, "clip.mp4");
		const [first, second] = [await connect("ann"), await connect("ann")];
		await first.callTool({
			name: "make_clip",
			arguments: { project, output: clip },
		});
		await second.callTool({
			name: "to_mp3",
			arguments: { project, input: clip, output: `${clip}.mp3` },
		});
		const common = {
			userId: "of-ann",
			success: true,
			workflowContext: { sessionId: project },
		};
		expect(host.takeOperations()).toMatchObject([
			{ ...common, operationType: "make_clip", outputFormat: "mp4" },
			{
				...common,
				operationType: "to_mp3",
				inputFormat: "mp4",
				outputFormat: "mp3",
			},
		]);
	});

	it("has concurrent calls of several users measured, each as its own", async () => {
		const users = ["ann", "bob", "cy"];
		await Promise.all(
			users.map(async (user) => {
				const client = await connect(user);
				const output = join(host.folder, `${user}.mp4`);
				await client.callTool({
					name: "make_clip",
					arguments: { project: user, output },
				});
			}),
		);
		const operations = host.takeOperations();
		expect(
			operations
				.map((o) => `${o.userId} ${o.workflowContext?.sessionId}`)
				.sort(),
		).toEqual(["of-ann ann", "of-bob bob", "of-cy cy"]);
	});

	it("counts an error that a tool reports as failed", async () => {
		const client = await connect();
		const given = {
			project: "p-2",
			input: join(host.folder, "absent.wav"),
			output: join(host.folder, "none.mp3"),
		};
		const result = await client.callTool({ name: "to_mp3", arguments: given });
		expect(result.isError).toBe(true);
		expect(host.takeOperations()).toMatchObject([
			{
				userId: "local",
				success: false,
				inputFormat: "wav",
				errorMessage: expect.stringContaining("No such file or directory"),
			},
		]);
	});
});

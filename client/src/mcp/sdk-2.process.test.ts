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
	hashOf,
	type McpHostBuild,
	NOTICE,
	serveMcpHost,
} from "../../testing/mcp-host-process.ts";
import { openTestHome, type TestHome } from "../../testing/test-home.ts";

describe("an MCP host by the revision 2026-07-28 that runs FFmpeg", () => {
	let host: McpHostBuild;
	let home: TestHome;
	const errors: Error[] = [];
	beforeAll(() => {
		host = buildMcpHost(2);
	});
	beforeEach(async () => {
		home = await openTestHome();
	});
	afterEach(() => home.close());
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

	/** A chain, one call of which fails and comes again. */
	const chain = () => [
		host.callOf("trim", "p-1", "clip.mp4", "short.mp4"),
		host.callOf("resize", "p-1", "broken.mp4", "small.mp4"),
		host.callOf("resize", "p-1", "short.mp4", "small.mp4"),
		host.callOf("to_mp3", "p-1", "small.mp4", "small.mp3"),
	];

	async function expectChainOf(user: string) {
		const common = {
			userId: hashOf(user),
			platform: "mcp",
			context: { sessionId: hashOf("p-1") },
		};
		const format = { inputFormat: "mp4", outputFormat: "mp4" };
		expect(await home.operations()).toMatchObject([
			{
				...common,
				operation: { ...format, type: "trim" },
				metrics: { success: true },
			},
			{
				...common,
				operation: { ...format, type: "resize" },
				metrics: { success: false, errorCategory: "invalid_data" },
			},
			{
				...common,
				operation: { ...format, type: "resize" },
				metrics: { success: true },
			},
			{
				...common,
				operation: { ...format, type: "to_mp3", outputFormat: "mp3" },
				metrics: { success: true },
			},
		]);
		expect(await home.sequences()).toContainEqual(
			expect.objectContaining({
				pattern: "trim->resize->to_mp3",
				frequency: 1,
				successRate: 1,
			}),
		);
	}

	it("has its chains at home over stdio, which stays clean", async () => {
		const transport = new StdioClientTransport({
			command: process.execPath,
			args: [host.program],
			env: host.environmentFor(home),
			stderr: "pipe",
		});
		const stderr = text(transport.stderr as Readable);
		const client = await connect(transport);
		for (const call of chain()) await client.callTool(call);
		// The SDK kills what does not end within two seconds.
		await home.awaitOperations(chain().length);
		await client.close();
		expect(await stderr).toEqual(NOTICE);
		expect(errors).toEqual([]);
		await expectChainOf("local");
	});

	it("has its chains at home over Streamable HTTP, a connection for each call", async () => {
		const serving = await serveMcpHost(host, home);
		for (const call of chain()) {
			const client = await connect(
				new StreamableHTTPClientTransport(serving.url, {
					requestInit: { headers: { Authorization: "Bearer ann" } },
				}),
			);
			await client.callTool(call);
			await client.close();
		}
		expect(await serving.end()).toEqual({ stdout: "", stderr: NOTICE });
		await expectChainOf("of-ann");
	});
});

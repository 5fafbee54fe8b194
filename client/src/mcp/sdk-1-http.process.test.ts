import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import {
	buildMcpHost,
	hashOf,
	type McpHostBuild,
	NOTICE,
	serveMcpHost,
} from "../../testing/mcp-host-process.ts";
import { openTestHome, type TestHome } from "../../testing/test-home.ts";

describe("an MCP host over Streamable HTTP that runs FFmpeg", () => {
	let host: McpHostBuild;
	let home: TestHome;
	let serving: Awaited<ReturnType<typeof serveMcpHost>>;
	beforeAll(() => {
		host = buildMcpHost(1);
	});
	beforeEach(async () => {
		home = await openTestHome();
		serving = await serveMcpHost(host, home);
	});
	afterEach(() => home.close());
	afterAll(() => host.remove());

	/** Calls over a connection of its own. */
	async function call(
		user: string | undefined,
		...step: Parameters<McpHostBuild["callOf"]>
	) {
		const client = new Client({ name: "agent", version: "1.0.0" });
		const headers: Record<string, string> =
			user === undefined ? {} : { Authorization: `Bearer ${user}` };
		const transport = new StreamableHTTPClientTransport(serving.url, {
			requestInit: { headers },
		});
		await client.connect(transport);
		const result = await client.callTool(host.callOf(...step));
		await client.close();
		return result;
	}

	/** Ends the host, and returns what the home has then. */
	async function stored() {
		expect(await serving.end()).toEqual({ stdout: "", stderr: NOTICE });
		return home.operations();
	}

	it("has a chain that spans connections in one session, by its own handle", async () => {
		await call("ann", "trim", "p-1", "clip.mp4", "short.mp4");
		await call("bob", "trim", "p-2", "clip.mp4", "other.mp4");
		await call("ann", "resize", "p-1", "short.mp4", "small.mp4");
		await call("bob", "resize", "p-3", "other.mp4", "small.mp4");
		await call("ann", "to_mp3", "p-1", "small.mp4", "small.mp3");
		const operations = await stored();
		const sessions = operations.map(({ userId, context }) => ({
			userId,
			sessionId: context.sessionId,
		}));
		const ofAnn = { userId: hashOf("of-ann"), sessionId: hashOf("p-1") };
		const ofBob = (project: string) => ({
			userId: hashOf("of-bob"),
			sessionId: hashOf(project),
		});
		expect(sessions).toEqual([ofAnn, ofBob("p-2"), ofAnn, ofBob("p-3"), ofAnn]);
		const sequences = await home.sequences();
		expect(
			sequences.map(({ pattern, frequency }) => ({ pattern, frequency })),
		).toEqual(
			expect.arrayContaining([
				{ pattern: "trim->resize->to_mp3", frequency: 1 },
				{ pattern: "trim->resize", frequency: 1 },
				{ pattern: "resize->to_mp3", frequency: 1 },
			]),
		);
	});

	it("has concurrent calls of several users measured, each as its own", async () => {
		const users = ["ann", "bob", "cy"];
		await Promise.all(
			users.map((user) => call(user, "trim", user, "clip.mp4", `${user}.mp4`)),
		);
		const names = (await stored()).map(
			({ userId, context }) => `${userId} ${context.sessionId}`,
		);
		expect(names.sort()).toEqual(
			users.map((user) => `${hashOf(`of-${user}`)} ${hashOf(user)}`).sort(),
		);
	});

	it("counts an error that a tool reports as failed", async () => {
		const result = await call(
			undefined,
			"to_mp3",
			"p-2",
			"absent.wav",
			"none.mp3",
		);
		expect(result.isError).toBe(true);
		expect(await stored()).toMatchObject([
			{
				userId: hashOf("local"),
				operation: { inputFormat: "wav", outputFormat: "mp3" },
				metrics: { success: false, errorCategory: "input_not_found" },
			},
		]);
	});
});

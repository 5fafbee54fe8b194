import type { McpDefinition } from "@ffmpeg-analytics/core";
// biome-ignore-start lint/correctness/noUndeclaredDependencies: firebase-tools brings it
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import {
	GetPromptRequestSchema,
	ListPromptsRequestSchema,
	ListToolsRequestSchema,
} from "@modelcontextprotocol/sdk/types.js";
// biome-ignore-end lint/correctness/noUndeclaredDependencies: until here
import { NOW, openWatchedHome } from "./watched-home";
import { workweek } from "./workweek";

const UNLIMITED = {
	RATE_LIMIT_PER_MINUTE: "1000000",
	RATE_LIMIT_EVENTS_PER_MINUTE: "1000000",
};

/** What a home answers of its templates with `format=mcp`, after a week of operations. */
async function definitionsOfAWeek(): Promise<McpDefinition[]> {
	const home = await openWatchedHome(UNLIMITED);
	try {
		await home.post("/logOperation", { events: workweek(NOW) });
		for (const job of ["aggregate", "templates"])
			await home.call("POST", `/api/v1/jobs/${job}`);
		const { json } = await home.call("GET", "/api/v1/templates");
		const { templates } = json as { templates: { id: string }[] };
		const definitions: McpDefinition[] = [];
		for (const { id } of templates) {
			const path = `/api/v1/templates/${id}?format=mcp`;
			definitions.push((await home.call("GET", path)).json as McpDefinition);
		}
		return definitions;
	} finally {
		await home.close();
	}
}

/** An MCP server that registers definitions as they are, and a client of it. */
async function serveOverMcp(
	definitions: readonly McpDefinition[],
): Promise<Client> {
	const server = new Server(
		{ name: "templates", version: "1" },
		{ capabilities: { tools: {}, prompts: {} } },
	);
	server.setRequestHandler(ListToolsRequestSchema, () => ({
		tools: structuredClone(definitions.map(({ tool }) => tool)) as never,
	}));
	server.setRequestHandler(ListPromptsRequestSchema, () => ({
		prompts: structuredClone(definitions.map(({ prompt }) => prompt)) as never,
	}));
	server.setRequestHandler(GetPromptRequestSchema, ({ params }) => {
		const found = definitions.find(({ prompt }) => prompt.name === params.name);
		return { messages: structuredClone(found?.messages ?? []) as never };
	});
	const client = new Client({ name: "agent", version: "1" });
	const [near, far] = InMemoryTransport.createLinkedPair();
	await Promise.all([server.connect(far), client.connect(near)]);
	return client;
}

describe("templates in an MCP server", () => {
	it("are tools and prompts to a client, with all that they hold", async () => {
		const definitions = await definitionsOfAWeek();
		expect(definitions.length).toBeGreaterThan(0);
		const inputs = definitions.flatMap(({ prompt }) => prompt.arguments);
		expect(inputs.length).toBeGreaterThan(0);
		const client = await serveOverMcp(definitions);
		const { tools } = await client.listTools();
		expect(tools).toEqual(definitions.map(({ tool }) => tool));
		const { prompts } = await client.listPrompts();
		expect(prompts).toEqual(definitions.map(({ prompt }) => prompt));
		for (const { prompt, messages } of definitions)
			expect(await client.getPrompt({ name: prompt.name })).toEqual({
				messages,
			});
		await client.close();
	});
});

import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
import type { Server } from "@modelcontextprotocol/sdk/server/index.js";
import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import type { TrackedOperation } from "../src/tracked-operation.ts";

/** What tests call their servers and clients. */
export const INFO = { name: "host", version: "1.0.0" };

/** The answer of a tool that went well. */
export const done = () => ({
	content: [{ type: "text" as const, text: "done" }],
});

/** Keeps what it is told. */
export function createTracker() {
	const operations: TrackedOperation[] = [];
	return {
		operations,
		trackFfmpegOperation: (operation: TrackedOperation) =>
			void operations.push(operation),
	};
}

/** Connects a client of the SDK's version 1, whose requests bear `clientId`'s token if there is one. */
export async function connectInMemory(
	server: McpServer | Server,
	clientId?: string,
): Promise<Client> {
	const client = new Client(INFO);
	const [left, right] = InMemoryTransport.createLinkedPair();
	const send = left.send.bind(left);
	const authInfo = clientId && { token: "a secret", clientId, scopes: [] };
	left.send = (message) => send(message, authInfo ? { authInfo } : {});
	await Promise.all([server.connect(right), client.connect(left)]);
	return client;
}

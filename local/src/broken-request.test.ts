import { hash } from "node:crypto";
import { once } from "node:events";
import {
	createServer,
	request as httpRequest,
	type IncomingMessage,
	type Server,
} from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { createApp, createMemoryHitCounter } from "@ffmpeg-analytics/api";
import { createAnalytics } from "@ffmpeg-analytics/core";
import { openSqliteHarness } from "../testing/sqlite-harness";
import { answerBrokenRequests } from "./broken-request";
import { readHomeSettings } from "./settings";

/** Of the whole of a request. */
const REQUEST_TIMEOUT_MS = 150;

describe("a request that takes longer to come than others may", () => {
	const { analytics: settings, access } = readHomeSettings(
		{},
		{ host: "127.0.0.1", port: 0, file: "unused" },
	);
	let server: Server;
	let close: () => Promise<void>;
	beforeEach(async () => {
		const harness = await openSqliteHarness(settings.shardCount);
		const now = () => Date.now();
		const app = createApp({
			analytics: createAnalytics({
				store: harness.store,
				settings,
				now,
				digest: (text) => hash("sha256", text, "hex"),
			}),
			access,
			now,
			hitCounter: createMemoryHitCounter(now),
			trustLoopback: true,
			trustedProxies: 0,
			version: "test",
			log: { warn: () => undefined, error: () => undefined },
		});
		server = createServer(
			{ requestTimeout: REQUEST_TIMEOUT_MS, connectionsCheckingInterval: 20 },
			app,
		);
		answerBrokenRequests(server);
		server.listen(0, "127.0.0.1");
		await once(server, "listening");
		close = async () => {
			server.closeAllConnections();
			server.close();
			await harness.close();
		};
	});
	afterEach(() => close());

	/** Posts the pieces, with pauses between them; the status and the text of the answer. */
	const postSlowly = async (
		path: string,
		type: string,
		pieces: readonly string[],
	) => {
		const { port } = server.address() as AddressInfo;
		const sent = httpRequest(`http://127.0.0.1:${port}${path}`, {
			method: "POST",
			agent: false,
			headers: { "content-type": type },
		});
		sent.on("error", () => undefined);
		const answered = once(sent, "response");
		for (const piece of pieces) {
			sent.write(piece);
			await sleep(REQUEST_TIMEOUT_MS / 2);
		}
		sent.end();
		const [response] = (await answered) as [IncomingMessage];
		let text = "";
		for await (const chunk of response) text += chunk;
		return { status: response.statusCode, text };
	};

	const event = (id: string) =>
		JSON.stringify({
			id,
			timestamp: Date.now(),
			userId: "ab".repeat(32),
			platform: "mcp",
			operation: {
				type: "trim",
				inputFormat: "mp4",
				outputFormat: "mp4",
				parameters: "{}",
				fileSize: 1,
			},
			metrics: { success: true, processingTime: 1 },
		});

	it("is read to its end if it is an import", async () => {
		const lines = ["a", "b", "c", "d", "e", "f"].map((id) => `${event(id)}\n`);
		const type = "application/x-ndjson";
		const { status, text } = await postSlowly("/api/v1/import", type, lines);
		expect(status).toBe(200);
		expect(JSON.parse(text)).toMatchObject({ stored: 6, rejected: 0 });
	});

	it("is answered 408 otherwise", async () => {
		const pieces = event("a").match(/.{1,60}/g) ?? [];
		const { status } = await postSlowly(
			"/logOperation",
			"application/json",
			pieces,
		);
		expect(status).toBe(408);
	});
});

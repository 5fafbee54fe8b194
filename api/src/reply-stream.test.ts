import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import type { Response } from "express";
import { listen } from "../testing/serve";
import { sendStream } from "./reply-stream";

test("a reader that takes nothing for too long is cut off, and the stream ends", async () => {
	let hasEnded = false;
	async function* chunks() {
		try {
			for (;;) yield "x".repeat(1_000_000);
		} finally {
			hasEnded = true;
		}
	}
	const { url } = await listen(async (_request, response) => {
		const type = "application/x-ndjson";
		const reply = { kind: "stream", type, chunks: chunks() } as const;
		await sendStream(response as Response, reply, 50);
	});
	const sent = request(url, { agent: false });
	sent.end();
	const [response] = (await once(sent, "response")) as [IncomingMessage];
	while (!hasEnded) await new Promise((resolve) => setTimeout(resolve, 5));
	await expect(
		(async () => {
			for await (const _ of response) {
				// To its end, which does not come.
			}
		})(),
	).rejects.toThrow(/aborted/);
});

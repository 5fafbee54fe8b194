import { once } from "node:events";
import { Agent, type ClientRequest, request as httpRequest } from "node:http";
import { gzipSync } from "node:zlib";
import type { Request } from "express";
import { listen, type Received } from "../../testing/serve";
import { BodyError, hasLongBody, streamBody } from "./body-stream";

const BOUNDS = { maxBytes: 200_000, maxIdleMs: 30_000 };
const GZIP = { "content-encoding": "gzip" };

/** Serves the length of each body, or the problem that it ends in; `seen` has what came of it. */
async function serveLengths(bounds = BOUNDS, prepare = (_: Request) => {}) {
	const seen: Buffer[] = [];
	const home = await listen(async (incoming, response) => {
		const request = incoming as Request;
		prepare(request);
		const body = streamBody(request, bounds);
		const answer = (value: object, status = 200) => {
			response.writeHead(status, { "content-type": "application/json" });
			response.end(JSON.stringify(value));
		};
		if (body.kind === "problem") return answer(body, 400);
		try {
			for await (const chunk of body.value) seen.push(chunk);
			answer({
				length: Buffer.concat(seen).length,
				long: hasLongBody(request),
			});
		} catch (error) {
			if (!(error instanceof BodyError)) throw error;
			answer(error.problem, 400);
		}
	});
	return { ...home, seen };
}

/** Posts a body piece by piece; the answer may come before its end. */
function open(url: string, headers = {}): ClientRequest {
	const sent = httpRequest(url, { method: "POST", agent: false, headers });
	sent.on("error", () => undefined);
	sent.flushHeaders();
	return sent;
}

const post = (
	home: { call: (...a: never[]) => unknown },
	body: Buffer,
	headers = {},
) =>
	(home.call as (path: string, call: object) => Promise<Received>)("/", {
		method: "POST",
		body,
		headers,
	});

describe("a long body", () => {
	test.each([
		["plain", Buffer.alloc(200_000), {}],
		["gzip", gzipSync(Buffer.alloc(200_000)), GZIP],
		[
			"gzip in members",
			Buffer.concat([
				gzipSync(Buffer.alloc(100_000)),
				gzipSync(Buffer.alloc(100_000)),
			]),
			{ "content-encoding": " GZip" },
		],
	])("may be as large as its bound: %s", async (_, body, headers) => {
		const home = await serveLengths();
		expect((await post(home, body, headers)).json).toEqual({
			length: 200_000,
			long: true,
		});
	});

	test.each([
		["plain", Buffer.alloc(200_001), {}],
		["plain by far", Buffer.alloc(8_000_000), {}],
		["gzip", gzipSync(Buffer.alloc(200_001)), GZIP],
		["a bomb", gzipSync(Buffer.alloc(100_000_000)), GZIP],
	])("is refused from there on: %s", async (_, body, headers) => {
		const home = await serveLengths();
		const answer = await post(home, body, headers);
		expect(answer.json).toMatchObject({ code: "body_too_large" });
		expect(Buffer.concat(home.seen).length).toBeLessThanOrEqual(200_000);
	});

	test.each([
		["nothing", Buffer.alloc(0), 0],
		["gzip of nothing", gzipSync(""), 0],
	])("may be empty: %s", async (_, body, length) => {
		const home = await serveLengths();
		expect((await post(home, body, GZIP)).json).toMatchObject({ length });
	});

	test.each([
		["no gzip", Buffer.from("plain")],
		["gzip before text", Buffer.concat([gzipSync("x"), Buffer.from("{}")])],
		["gzip without its end", gzipSync(Buffer.alloc(99, "ab")).subarray(0, -9)],
		[
			"gzip with a wrong sum",
			gzipSync("some text").map((byte, at, all) =>
				at === all.length - 6 ? byte ^ 1 : byte,
			),
		],
	])("is refused if it is not what it says: %s", async (_, body) => {
		const home = await serveLengths();
		const { json } = await post(home, Buffer.from(body), GZIP);
		expect(json).toMatchObject({ code: "invalid_request" });
	});

	test("is refused by an encoding that is not known", async () => {
		const home = await serveLengths();
		const headers = { "content-encoding": "br" };
		expect((await post(home, Buffer.from("x"), headers)).json).toMatchObject({
			code: "unsupported_media_type",
		});
	});

	test("comes as it is sent, and in any time as long as it comes", async () => {
		const home = await serveLengths({ ...BOUNDS, maxIdleMs: 2_000 });
		const sent = open(home.url);
		const answered = once(sent, "response");
		for (let turn = 1; turn <= 5; turn++) {
			sent.write("piece");
			while (Buffer.concat(home.seen).length < 5 * turn)
				await new Promise((resolve) => setTimeout(resolve, 5));
		}
		sent.end();
		await answered;
	});

	test.each([{}, GZIP])(
		"is given up when nothing comes: %j",
		async (headers) => {
			const home = await serveLengths({ ...BOUNDS, maxIdleMs: 50 });
			const sent = open(home.url, headers);
			sent.write(gzipSync("x").subarray(0, 5));
			const [response] = await once(sent, "response");
			let text = "";
			for await (const chunk of response) text += chunk;
			expect(JSON.parse(text)).toMatchObject({ code: "request_timeout" });
			sent.destroy();
		},
	);

	test.each([{}, GZIP])(
		"that is cut off is not taken for whole: %j",
		async (headers) => {
			let ended: unknown;
			const home = await listen(async (incoming) => {
				const body = streamBody(incoming as Request, BOUNDS);
				if (body.kind === "problem") throw new Error(body.detail);
				try {
					for await (const _ of body.value);
					ended = "whole";
				} catch (error) {
					ended = error;
				}
			});
			const sent = open(home.url, headers);
			sent.write(gzipSync("x").subarray(0, 5));
			await new Promise((resolve) => setTimeout(resolve, 50));
			sent.destroy();
			while (ended === undefined)
				await new Promise((resolve) => setTimeout(resolve, 5));
			expect(ended).toBeInstanceOf(BodyError);
		},
	);

	test("that is refused holds its connection no longer than its sender needs", async () => {
		const home = await serveLengths({ ...BOUNDS, maxIdleMs: 50 });
		const sent = open(home.url, GZIP);
		sent.write("no gzip at all");
		const [response] = await once(sent, "response");
		response.resume();
		await once(sent, "close");
	});

	test("that is refused may come to its end, and the next one be sent behind it", async () => {
		const home = await serveLengths();
		const agent = new Agent({ keepAlive: true, maxSockets: 1 });
		const statuses: (number | undefined)[] = [];
		for (const text of ["no gzip at all", gzipSync("gzip")]) {
			const sent = httpRequest(home.url, {
				method: "POST",
				agent,
				headers: GZIP,
			});
			sent.end(Buffer.concat([Buffer.from(text), Buffer.alloc(1_000_000)]));
			const [response] = await once(sent, "response");
			statuses.push(response.statusCode);
			response.resume();
			await once(response, "end");
		}
		agent.destroy();
		expect(statuses).toEqual([400, 200]);
	});

	test("that a runtime has read and unpacked is what that left", async () => {
		const rawBody = Buffer.from("unpacked");
		const home = await serveLengths(BOUNDS, (request) =>
			Object.assign(request, { rawBody }),
		);
		const { json } = await post(home, gzipSync("unpacked"), GZIP);
		expect(json).toMatchObject({ length: 8 });
	});
});

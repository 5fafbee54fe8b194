import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import express from "express";
import { emptyAnalytics, fakeAnalytics } from "../../testing/fake-analytics";
import { appOptions, type Call, listen, serve } from "../../testing/serve";
import { createApp } from "../app";
import {
	MAX_BODY_BYTES,
	MAX_BODY_MS,
	MAX_BYTES_UNDER_WAY,
	MAX_PACKED_BYTES,
} from "./body";

/** A JSON object of exactly so many bytes. */
function jsonOf(bytes: number): Buffer {
	return Buffer.from(`{"x":"${"a".repeat(bytes - 8)}"}`);
}

function json(body: Buffer | string, headers = {}): Call {
	const type = { "content-type": "application/json" };
	return { method: "POST", body, headers: { ...type, ...headers } };
}

const gzip = { "content-encoding": "gzip" };

/** As the Firebase runtime does it: it reads and unpacks, and leaves `rawBody`. */
async function serveBehindFrontEnd() {
	const { options } = appOptions();
	const frontEnd = express();
	frontEnd.use(
		express.raw({
			type: "*/*",
			limit: "32mb",
			verify: (request, _response, bytes) =>
				void Object.assign(request, { rawBody: bytes }),
		}),
	);
	frontEnd.use(createApp(options));
	return listen(frontEnd);
}

describe.each([
	["read from the stream", () => serve()],
	["read by a front end", serveBehindFrontEnd],
])("a body %s", (_, start) => {
	test.each([
		["plain", json(jsonOf(MAX_BODY_BYTES))],
		["gzip", json(gzipSync(jsonOf(MAX_BODY_BYTES)), gzip)],
		[
			"gzip that did not shrink it",
			json(gzipSync(jsonOf(MAX_BODY_BYTES), { level: 0 }), gzip),
		],
		["gzip in capitals", json(gzipSync("{}"), { "content-encoding": "GZip" })],
		["identity", json("{}", { "content-encoding": "identity" })],
		[
			"gzip in two members",
			json(Buffer.concat([gzipSync("{"), gzipSync("}")]), gzip),
		],
	])("may be as large as the bound: %s", async (_name, call) => {
		const home = await start();
		expect((await home.call("/logOperation", call)).status).toBe(200);
	});

	test.each([
		["plain", json(jsonOf(MAX_BODY_BYTES + 1))],
		["plain by far", json(jsonOf(8 * MAX_BODY_BYTES))],
		[
			"chunked",
			json(jsonOf(MAX_BODY_BYTES + 1), { "transfer-encoding": "chunked" }),
		],
		["gzip", json(gzipSync(jsonOf(MAX_BODY_BYTES + 1)), gzip)],
	])("is 413 from the next byte on: %s", async (_name, call) => {
		const home = await start();
		const refused = await home.call("/logOperation", call);
		expect(refused.status).toBe(413);
		expect(refused.json).toMatchObject({ code: "body_too_large", status: 413 });
	});

	test.each([
		["deflate", deflateSync("{}")],
		["x-gzip", gzipSync("{}")],
		["br", brotliCompressSync("{}")],
		["gzip, gzip", gzipSync(gzipSync("{}"))],
		["", "{}"],
	])("is 415 in the encoding %p", async (encoding, body) => {
		const home = await start();
		const call = json(body, { "content-encoding": encoding });
		const refused = await home.call("/logOperation", call);
		expect(refused.status).toBe(415);
		// A front end refuses in its own words what it does not know itself.
		if (refused.json !== undefined)
			expect(refused.json).toMatchObject({ code: "unsupported_media_type" });
	});

	test("is 400 when it is empty, or not there", async () => {
		const home = await start();
		for (const call of [json(""), json(gzipSync(""), gzip)]) {
			const refused = await home.call("/logOperation", call);
			expect(refused.status).toBe(400);
			expect(refused.json).toMatchObject({
				code: "invalid_request",
				detail: "The body is empty.",
			});
		}
	});
});

describe("packed bodies", () => {
	test("a bomb is refused while it unpacks", async () => {
		const home = await serve();
		// 1 GiB in 1 MB.
		const part = gzipSync(Buffer.alloc(2 ** 24), { level: 9 });
		const bomb = Buffer.concat(Array(64).fill(part));
		expect(bomb.length).toBeLessThan(MAX_BODY_BYTES);
		const before = process.memoryUsage.rss();
		const refused = await home.call("/logOperation", json(bomb, gzip));
		expect(refused.status).toBe(413);
		expect(process.memoryUsage.rss() - before).toBeLessThan(256 * 2 ** 20);
	});

	test("that unpack to nothing are bounded too", async () => {
		const home = await serve();
		const nothing = gzipSync("");
		const members = Math.ceil(MAX_PACKED_BYTES / nothing.length) + 1;
		const body = Buffer.concat(Array(members).fill(nothing));
		const refused = await home.call("/logOperation", json(body, gzip));
		expect(refused.status).toBe(413);
	});

	test.each([
		["not gzip", Buffer.from("{}")],
		["cut off", gzipSync(jsonOf(1_000)).subarray(0, 30)],
		[
			"damaged",
			Buffer.concat([gzipSync("{}").subarray(0, -4), Buffer.alloc(4)]),
		],
	])("that are %s are 400", async (_, body) => {
		const home = await serve();
		const refused = await home.call("/logOperation", json(body, gzip));
		expect(refused.status).toBe(400);
		expect(refused.json).toMatchObject({ code: "invalid_request" });
	});
});

describe("bad senders", () => {
	test("one that never stops is answered, and cut off", async () => {
		const home = await serve();
		const { port } = new URL(home.url);
		const socket = connect(Number(port), "127.0.0.1");
		socket.write(
			"POST /logOperation HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9999999999\r\n\r\n",
		);
		const chunk = Buffer.alloc(64 * 1024, "a");
		let answered = "";
		let sent = 0;
		socket.on("data", (data) => {
			answered += data.toString();
		});
		// Being cut off is an error to the sender.
		socket.on("error", () => undefined);
		await new Promise<void>((resolve) => {
			const send = () => {
				do sent += chunk.length;
				while (socket.write(chunk));
			};
			socket.on("drain", send).on("close", () => resolve());
			send();
		});
		expect(answered).toMatch(/^HTTP\/1.1 413 /);
		expect(sent).toBeLessThan(64 * MAX_BODY_BYTES);
	});

	test("one that goes away half-way harms nobody", async () => {
		const home = await serve();
		await new Promise<void>((resolve) => {
			const request = httpRequest(`${home.url}/logOperation`, {
				method: "POST",
				headers: { "content-type": "application/json", "content-length": "99" },
			});
			request.on("error", () => resolve());
			request.write('{"id":', () => setTimeout(() => request.destroy(), 50));
		});
		expect((await home.post("/logOperation", {})).status).toBe(200);
		expect(home.logs).toEqual([]);
	});

	describe("that send slowly", () => {
		beforeEach(() => {
			jest.useFakeTimers({
				doNotFake: ["nextTick", "setImmediate", "queueMicrotask", "Date"],
			});
		});
		afterEach(() => jest.useRealTimers());

		/** Sends the head and some bytes of a body, and answers with the connection's end. */
		async function begin(url: string, body: Buffer, claimedBytes: number) {
			const socket = connect(Number(new URL(url).port), "127.0.0.1");
			socket.on("error", () => undefined);
			const received: Buffer[] = [];
			socket.on("data", (data) => received.push(data));
			const closed = new Promise<string>((resolve) =>
				socket.on("close", () => resolve(Buffer.concat(received).toString())),
			);
			socket.write(
				`POST /logOperation HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${claimedBytes}\r\n\r\n`,
			);
			await new Promise((resolve) => socket.write(body, resolve));
			while (jest.getTimerCount() === 0)
				await new Promise((resolve) => setImmediate(resolve));
			return { closed, received };
		}

		test("are answered 408 at the bound, and cut off", async () => {
			const home = await serve();
			const { closed, received } = await begin(home.url, Buffer.from("{"), 99);
			jest.advanceTimersByTime(MAX_BODY_MS - 1);
			await new Promise((resolve) => setImmediate(resolve));
			expect(received).toEqual([]);
			jest.advanceTimersByTime(1);
			const answer = await closed;
			expect(answer).toMatch(/^HTTP\/1.1 408 /);
			expect(answer).toContain('"code":"request_timeout"');
			expect(answer).toMatch(/^content-type: application\/problem\+json/im);
		});

		test("are cut off at the bound after a 413 too", async () => {
			const home = await serve();
			const { closed, received } = await begin(
				home.url,
				jsonOf(MAX_BODY_BYTES + 1),
				2 * MAX_BODY_BYTES,
			);
			while (received.length === 0)
				await new Promise((resolve) => setImmediate(resolve));
			jest.advanceTimersByTime(MAX_BODY_MS);
			expect(await closed).toMatch(/^HTTP\/1.1 413 /);
		});

		test("leave no timer behind once their body is there", async () => {
			const home = await serve();
			const answered = home.post("/logOperation", {});
			expect((await answered).status).toBe(200);
			expect(jest.getTimerCount()).toBe(0);
		});
	});

	test("a caller without a key is refused before the body is read", async () => {
		const home = await serve({
			trustLoopback: false,
			analytics: fakeAnalytics({}),
		});
		const body = jsonOf(4 * MAX_BODY_BYTES);
		expect((await home.call("/logOperation", json(body))).status).toBe(401);
	});
});

describe("bodies of many requests at once", () => {
	test("are refused beyond what the process may hold, and taken again afterwards", async () => {
		const home = await serve();
		const port = Number(new URL(home.url).port);
		const head = `POST /logOperation HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${MAX_BODY_BYTES}\r\n\r\n`;
		const almost = Buffer.alloc(MAX_BODY_BYTES - 1, " ");
		const enough = MAX_BYTES_UNDER_WAY / MAX_BODY_BYTES + 8;
		const senders = Array.from({ length: enough }, () => {
			const socket = connect(port, "127.0.0.1");
			const answered = new Promise<string>((resolve) => {
				socket.once("data", (data) => resolve(data.toString()));
				socket.on("close", () => resolve(""));
			});
			socket.on("error", () => undefined);
			socket.write(head);
			socket.write(almost);
			return { socket, answered };
		});
		const first = await Promise.race(senders.map((each) => each.answered));
		expect(first).toMatch(/^HTTP\/1.1 503 /);
		expect(first).toMatch(/\r\nRetry-After: 5\r\n/);
		for (const { socket } of senders) socket.destroy();
		await Promise.all(senders.map((each) => each.answered));
		for (let round = 0; round < 5; round++)
			expect(
				(await home.call("/logOperation", json(jsonOf(MAX_BODY_BYTES)))).status,
			).toBe(200);
	});
});

test("a home that reads the body and keeps it to itself gets a 500, not a hang", async () => {
	const { options, logs } = appOptions({ analytics: emptyAnalytics() });
	const outer = express();
	outer.use(express.json(), createApp(options));
	const home = await listen(outer);
	expect((await home.post("/logOperation", {})).status).toBe(500);
	expect(String(logs[0]?.fields.error)).toContain("rawBody");
});

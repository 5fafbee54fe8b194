import type { RequestListener } from "node:http";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { type HttpServer, listen, MAX_CONNECTIONS } from "./http-server";
import { MAX_AWAITED, MAX_UNREAD_MS } from "./unread-answers";

describe("the HTTP server", () => {
	let server: HttpServer;
	const warnings: [string, object][] = [];
	const open = async (handler: RequestListener) => {
		server = await listen(handler, "127.0.0.1", 0, {
			warn: (...warning) => warnings.push(warning),
		});
	};
	beforeEach(() => warnings.splice(0));
	afterEach(() => server.close());

	/** Sends text, and returns what comes back until the server hangs up. */
	const send = (text: string) =>
		new Promise<string>((resolve) => {
			const socket = connect(server.address.port, "127.0.0.1");
			let answered = "";
			socket.setEncoding("latin1").on("data", (data: string) => {
				answered += data;
			});
			socket.on("error", () => undefined);
			socket.on("close", () => resolve(answered));
			socket.write(text, "latin1");
		});

	/** Answers with what the app was asked for, and hangs up. */
	const echo: RequestListener = (request, response) => {
		response.setHeader("Connection", "close");
		response.end(`asked for ${request.url}`);
	};

	it.each([
		["no HTTP", "hello\r\n\r\n"],
		["no Host", "GET / HTTP/1.1\r\n\r\n"],
		["too long a header", `GET / HTTP/1.1\r\nX: ${"x".repeat(20_000)}\r\n\r\n`],
		[
			"two lengths",
			"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
		],
		["two Hosts", "GET / HTTP/1.1\r\nHost: a\r\nX: y\r\nhOST: a\r\n\r\n"],
		["two Hosts in HTTP/1.0", "GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n"],
		["a target that is no URL", "GET http://?x HTTP/1.1\r\nHost: a\r\n\r\n"],
		["a fragment", "GET /#x HTTP/1.1\r\nHost: a\r\n\r\n"],
		["a target that is not ASCII", "GET /\u00a0 HTTP/1.1\r\nHost: a\r\n\r\n"],
	])("refuses %s by problem details, and hangs up", async (_, text) => {
		await open(echo);
		const answered = await send(text);
		expect(answered).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
		expect(answered).toMatch(/^content-type: application\/problem\+json\r$/im);
		const body = JSON.parse(answered.slice(answered.indexOf("\r\n\r\n")));
		expect(body).toMatchObject({ status: 400, code: "invalid_request" });
	});

	it.each([
		[
			"a whole URL",
			"GET http://localhost:80/x?y HTTP/1.1\r\nHost: localhost\r\n\r\n",
			"/x?y",
		],
		[
			"a URL without a path",
			"GET http://localhost?y HTTP/1.1\r\nHost: localhost\r\n\r\n",
			"/?y",
		],
		["no Host in HTTP/1.0", "GET /x HTTP/1.0\r\n\r\n", "/x"],
		[
			"an unknown expectation",
			"GET /x HTTP/1.1\r\nHost: a\r\nExpect: tea\r\n\r\n",
			"/x",
		],
	])("takes %s", async (_, text, url) => {
		await open(echo);
		expect(await send(text)).toContain(`asked for ${url}`);
	});

	it.each([
		["", ""],
		["with an expectation that nobody knows", "Expect: tea\r\n"],
	])(
		"does not answer a broken request in the place of one that is still under way %s",
		async (_, header) => {
			let handled = false;
			await open(async (_request, response) => {
				await sleep(100);
				handled = true;
				response.end();
			});
			// Whoever reads the 400 as the answer to their first request would not send it again.
			const first = `GET / HTTP/1.1\r\nHost: a\r\n${header}\r\n`;
			expect(await send(`${first}hello\r\n\r\n`)).toBe("");
			await sleep(150);
			expect(handled).toBe(true);
		},
	);

	it.each([
		[MAX_AWAITED, MAX_AWAITED],
		[MAX_AWAITED + 1, 0],
		[10 * MAX_AWAITED, 0],
	])("of %i requests in one packet it answers %i", async (sent, answered) => {
		let asked = 0;
		await open(async (_request, response) => {
			asked += 1;
			await sleep(10);
			response.end("answer ");
		});
		const requests = "GET / HTTP/1.1\r\nHost: a\r\n\r\n".repeat(sent - 1);
		const last = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
		const text = await send(requests + last);
		expect(text.match(/answer /g) ?? []).toHaveLength(answered);
		expect(asked).toBe(Math.min(sent, MAX_AWAITED));
	});

	it("lets a connection ask as often as it likes, some requests at a time", async () => {
		await open((_request, response) => response.end("answer "));
		const socket = await connected();
		let text = "";
		socket.on("data", (data) => {
			text += data.toString();
		});
		for (let round = 1; round <= 5; round++) {
			socket.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".repeat(MAX_AWAITED));
			while ((text.match(/answer /g) ?? []).length < round * MAX_AWAITED)
				await sleep(1);
		}
		socket.destroy();
	});

	/** Connects, and resolves when the connection is there. */
	const connected = () =>
		new Promise<Socket>((resolve) => {
			const socket = connect(server.address.port, "127.0.0.1", () =>
				resolve(socket),
			);
			socket.on("error", () => undefined);
		});

	it("takes no more connections than it says, and logs how many it refused", async () => {
		await open(echo);
		const sockets: Socket[] = [];
		for (let n = 0; n < MAX_CONNECTIONS; n++) sockets.push(await connected());
		const refused = await Promise.all(
			Array.from({ length: 50 }, () => send("GET / HTTP/1.0\r\n\r\n")),
		);
		expect(refused).toEqual(Array(50).fill(""));
		expect(warnings).toEqual([
			["too many connections", { refused: 1, MAX_CONNECTIONS }],
		]);
		const closed = new Promise((resolve) => sockets[0]?.on("close", resolve));
		sockets[0]?.end("GET /x HTTP/1.0\r\n\r\n").resume();
		await closed;
		expect(await send("GET /y HTTP/1.0\r\n\r\n")).toContain("asked for /y");
		for (const socket of sockets) socket.destroy();
	});

	describe("an answer that its reader does not take", () => {
		/** More than the kernel's buffers hold. */
		const LARGE = Buffer.alloc(32 * 1024 * 1024);
		beforeEach(() =>
			jest.useFakeTimers({ now: 0, doNotFake: [...REAL_BUT_INTERVALS] }),
		);
		afterEach(() => jest.useRealTimers());

		const ask = async (path: string) => {
			const socket = (await connected()).pause();
			socket.write(`GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`.repeat(2));
			return socket;
		};
		const isCutOff = (socket: Socket) =>
			new Promise<boolean>((resolve) => {
				let size = 0;
				socket.resume();
				socket.on("data", (data: Buffer) => {
					size += data.length;
					if (size >= LARGE.length) resolve(false);
				});
				socket.on("close", () => resolve(true));
			});

		it("is let go of, with the connection, after a time", async () => {
			await open((_request, response) => response.end(LARGE));
			const [early, late] = [await ask("/"), await ask("/")];
			await sleep(200);
			jest.advanceTimersByTime(MAX_UNREAD_MS - 1);
			expect(await isCutOff(early)).toBe(false);
			early.destroy();
			jest.advanceTimersByTime(10_000);
			expect(await isCutOff(late)).toBe(true);
		});

		it("is waited for while it is not complete, and so is what waits behind it", async () => {
			let finish: (() => void) | undefined;
			await open((_request, response) => {
				if (finish !== undefined) return response.end("second");
				response.write("begun");
				finish = () => response.end(LARGE);
			});
			const socket = await ask("/");
			await sleep(100);
			jest.advanceTimersByTime(10 * MAX_UNREAD_MS);
			finish?.();
			expect(await isCutOff(socket)).toBe(false);
			socket.destroy();
		});
	});
});

const REAL_BUT_INTERVALS = [
	"Date",
	"hrtime",
	"nextTick",
	"performance",
	"queueMicrotask",
	"setImmediate",
	"clearImmediate",
	"setTimeout",
	"clearTimeout",
] as const;

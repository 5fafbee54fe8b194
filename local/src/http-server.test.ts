import type { RequestListener } from "node:http";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { type HttpServer, listen } from "./http-server";

describe("the HTTP server", () => {
	let server: HttpServer;
	const open = async (handler: RequestListener) => {
		server = await listen(handler, "127.0.0.1", 0, () => undefined);
	};
	afterEach(() => server.close());

	/** Sends text, and answers what comes back until the server hangs up. */
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

	it("does not answer a broken request in the place of one that is still under way", async () => {
		let handled = false;
		await open(async (_request, response) => {
			await sleep(100);
			handled = true;
			response.end();
		});
		// Whoever reads the 400 as the answer to his first request would not send it again.
		expect(await send("GET / HTTP/1.1\r\nHost: a\r\n\r\nhello\r\n\r\n")).toBe(
			"",
		);
		await sleep(150);
		expect(handled).toBe(true);
	});
});

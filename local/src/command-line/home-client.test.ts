import { createServer, type Server } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { createHomeClient } from "./home-client";

describe("createHomeClient", () => {
	let server: Server;
	let url: string;
	let answer: {
		status: number;
		headers?: Record<string, string>;
		body: string;
	};
	const asked: unknown[] = [];
	beforeAll(async () => {
		server = createServer((request, response) => {
			const { method, url, headers } = request;
			asked.push({ method, url, authorization: headers.authorization });
			response.writeHead(answer.status, answer.headers);
			response.end(answer.body);
		});
		await new Promise<void>((resolve) =>
			server.listen(0, "127.0.0.1", resolve),
		);
		url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	});
	afterAll(() => server.close());

	const ask = (key?: string) =>
		createHomeClient(`${url}/below`, key).ask({
			method: "GET",
			path: "/api/v1/usage",
			query: { start: "2026-11-01", end: undefined, platform: "a&b" },
		});

	it("asks below its address, with its key", async () => {
		answer = { status: 200, body: '{"a":1}' };
		expect(await ask("key")).toEqual({ a: 1 });
		expect(asked.at(-1)).toEqual({
			method: "GET",
			url: "/below/api/v1/usage?start=2026-11-01&platform=a%26b",
			authorization: "Bearer key",
		});
		await ask();
		expect(asked.at(-1)).toHaveProperty("authorization", undefined);
	});

	const errors = [
		{ path: "minLength", message: "must not be over maxLength" },
		{ path: "end", message: "must be a day" },
	];
	const problem = (more: object) => JSON.stringify({ detail: "So.", ...more });

	it.each([
		[200, "<!doctype html>", "failed", "is no analytics home"],
		[
			400,
			problem({ errors }),
			"usage",
			"--min-length must not be over maxLength; --end must be a day",
		],
		[400, problem({}), "usage", ": So."],
		[401, problem({}), "refused", "asks for a key: So. Give it with --key"],
		[403, problem({}), "refused", "refuses: So."],
		[404, "Not found", "failed", "is no analytics home (404)"],
		[404, problem({}), "failed", ": So."],
		[
			308,
			"",
			"failed",
			"sends to https://other.example.org/: give the address",
		],
		[429, problem({}), "away", "cannot answer now: So."],
		[502, "<html>", "away", "cannot answer now: status 502"],
		[500, "null", "failed", "status 500"],
	])("tells %d %s as %s", async (status, body, kind, words) => {
		const headers = {
			"Retry-After": "7",
			Location: "https://other.example.org/",
		};
		answer = { status, headers, body };
		const error = await ask().catch((thrown: unknown) => thrown);
		expect(error).toMatchObject({ name: "HomeError", kind });
		expect((error as Error).message).toContain(words);
		expect(error).toHaveProperty(
			"retryAfterSeconds",
			kind === "away" ? 7 : undefined,
		);
	});

	it("says so where the address is of the other protocol", async () => {
		const tls = createHomeClient(url.replace("http:", "https:"), undefined);
		await expect(
			tls.ask({ method: "GET", path: "/api/v1/usage" }),
		).rejects.toThrow("it speaks no TLS there (is http:// meant?)");
		const strange = createTcpServer((socket) => {
			// What a TLS server answers to what is no TLS.
			socket.end(Buffer.from([0x15, 3, 3, 0, 2, 2, 70]));
		});
		await new Promise<void>((resolve) =>
			strange.listen(0, "127.0.0.1", resolve),
		);
		const { port } = strange.address() as AddressInfo;
		const plain = createHomeClient(`http://127.0.0.1:${port}`, undefined);
		await expect(
			plain.ask({ method: "GET", path: "/api/v1/usage" }),
		).rejects.toThrow("it speaks no HTTP there (is https:// meant?)");
		strange.close();
	});
});

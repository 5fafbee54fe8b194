import { mkdtempSync, rmSync } from "node:fs";
import {
	createServer,
	type IncomingMessage,
	type RequestListener,
	type Server,
} from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { WireEventInput } from "@ffmpeg-analytics/core";
import { type Home, openHome } from "../../../local/src/home.ts";
import { createLogger } from "../../../local/src/log.ts";
import { readHomeSettings } from "../../../local/src/settings.ts";
import { readyEvent } from "../../testing/ready-event.ts";
import { AnalyticsError } from "./analytics-error.ts";
import { createReportClient } from "./report-client.ts";

const NOW = Date.UTC(2026, 10, 22, 12);
const READER_KEY = "reader-key-0123456789";
const INGEST_KEY = "ingest-key-0123456789";
const USER = "ab".repeat(32);

const asError = (work: Promise<unknown>): Promise<AnalyticsError> =>
	work.then(
		() => {
			throw new Error("it should have rejected");
		},
		(error: unknown) => {
			expect(error).toBeInstanceOf(AnalyticsError);
			return error as AnalyticsError;
		},
	);

function clientOf(endpoint: string | undefined, key?: string, timeoutMs = 5e3) {
	return createReportClient({ endpoint, key, timeoutMs });
}

describe("createReportClient, asking a home", () => {
	let folder: string;
	let home: Home;
	/** Listens on every address, so that it wants keys of everybody. */
	let guarded: Home;
	beforeAll(async () => {
		folder = mkdtempSync(join(tmpdir(), "reports-"));
		home = await open("127.0.0.1", "open.sqlite");
		guarded = await open("0.0.0.0", "guarded.sqlite");
		await post("/logOperation", { events: chains() });
		await post("/api/v1/jobs/aggregate", {});
		await post("/api/v1/jobs/templates", {});
	});
	afterAll(async () => {
		await home.close();
		await guarded.close();
		rmSync(folder, { recursive: true });
	});

	function open(host: string, file: string): Promise<Home> {
		const now = () => NOW;
		return openHome(
			readHomeSettings(
				{ READER_KEYS: READER_KEY, INGEST_KEYS: INGEST_KEY },
				{ host, port: 0, file: join(folder, file) },
			),
			{
				clock: { now, sleep: () => new Promise(() => undefined) },
				log: createLogger(() => undefined, now),
				scheduled: false,
			},
		);
	}

	async function post(path: string, body: unknown): Promise<void> {
		const answer = await fetch(`${home.url}${path}`, {
			method: "POST",
			headers: { "Content-Type": "application/json" },
			body: JSON.stringify(body),
		});
		expect(answer.status).toBe(200);
	}

	/** Six chains of three, the last a minute ago. */
	function chains(): WireEventInput[] {
		return Array.from({ length: 6 }, (_, chain) =>
			["trim", "resize", "to_mp3"].map((type, step) => {
				const age = (6 - chain) * 3_600_000 - 3_540_000 - step;
				return readyEvent(`e-${chain}-${step}`, {
					timestamp: NOW - age,
					operation: { type },
					metrics: { processingTime: 1 },
				}).wire;
			}),
		).flat();
	}

	const guardedUrl = () => guarded.url.replace("0.0.0.0", "127.0.0.1");

	it("reads the usage of a range, told as dates or as texts", async () => {
		const client = clientOf(home.url);
		const usage = await client.usage(
			new Date("2026-11-22T00:00:00Z"),
			new Date("2026-11-23T00:00:00Z"),
		);
		expect(usage).toMatchObject({
			start: "2026-11-22",
			end: "2026-11-23",
			totalOperations: 18,
			uniqueUsers: 1,
			successRate: 1,
		});
		expect(await client.usage("2026-11-22", "2026-11-23")).toEqual(usage);
	});

	it("finds the sequence that told operations end in", async () => {
		const { pattern } = await clientOf(home.url).identify(
			USER,
			["probe", "trim", "resize", "to_mp3"],
			10,
		);
		expect(pattern).toMatchObject({
			pattern: "trim->resize->to_mp3",
			frequency: 6,
		});
	});

	it("finds the sequence that the user's own operations end in", async () => {
		const client = clientOf(home.url);
		const { pattern } = await client.identify(USER, undefined, 10);
		expect(pattern?.pattern).toBe("trim->resize->to_mp3");
		const stranger = await client.identify("cd".repeat(32), undefined, 10);
		expect(stranger).toEqual({ pattern: null });
	});

	it("reads the candidates of any thresholds", async () => {
		const client = clientOf(home.url);
		const found = await client.candidates(5, 0.8);
		expect(found.map(({ pattern }) => pattern)).toEqual([
			"trim->resize->to_mp3",
		]);
		expect(await client.candidates(7, 0.8)).toEqual([]);
	});

	it("takes the endpoint of events for that of reports", async () => {
		for (const endpoint of [
			`${home.url}/`,
			`${home.url}/logOperation`,
			`${home.url}/logOperation/#top`,
		])
			expect(await clientOf(endpoint).candidates(7, 0.8)).toEqual([]);
	});

	it("needs a reader's key where the home does, and says how to give one", async () => {
		const client = clientOf(guardedUrl(), READER_KEY);
		expect(await client.candidates(5, 0.8)).toEqual([]);
		const none = await asError(clientOf(guardedUrl()).candidates(5, 0.8));
		expect(none).toMatchObject({ code: "unauthenticated", status: 401 });
		expect(none.message).toMatch(/ANALYTICS_READER_KEY/);
		const bad = await asError(clientOf(guardedUrl(), "x").candidates(5, 0.8));
		expect(bad).toMatchObject({ code: "unauthenticated", status: 401 });
		expect(bad.message).toMatch(/is not a key of this home/);
		const wrongKind = clientOf(guardedUrl(), INGEST_KEY);
		const refused = await asError(wrongKind.candidates(5, 0.8));
		expect(refused).toMatchObject({ code: "forbidden", status: 403 });
		expect(refused.message).toMatch(/set ANALYTICS_READER_KEY/);
		expect(await wrongKind.identify(USER, ["trim"], 10)).toEqual({
			pattern: null,
		});
	});

	it("says which part of a question is wrong", async () => {
		const client = clientOf(home.url);
		for (const [work, named] of [
			[client.candidates(0, 0.8), "minFrequency: must be"],
			[client.candidates(5, 80), "minSuccessRate: must be"],
			[client.usage("yesterday", "2026-11-23"), "start: must be"],
			[client.identify(USER, [], 10), "operations: must hold at least one"],
			[client.identify(USER, ["trim"], 0), "timeframeMinutes: "],
		] as const) {
			const error = await asError(work);
			expect(error).toMatchObject({ code: "invalid_request", status: 400 });
			expect(error.message).toContain(named);
		}
	});
});

describe("createReportClient, asking what is no home or a broken one", () => {
	const servers: Server[] = [];
	afterEach(async () => {
		for (const server of servers.splice(0)) {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		}
	});

	async function serve(listener: RequestListener): Promise<string> {
		const server = createServer(listener);
		servers.push(server);
		await new Promise<void>((resolve) =>
			server.listen(0, "127.0.0.1", resolve),
		);
		return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	}

	it("refuses without an endpoint, and with one that is no URL", async () => {
		const none = await asError(clientOf(undefined).candidates(5, 0.8));
		expect(none).toMatchObject({ code: "no_endpoint", status: undefined });
		expect(none.message).toMatch(/FIREBASE_ENDPOINT/);
		for (const endpoint of ["analytics.example.org", "ftp://example.org"])
			expect(await asError(clientOf(endpoint).candidates(5, 1))).toMatchObject({
				code: "bad_endpoint",
			});
	});

	it("keeps the path and the query of its endpoint", async () => {
		const asked: (string | undefined)[] = [];
		const url = await serve(({ url }, response) => {
			asked.push(url);
			response.end('{"sequences":[]}');
		});
		await clientOf(`${url}/base/logOperation?token=x`).candidates(7, 0.8);
		const { pathname, searchParams } = new URL(asked[0] ?? "", url);
		expect(pathname).toBe("/base/api/v1/sequences");
		expect(Object.fromEntries(searchParams)).toMatchObject({
			token: "x",
			minFrequency: "7",
		});
	});

	it("refuses what is no date, before it asks anybody", async () => {
		const client = clientOf("http://127.0.0.1:1");
		const error = await asError(client.usage(new Date("x"), "2026-11-23"));
		expect(error).toMatchObject({ code: "invalid_argument" });
		for (const none of [undefined, null, 5])
			expect(
				await asError(client.usage(none as never, "2026-11-23")),
			).toMatchObject({ code: "invalid_argument" });
		expect(error.message).toBe("start is not a valid date");
	});

	it("says that nobody listens", async () => {
		const port = await freePort();
		const client = clientOf(`http://127.0.0.1:${port}`);
		const error = await asError(client.candidates(5, 0.8));
		expect(error).toMatchObject({ code: "network_error" });
		expect(error.message).toMatch(/ECONNREFUSED/);
	});

	it("says that a connection broke off", async () => {
		const url = await serve((_request, response) => {
			response.writeHead(200, { "Content-Length": "100" });
			response.write("{");
			response.flushHeaders();
			setImmediate(() => response.destroy());
		});
		expect(await asError(clientOf(url).candidates(5, 0.8))).toMatchObject({
			code: "network_error",
		});
	});

	it.each([
		["at all", () => undefined],
		[
			"to the end",
			((_request, response) => {
				response.writeHead(200);
				response.write("{");
			}) as RequestListener,
		],
	])("gives up on a home that does not answer %s", async (_what, listener) => {
		const client = clientOf(await serve(listener), undefined, 100);
		const error = await asError(client.candidates(5, 0.8));
		expect(error).toMatchObject({ code: "timeout" });
		expect(error.message).toMatch(/within 100 ms/);
	});

	it("reads an answer that was compressed on the way", async () => {
		const answered: IncomingMessage[] = [];
		const url = await serve((request, response) => {
			answered.push(request);
			response.writeHead(200, { "Content-Encoding": "gzip" });
			response.end(gzipSync('{"sequences":[]}'));
		});
		expect(await clientOf(url, "a-key").candidates(5, 0.8)).toEqual([]);
		expect(answered[0]?.headers).toMatchObject({
			authorization: "Bearer a-key",
			"accept-encoding": "gzip",
		});
	});

	it("follows pages to their end", async () => {
		const asked: (string | null)[] = [];
		const url = await serve((request, response) => {
			const token = new URL(request.url ?? "", url).searchParams.get(
				"pageToken",
			);
			asked.push(token);
			const pages: Record<string, unknown> = {
				first: { sequences: [{ pattern: "a->b" }], nextPageToken: "x+y/z" },
				"x+y/z": { sequences: [], nextPageToken: "last" },
				last: { sequences: [{ pattern: "b->c" }] },
			};
			response.end(JSON.stringify(pages[token ?? "first"]));
		});
		expect(await clientOf(url).candidates(5, 0.8)).toEqual([
			{ pattern: "a->b" },
			{ pattern: "b->c" },
		]);
		expect(asked).toEqual([null, "x+y/z", "last"]);
	});

	it("ends with a home that never ends its pages", async () => {
		let asked = 0;
		const url = await serve((_request, response) => {
			asked++;
			response.end('{"sequences":[],"nextPageToken":"x"}');
		});
		expect(await asError(clientOf(url).candidates(5, 0.8))).toMatchObject({
			code: "answer_too_large",
		});
		expect(asked).toBe(200);
	});

	it.each([
		["as it comes", (big: Buffer) => [big, {}] as const],
		[
			"once it is unpacked",
			(big: Buffer) => [gzipSync(big), { "Content-Encoding": "gzip" }] as const,
		],
	])("refuses an answer that is too large %s", async (_when, pack) => {
		const [body, headers] = pack(Buffer.alloc(33 * 1024 * 1024, " "));
		const url = await serve((_request, response) => {
			response.writeHead(200, headers);
			response.end(body);
		});
		const error = await asError(clientOf(url).candidates(5, 0.8));
		expect(error).toMatchObject({ code: "answer_too_large" });
	});

	it.each([
		["a page of a hotel", 200, "<html>"],
		["JSON of somebody else", 200, '{"hello":"world"}'],
		["a list", 200, "[]"],
		["an error page", 502, "<html>"],
		["an empty error", 500, ""],
		["errors of another form", 400, '{"errors":[null,1]}'],
	])("says that %s is no answer of a home", async (_what, status, body) => {
		const url = await serve((_request, response) => {
			response.writeHead(status);
			response.end(body);
		});
		const error = await asError(clientOf(url).candidates(5, 0.8));
		expect(error.code).toBe("unexpected_answer");
		expect(error.message).toMatch(/home/);
	});

	it("takes no key where a redirect leads", async () => {
		let elsewhere = 0;
		const other = await serve((_request, response) => {
			elsewhere++;
			response.end("{}");
		});
		const url = await serve((_request, response) => {
			response.writeHead(302, { Location: other });
			response.end();
		});
		const error = await asError(clientOf(url, "a-key").candidates(5, 0.8));
		expect(error).toMatchObject({ code: "unexpected_answer", status: 302 });
		expect(error.message).toMatch(/redirects are not followed/);
		expect(elsewhere).toBe(0);
	});
});

async function freePort(): Promise<number> {
	const server = createTcpServer();
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const { port } = server.address() as AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	return port;
}

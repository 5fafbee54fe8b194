import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import type { FunctionProcess } from "../../scripts/cold-start/function-process";
import {
	type Answered,
	type Deployment,
	deploy,
	INGEST_KEY,
	post,
	wireEvent,
} from "../testing/deployed-function";

const MEBIBYTE = 1024 * 1024;

/** Of the app, and what the answer may take on a busy machine. */
const MAX_BODY_MS = 30_000;
const PATIENCE_MS = 20_000;

/** What an instance may grow by over the largest request, ten times at once. */
const MAX_GROWTH_BYTES = 96 * MEBIBYTE;

jest.setTimeout(120_000);

/** The bundle on Google's own runtime, which parses bodies by itself wherever it is let. */
describe("bodies at a deployed function", () => {
	let deployment: Deployment;
	let logOperation: FunctionProcess;
	let slow: Promise<{ answer: string; ms: number }>;

	beforeAll(async () => {
		deployment = await deploy();
		logOperation = await deployment.start("logOperation");
		// It takes as long as all the others together.
		slow = dribble(logOperation.url);
	});
	afterAll(() => deployment.close());

	const send = (
		body: string | Buffer,
		headers: Readonly<Record<string, string>> = {},
	): Promise<Answered> =>
		post(
			logOperation.url,
			{
				"Content-Type": "application/json",
				Authorization: `Bearer ${INGEST_KEY}`,
				...headers,
			},
			body,
		);
	const gzip = { "Content-Encoding": "gzip" };
	const one = (id: string) => JSON.stringify(wireEvent(id));

	test.each([
		["plain", one("plain"), {}],
		["in gzip", gzipSync(one("gzip")), gzip],
		["in chunks", one("chunks"), { "Transfer-Encoding": "chunked" }],
		[
			"in gzip and in chunks",
			gzipSync(one("gzip-chunks")),
			{ ...gzip, "Transfer-Encoding": "chunked" },
		],
	])("an event is stored: %s", async (_, body, headers) => {
		expect(await send(body, headers)).toMatchObject({
			status: 200,
			body: { status: "stored" },
		});
	});

	test("a batch is stored", async () => {
		const events = Array.from({ length: 500 }, (_, index) =>
			wireEvent(`batch-${index}`),
		);
		const sentAt = new Date().toISOString();
		expect(
			await send(gzipSync(JSON.stringify({ sentAt, events })), gzip),
		).toMatchObject({ status: 200, body: { stored: 500, rejected: 0 } });
	});

	test.each<
		[string, number, string, string | Buffer, Readonly<Record<string, string>>]
	>([
		["empty", 400, "invalid_request", "", {}],
		["broken JSON", 400, "invalid_request", '{"id":', {}],
		["no JSON object", 400, "invalid_request", '"text"', {}],
		["not UTF-8", 400, "invalid_request", Buffer.from([0x22, 0xff, 0x22]), {}],
		["not gzip", 400, "invalid_request", "{}", gzip],
		[
			"gzip cut off",
			400,
			"invalid_request",
			gzipSync("{}").subarray(0, 9),
			gzip,
		],
		["gzip of broken JSON", 400, "invalid_request", gzipSync("{"), gzip],
		[
			"of an unknown charset",
			415,
			"unsupported_media_type",
			"{}",
			{ "Content-Type": "application/json; charset=klingon" },
		],
		[
			"text",
			415,
			"unsupported_media_type",
			"{}",
			{ "Content-Type": "text/plain" },
		],
		[
			"a form",
			415,
			"unsupported_media_type",
			"a[b]=c",
			{ "Content-Type": "application/x-www-form-urlencoded" },
		],
		[
			"in Brotli",
			415,
			"unsupported_media_type",
			brotliCompressSync("{}"),
			{ "Content-Encoding": "br" },
		],
		[
			"deflated",
			415,
			"unsupported_media_type",
			deflateSync("{}"),
			{ "Content-Encoding": "deflate" },
		],
		["2 MiB", 413, "body_too_large", `{"x":"${"a".repeat(2 * MEBIBYTE)}"}`, {}],
		[
			"2 MiB in chunks",
			413,
			"body_too_large",
			`{"x":"${"a".repeat(2 * MEBIBYTE)}"}`,
			{ "Transfer-Encoding": "chunked" },
		],
	])(
		"a body that is %s is %i %s, in problem details",
		async (_, status, code, body, headers) => {
			expect(await send(body, headers)).toMatchObject({
				status,
				headers: { "content-type": "application/problem+json" },
				body: { status, code },
			});
		},
	);

	test.each([
		["from a host", 413, { Authorization: `Bearer ${INGEST_KEY}` }],
		["from nobody", 401, {}],
	])(
		"gzip bombs %s are refused, and memory stays flat",
		async (_, status, credentials) => {
			// 1 GiB in 1 MB.
			const part = gzipSync(Buffer.alloc(16 * MEBIBYTE), { level: 9 });
			const bomb = Buffer.concat(Array<Buffer>(64).fill(part));
			expect(bomb.length).toBeLessThan(MEBIBYTE);
			await send("{}");
			const before = peakMemory(logOperation.pid);
			const answers = await Promise.all(
				Array.from({ length: 10 }, () =>
					post(
						logOperation.url,
						{ "Content-Type": "application/json", ...gzip, ...credentials },
						bomb,
					),
				),
			);
			for (const answer of answers)
				expect(answer).toMatchObject({ status, body: { status } });
			expect(peakMemory(logOperation.pid) - before).toBeLessThan(
				MAX_GROWTH_BYTES,
			);
		},
	);

	test("senders that go away half-way harm nobody", async () => {
		await Promise.all(
			Array.from({ length: 20 }, () => goAway(logOperation.url)),
		);
		expect(await send(one("after"))).toMatchObject({ status: 200 });
		expect(logOperation.output()).not.toMatch(/"severity":"ERROR"/);
	});

	test("the other function reads its bodies itself too", async () => {
		const api = await deployment.start("api", {
			environment: { ADMIN_KEYS: INGEST_KEY },
		});
		const run = (body: string) =>
			post(
				`${api.url}/v1/jobs/purge`,
				{
					"Content-Type": "application/json",
					Authorization: `Bearer ${INGEST_KEY}`,
				},
				body,
			);
		expect(await run('{"id":')).toMatchObject({
			status: 400,
			headers: { "content-type": "application/problem+json" },
		});
		expect(await run("{}")).toMatchObject({ status: 200 });
	});

	test.each(["/%zz", "/%", "/a/%C3%28?b=%zz"])(
		"a path that cannot be decoded is answered by the app: %s",
		async (path) => {
			const answered = await post(`${logOperation.url}${path}`, {}, "");
			expect(answered).toMatchObject({
				status: 404,
				headers: { "content-type": "application/problem+json" },
				body: { code: "not_found" },
			});
			expect(answered.headers).toHaveProperty("ratelimit");
			expect(logOperation.output()).not.toContain("URIError");
		},
	);

	test("a scheduled function runs, whatever body it is sent", async () => {
		const purge = await deployment.start("purgeExpired");
		const json = { "Content-Type": "application/json" };
		expect(await post(purge.url, json, "{}")).toMatchObject({ status: 200 });
	});

	test("a body that dribbles in is answered 408, and cut off", async () => {
		const { answer, ms } = await slow;
		expect(answer).toMatch(/^HTTP\/1.1 408 /);
		expect(answer).toContain('"code":"request_timeout"');
		expect(ms).toBeGreaterThan(MAX_BODY_MS - 1_000);
		expect(ms).toBeLessThan(MAX_BODY_MS + PATIENCE_MS);
	});
});

/** The most that the process has ever had in memory, bytes; as Linux keeps it. */
function peakMemory(pid: number): number {
	const status = readFileSync(`/proc/${pid}/status`, "utf8");
	return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1]) * 1024;
}

function head(length: number): string {
	return [
		"POST / HTTP/1.1",
		"Host: localhost",
		"Content-Type: application/json",
		`Authorization: Bearer ${INGEST_KEY}`,
		`Content-Length: ${length}`,
		"\r\n",
	].join("\r\n");
}

function open(url: string) {
	const socket = connect(Number(new URL(url).port), "127.0.0.1");
	// Being cut off is an error to the sender.
	socket.on("error", () => undefined);
	return socket;
}

/** Sends a byte a second, until it is cut off. */
function dribble(url: string): Promise<{ answer: string; ms: number }> {
	const start = performance.now();
	const socket = open(url);
	socket.write(head(9_999));
	const drops = setInterval(() => socket.write(" "), 1_000);
	let answer = "";
	socket.on("data", (data) => {
		answer += data.toString();
	});
	return new Promise((resolve) =>
		socket.on("close", () => {
			clearInterval(drops);
			resolve({ answer, ms: performance.now() - start });
		}),
	);
}

/** Sends a part of a body and hangs up. */
function goAway(url: string): Promise<void> {
	const socket = open(url);
	socket.write(`${head(99)}{"id":`, () =>
		setTimeout(() => socket.destroy(), 20),
	);
	return new Promise((resolve) => socket.on("close", () => resolve()));
}

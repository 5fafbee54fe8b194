import { once } from "node:events";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { gzipSync } from "node:zlib";
import {
	type ImportVerdict,
	type RejectionCode,
	StoreUnavailableError,
} from "@ffmpeg-analytics/core";
import { fakeAnalytics } from "../../testing/fake-analytics";
import { OPEN_ACCESS, serve } from "../../testing/serve";

const PATH = "/api/v1/import";
const TYPE = { "content-type": "application/x-ndjson" };

type Batch = readonly unknown[];

/** Says of each event what it says of itself: `{"is":"duplicate"}`. */
function verdictOf(event: unknown): ImportVerdict {
	const { id = "e", is = "stored" } = (event ?? {}) as {
		id?: string;
		is?: "stored" | "duplicate" | RejectionCode;
	};
	return is === "stored" || is === "duplicate"
		? { status: is, id }
		: {
				status: "rejected",
				id,
				code: is,
				errors: [{ path: "id", message: is }],
			};
}

async function serveImport(
	importEvents = async (events: Batch) => events.map(verdictOf),
) {
	const batches: Batch[] = [];
	const home = await serve({
		access: { ...OPEN_ACCESS, rateLimitEventsPerMinute: 1 },
		analytics: fakeAnalytics({
			importEvents: (events) => {
				batches.push(events);
				return importEvents(events);
			},
		}),
	});
	const send = (body: string | Buffer, headers = {}) =>
		home.call(PATH, { method: "POST", body, headers: { ...TYPE, ...headers } });
	return { ...home, batches, send };
}

const NO_REJECTIONS = {
	invalid_event: 0,
	too_old: 0,
	erased: 0,
	id_conflict: 0,
};

describe("an import", () => {
	test("counts what became of its lines, and names the bad ones by number", async () => {
		const home = await serveImport();
		const answer = await home.send(
			[
				'{"is":"stored"}',
				"",
				'\ufeff{"is":"duplicate"}\r',
				"{",
				'{"is":"too_old","id":"old"}',
				"  ",
				"null",
				`"${"x".repeat(128 * 1024)}"`,
				'{"is":"erased"}',
				'{"is":"stored"}',
				'{"is":"id_conflict","id":"last"}',
			].join("\n"),
		);
		expect(answer.status).toBe(200);
		const wrong = (line: number, message: unknown) => ({
			line,
			id: null,
			code: "invalid_event",
			errors: [{ path: "", message }],
		});
		const rejected = (line: number, id: string, code: string) => ({
			line,
			id,
			code,
			errors: [{ path: "id", message: code }],
		});
		expect(answer.json).toEqual({
			stored: 3,
			duplicates: 1,
			rejected: 5,
			rejections: { invalid_event: 2, too_old: 1, erased: 1, id_conflict: 1 },
			errors: [
				wrong(4, expect.stringContaining("JSON")),
				rejected(5, "old", "too_old"),
				wrong(8, "must have at most 131072 bytes"),
				rejected(9, "e", "erased"),
				rejected(11, "last", "id_conflict"),
			],
		});
		expect(home.batches).toHaveLength(1);
	});

	test.each([
		["plain", (text: string) => Buffer.from(text), {}],
		["gzip", gzipSync, { "content-encoding": "gzip" }],
	])("may be much larger than other bodies: %s", async (_, pack, headers) => {
		const home = await serveImport();
		const line = `{"x":"${"x".repeat(1_000)}"}\n`;
		const answer = await home.send(pack(line.repeat(8_001)), headers);
		expect(answer.json).toEqual({
			stored: 8_001,
			duplicates: 0,
			rejected: 0,
			rejections: NO_REJECTIONS,
			errors: [],
		});
		expect(Math.max(...home.batches.map(({ length }) => length))).toBe(500);
	});

	test("of nothing is nothing", async () => {
		const home = await serveImport();
		for (const body of ["", "\n\n"])
			expect((await home.send(body)).json).toMatchObject({ stored: 0 });
		expect(home.batches).toEqual([]);
	});

	test("stores what has come before the rest comes", async () => {
		const home = await serveImport();
		const sent = httpRequest(home.url + PATH, {
			method: "POST",
			agent: false,
			headers: TYPE,
		});
		sent.write('{"n":1}\n'.repeat(501));
		while (home.batches.length === 0)
			await new Promise((resolve) => setTimeout(resolve, 5));
		expect(home.batches[0]).toHaveLength(500);
		sent.end('{"n":2}');
		const [response] = (await once(sent, "response")) as [IncomingMessage];
		expect(response.statusCode).toBe(200);
		response.resume();
		expect(home.batches[1]).toEqual([{ n: 1 }, { n: 2 }]);
	});

	test("names so many bad lines and no more, but counts them all", async () => {
		const home = await serveImport();
		const answer = await home.send("x\n".repeat(1_501));
		const { rejected, errors } = answer.json as {
			rejected: number;
			errors: { line: number }[];
		};
		expect(rejected).toBe(1_501);
		expect(errors).toHaveLength(1_000);
		expect(errors.at(-1)?.line).toBe(1_000);
	});

	test("tells few of very many wrong fields", async () => {
		const errors = Array.from({ length: 50 }, (_, n) => ({
			path: `f${n}`,
			message: "is wrong",
		}));
		const home = await serveImport(async (events) =>
			events.map(() => ({
				status: "rejected",
				id: "e",
				code: "invalid_event",
				errors,
			})),
		);
		const answer = await home.send("{}\n".repeat(100));
		const told = (answer.json as { errors: { errors: object[] }[] }).errors;
		expect(told.map((each) => each.errors.length)).toEqual([
			...Array(20).fill(50),
			...Array(80).fill(1),
		]);
	});

	test.each([
		["the store is away", new StoreUnavailableError(), 503],
		["there is a bug", new TypeError(), 500],
	])(
		"that fails half-way is answered, and its rest not looked at: %s",
		async (_, error, status) => {
			const home = await serveImport(async (events) => {
				if (home.batches.length > 1) throw error;
				return events.map(verdictOf);
			});
			const answer = await home.send(
				'{"x":"some more text"}\n'.repeat(100_000),
			);
			expect(answer.status).toBe(status);
			expect(home.batches).toHaveLength(2);
		},
	);

	test.each([
		["another type", "application/json", {}],
		["another charset", "application/x-ndjson; charset=utf-16", {}],
		["another encoding", TYPE["content-type"], { "content-encoding": "br" }],
	])("is refused in %s", async (_, type, headers) => {
		const home = await serveImport();
		const answer = await home.send("{}", { "content-type": type, ...headers });
		expect(answer.status).toBe(415);
		expect(home.batches).toEqual([]);
	});

	test("that is not gzip is refused, once what came is stored", async () => {
		const home = await serveImport();
		const packed = gzipSync('{"n":1}\n'.repeat(600), { level: 0 });
		const headers = { "content-encoding": "gzip" };
		const answer = await home.send(packed.subarray(0, -1), headers);
		expect(answer.json).toMatchObject({
			status: 400,
			code: "invalid_request",
			detail: expect.stringMatching(/gzip.* 500 lines, was taken/),
		});
		expect(home.batches.map(({ length }) => length)).toEqual([500]);
	});
});

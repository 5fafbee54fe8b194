import { deflateSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { HOME_KEYS } from "./home-process.ts";
import { requestBytes } from "./raw-http.ts";

type Headers = readonly (readonly [string, string])[];

/** How JSON text becomes the bytes of a body: mostly as it must, sometimes broken. */
export const encoding: fc.Arbitrary<(text: string) => Buffer> = fc.oneof(
	{ weight: 10, arbitrary: fc.constant((text: string) => Buffer.from(text)) },
	{
		weight: 4,
		arbitrary: fc.constantFrom<(text: string) => Buffer>(
			(text) => Buffer.from(`\ufeff${text}`),
			(text) => Buffer.from(`\ufeff\ufeff${text}`),
			(text) => Buffer.from(`\ufeff${text}`, "utf16le"),
			(text) => Buffer.from(`\ufeff${text}`, "utf16le").swap16(),
			(text) => Buffer.from(text.replaceAll("m", "é"), "latin1"),
			(text) => Buffer.from(` \t\r\n${text}\n `),
			(text) => Buffer.from(`${text}\u0000`),
			(text) => Buffer.from(text + text),
			(text) => Buffer.from(`[${text}]`),
			(text) => Buffer.from(JSON.stringify(text)),
			// An overlong slash, a surrogate in UTF-8, a byte that no UTF-8 has.
			(text) => spliced(text, [0xc0, 0xaf]),
			(text) => spliced(text, [0xed, 0xa0, 0x80]),
			(text) => spliced(text, [0xff]),
		),
	},
	{
		weight: 2,
		arbitrary: fc
			.double({ min: 0, max: 1, noNaN: true })
			.map((part) => (text: string) => {
				const bytes = Buffer.from(text);
				return bytes.subarray(0, Math.floor(bytes.length * part));
			}),
	},
	{
		weight: 2,
		arbitrary: fc
			.tuple(fc.nat(), fc.integer({ min: 1, max: 255 }))
			.map(([at, flip]) => (text: string) => {
				const bytes = Buffer.from(text);
				const index = at % Math.max(1, bytes.length);
				if (bytes.length > 0) bytes[index] = (bytes[index] ?? 0) ^ flip;
				return bytes;
			}),
	},
);

function spliced(text: string, bytes: number[]): Buffer {
	const source = Buffer.from(text);
	const half = source.length >> 1;
	return Buffer.concat([
		source.subarray(0, half),
		Buffer.from(bytes),
		source.subarray(half),
	]);
}

/** A request in pieces, and what its answer must have to do with its body. */
export interface Delivery {
	readonly pieces: readonly Buffer[];
	/** `read`: as the body deserves; `refused`: a 4xx and nothing stored; `either` of them. */
	readonly outcome: "read" | "refused" | "either";
}

/** How a body is sent, in one request that is well-formed as HTTP. */
export type Deliver = (body: Buffer) => Delivery;

const HOST: Headers = [["Host", "localhost"]];
const JSON_TYPE: Headers = [["Content-Type", "application/json"]];

function post(
	body: Buffer,
	headers: Headers,
	outcome: Delivery["outcome"] = "read",
): Delivery {
	const length = ["Content-Length", String(body.length)] as const;
	const bytes = requestBytes(
		"POST",
		"/logOperation",
		[...HOST, ...headers, length],
		body,
	);
	return { pieces: [bytes], outcome };
}

/** Headers that change nothing. */
const harmlessHeaders: fc.Arbitrary<Headers> = fc.constantFrom<Headers>(
	[],
	[["Expect", "100-continue"]],
	[["Expect", "the-unexpected"]],
	[["Origin", "http://localhost"]],
	[["Origin", "https://app.example"]],
	[["Authorization", `Bearer ${HOME_KEYS.ingest}`]],
	[["Authorization", "Basic \u00ff\u00fe"]],
	[["Accept-Encoding", "br"]],
	[["Accept", "text/html;q=0.1, */*;q=0"]],
	[["Connection", "keep-alive, x-thing"]],
	[
		["Upgrade", "websocket"],
		["Connection", "Upgrade"],
	],
	[["X-HTTP-Method-Override", "DELETE"]],
	[["Cookie", `a=${"b".repeat(8_000)}`]],
	[
		["__proto__", "x"],
		["constructor", "y"],
	],
	Array.from({ length: 100 }, (_, index) => [`X-H-${index}`, "v"] as const),
);

const contentType: fc.Arbitrary<Headers> = fc.constantFrom<Headers>(
	JSON_TYPE,
	[["content-type", "Application/JSON"]],
	[["Content-Type", "application/json; charset=utf-8"]],
	[["Content-Type", 'application/json;charset="UTF-8"']],
	[["CONTENT-TYPE", " application/json ; charset=utf-8 "]],
);

const refusedHeaders: fc.Arbitrary<Headers> = fc.constantFrom<Headers>(
	[],
	[["Content-Type", ""]],
	[["Content-Type", "text/plain"]],
	[["Content-Type", "application/json; charset=utf-16"]],
	[["Content-Type", "application/json; charset=latin1"]],
	[
		["Content-Type", "application/json; charset"],
		["Content-Encoding", "br"],
	],
	[["Content-Type", "multipart/form-data; boundary=x"]],
	[["Content-Type", "\u00ff/\u00fe"]],
	[["Content-Type", `application/${"x".repeat(9_000)}`]],
	[...JSON_TYPE, ["Content-Encoding", "deflate"]],
	[...JSON_TYPE, ["Content-Encoding", "br"]],
	[...JSON_TYPE, ["Content-Encoding", "gzip, gzip"]],
	[...JSON_TYPE, ["Content-Encoding", "gzip"], ["Content-Encoding", "gzip"]],
	[...JSON_TYPE, ["Content-Encoding", "__proto__"]],
	[...JSON_TYPE, ["Origin", "https://evil.example"]],
	[...JSON_TYPE, ["Origin", "null"]],
	[...JSON_TYPE, ["Origin", "http://localhost:1"]],
	[...JSON_TYPE, ["X-Forwarded-For", "127.0.0.1"]],
	[
		...JSON_TYPE,
		["Via", "1.1 x"],
		["Authorization", "Bearer wrong-key-000000"],
	],
	[
		...JSON_TYPE,
		["Forwarded", "for=_"],
		["Authorization", `bearer ${HOME_KEYS.read}`],
	],
	[
		...JSON_TYPE,
		["X-Real-IP", "::1"],
		["Authorization", `Bearer ${"k".repeat(12_000)}`],
	],
	[...JSON_TYPE, ["X-Real-IP", "\u00ff"], ["Authorization", "Bearer "]],
);

const GZIP: Headers = [...JSON_TYPE, ["Content-Encoding", "gzip"]];

const gzipped: fc.Arbitrary<Deliver> = fc.constantFrom<Deliver>(
	(body) => post(gzipSync(body), GZIP),
	(body) =>
		post(gzipSync(body, { level: 9 }), [
			...JSON_TYPE,
			["Content-Encoding", " GZip "],
		]),
	// Packed it is larger than unpacked, which is what counts.
	(body) => post(gzipSync(body, { level: 0 }), GZIP),
	(body) => {
		const half = body.length >> 1;
		const members = [body.subarray(0, half), body.subarray(half)];
		return post(Buffer.concat(members.map((part) => gzipSync(part))), GZIP);
	},
	// Padding behind the last member is allowed by gzip's own tool.
	(body) =>
		post(Buffer.concat([gzipSync(body), Buffer.alloc(512)]), GZIP, "either"),
	(body) =>
		post(Buffer.concat([gzipSync(body), Buffer.from("x")]), GZIP, "either"),
	(body) => post(gzipSync(gzipSync(body)), GZIP, "refused"),
	(body) => post(gzipSync(body).subarray(0, -9), GZIP, "refused"),
	(body) => post(gzipSync(body).subarray(0, 12), GZIP, "refused"),
	(body) => post(deflateSync(body), GZIP, "refused"),
	(body) => post(body, GZIP, "refused"),
	(body) => post(gzipSync(body), JSON_TYPE, "refused"),
	(body) => {
		const packed = gzipSync(body);
		const checksum = packed.length - 8;
		packed.writeUInt8(packed.readUInt8(checksum) ^ 1, checksum);
		return post(packed, GZIP, "refused");
	},
	() => post(BOMB, GZIP, "refused"),
	() => post(Buffer.concat([BOMB, BOMB, Buffer.alloc(100)]), GZIP, "refused"),
);

/** 64 MiB in 64 KB. */
const BOMB = gzipSync(Buffer.alloc(64 * 1024 * 1024, " "), { level: 9 });

/** In chunks of the sizes in turn, each a packet of its own up to a bound. */
const chunked: fc.Arbitrary<Deliver> = fc
	.tuple(
		fc.array(fc.integer({ min: 1, max: 3_000 }), {
			minLength: 1,
			maxLength: 4,
		}),
		fc.constantFrom("", ";x=y", ';x="a b"'),
		fc.constantFrom("", "X-Trailer: 1\r\n"),
	)
	.map(([sizes, extension, trailer]) => (body) => {
		const frames: Buffer[] = [];
		for (let at = 0, turn = 0; at < body.length; turn++) {
			const part = body.subarray(at, at + (sizes[turn % sizes.length] ?? 1));
			at += part.length;
			frames.push(
				Buffer.concat([
					Buffer.from(`${part.length.toString(16)}${extension}\r\n`),
					part,
					Buffer.from("\r\n"),
				]),
			);
		}
		frames.push(Buffer.from(`0\r\n${trailer}\r\n`));
		const head = requestBytes("POST", "/logOperation", [
			...HOST,
			...JSON_TYPE,
			["Transfer-Encoding", "chunked"],
		]);
		return { pieces: [head, ...packets(frames, 12)], outcome: "read" as const };
	});

/** At most so many packets, so that slowness stays within a test's time. */
function packets(frames: readonly Buffer[], most: number): Buffer[] {
	const each = Math.ceil(frames.length / most);
	const joined: Buffer[] = [];
	for (let at = 0; at < frames.length; at += each)
		joined.push(Buffer.concat(frames.slice(at, at + each)));
	return joined;
}

/** A request cut into packets at any places, its head too. */
const cut: fc.Arbitrary<Deliver> = fc
	.array(fc.double({ min: 0, max: 1, noNaN: true }), {
		minLength: 1,
		maxLength: 6,
	})
	.map((places) => (body) => {
		const { pieces } = post(body, JSON_TYPE);
		const whole = Buffer.concat(pieces);
		const at = places
			.map((part) => Math.floor(part * whole.length))
			.sort((a, b) => a - b);
		const ends = [...at, whole.length];
		return {
			pieces: ends.map((end, index) => whole.subarray(at[index - 1] ?? 0, end)),
			outcome: "read" as const,
		};
	});

/** Every way to send a body. */
export const delivery: fc.Arbitrary<Deliver> = fc.oneof(
	{
		weight: 8,
		arbitrary: fc.tuple(contentType, harmlessHeaders).map(
			([type, more]) =>
				(body: Buffer) =>
					post(body, [...type, ...more]),
		),
	},
	{ weight: 4, arbitrary: gzipped },
	{ weight: 3, arbitrary: chunked },
	{ weight: 2, arbitrary: cut },
	{
		weight: 2,
		arbitrary: refusedHeaders.map(
			(headers) => (body: Buffer) => post(body, headers, "refused"),
		),
	},
);

/** A plain request, as one piece. */
export function plainPost(body: Buffer): Buffer {
	return Buffer.concat(post(body, JSON_TYPE).pieces);
}

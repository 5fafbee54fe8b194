import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { Request } from "express";
import {
	invalidRequest,
	type Problem,
	problem,
	unavailable,
} from "../problems";
import { ok, type Result } from "../reply";

/** The largest body, bytes: as it comes in and unpacked alike. */
export const MAX_BODY_BYTES = 1024 * 1024;

/** The largest packed body, bytes: what does not shrink grows by a few bytes a block. */
export const MAX_PACKED_BYTES = MAX_BODY_BYTES + 64 * 1024;

/**
 * Bodies of all requests that are coming in, bytes of this process: senders who never come to an end
 * could otherwise fill the memory, a MiB each.
 */
export const MAX_BYTES_UNDER_WAY = 128 * 1024 * 1024;

/** How long a body may take to come in, from when it is asked for: 35 KiB/s are enough. */
export const MAX_BODY_MS = 30_000;

/**
 * Reads the request's body, unpacked. Holds at most the bound in memory, packed and unpacked: a
 * bomb is refused at the first byte over it. Where a runtime has read the body before the app (the
 * functions emulator does when functions are debugged), it is what that left in `rawBody`.
 */
export async function readBody(request: Request): Promise<Result<Buffer>> {
	const found = ENCODINGS.get(encodingOf(request));
	if (found === undefined) return unsupportedEncoding();
	const { rawBody } = request as { rawBody?: unknown };
	if (Buffer.isBuffer(rawBody))
		return rawBody.length > MAX_BODY_BYTES ? tooLarge() : ok(rawBody);
	const received = await receive(request, found.maxBytes);
	return received.kind === "problem" ? received : found.unpack(received.value);
}

/** By what the body is packed, in lower case; `identity` if it is not. */
export function encodingOf(request: Request): string {
	const encoding = request.headers["content-encoding"] ?? "identity";
	return encoding.trim().toLowerCase();
}

interface Encoding {
	/** Of what is sent. */
	readonly maxBytes: number;
	readonly unpack: (sent: Buffer) => Promise<Result<Buffer>>;
}

const ENCODINGS: ReadonlyMap<string, Encoding> = new Map([
	["identity", { maxBytes: MAX_BODY_BYTES, unpack: async (sent) => ok(sent) }],
	["gzip", { maxBytes: MAX_PACKED_BYTES, unpack: unpackGzip }],
]);

/** What a refused sender may go on sending before the connection is cut, bytes. */
export const MAX_DISCARDED_BYTES = 16 * MAX_BODY_BYTES;

let bytesUnderWay = 0;

/**
 * Collects what comes in. What is over the bound is thrown away as it comes, up to a second bound,
 * because a sender that is cut off while it sends never reads the answer. A sender that takes too
 * long is cut off, after an answer if it has got none.
 */
function receive(request: Request, maxBytes: number): Promise<Result<Buffer>> {
	if (request.readableEnded)
		throw new Error("the body was read before the app, and left no rawBody");
	return new Promise((resolve) => {
		const chunks: Buffer[] = [];
		let length = 0;
		let held = 0;
		let ended = false;
		const end = (result: Result<Buffer>) => {
			ended = true;
			chunks.length = 0;
			bytesUnderWay -= held;
			held = 0;
			resolve(result);
		};
		// Nobody is left to read this answer, but the request must come to its end.
		const cutOff = () => end(invalidRequest("The body was cut off."));
		if (request.destroyed) return cutOff();
		const deadline = setTimeout(() => {
			if (ended) request.destroy();
			else end(tooSlow());
		}, MAX_BODY_MS);
		// After an early answer the request may never say that its sender is gone.
		deadline.unref();
		request.on("data", (chunk: Buffer) => {
			length += chunk.length;
			if (ended) {
				if (length > MAX_DISCARDED_BYTES) request.destroy();
				return;
			}
			chunks.push(chunk);
			held += chunk.length;
			bytesUnderWay += chunk.length;
			if (length > maxBytes) end(tooLarge());
			else if (bytesUnderWay > MAX_BYTES_UNDER_WAY) end(tooMany());
		});
		request.on("end", () => {
			clearTimeout(deadline);
			end(ok(Buffer.concat(chunks)));
		});
		request.on("error", cutOff);
		request.on("close", () => {
			clearTimeout(deadline);
			cutOff();
		});
	});
}

async function unpackGzip(packed: Buffer): Promise<Result<Buffer>> {
	if (packed.length === 0) return ok(packed);
	try {
		return ok(await gunzipAsync(packed, { maxOutputLength: MAX_BODY_BYTES }));
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE"
			? tooLarge()
			: invalidRequest("The body is not gzip, as Content-Encoding says.");
	}
}

const gunzipAsync = promisify(gunzip);

function tooLarge(): Problem {
	return problem(
		"body_too_large",
		`The body has more than ${MAX_BODY_BYTES} bytes, unpacked.`,
	);
}

function tooMany(): Problem {
	return unavailable("Too many bodies are coming in. Send the request again.");
}

function tooSlow(): Problem {
	return problem(
		"request_timeout",
		`The body did not arrive within ${MAX_BODY_MS / 1_000} seconds.`,
		// Node then cuts the connection instead of waiting for the rest.
		{ headers: { Connection: "close" } },
	);
}

/** The problem of a body that is packed by anything else. */
export function unsupportedEncoding(): Problem {
	return problem(
		"unsupported_media_type",
		"The Content-Encoding must be gzip or absent.",
		// RFC 7694: names what would have been accepted.
		{ headers: { "Accept-Encoding": "gzip" } },
	);
}

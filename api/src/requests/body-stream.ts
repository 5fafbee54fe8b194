import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import type { Request } from "express";
import { invalidRequest, type Problem, problem } from "../problems";
import { ok, type Result } from "../reply";
import { encodingOf, MAX_DISCARDED_BYTES, unsupportedEncoding } from "./body";

/** What the reading of a long body is bounded by. */
export interface StreamBounds {
	/** Of the whole body, unpacked. */
	readonly maxBytes: number;
	/** How long nothing may come while more is asked for. */
	readonly maxIdleMs: number;
}

/** Some seven million events; what goes beyond a small part of it is a bomb. */
export const STREAM_BOUNDS: StreamBounds = {
	maxBytes: 4 * 1024 ** 3,
	maxIdleMs: 30_000,
};

/** A body that cannot be read to its end. What came before was read. */
export class BodyError extends Error {
	override readonly name = "BodyError";
	readonly problem: Problem;

	constructor(problem: Problem) {
		super(problem.detail);
		this.problem = problem;
	}
}

const longBodies = new WeakSet<object>();

/** Whether the request's body is read piece by piece, and so may take as long as it keeps coming. */
export function hasLongBody(request: object): boolean {
	return longBodies.has(request);
}

/**
 * The request's body in chunks, unpacked, and no faster than they are asked for. Memory holds a few of
 * them, whatever the body unpacks to. The iteration throws a {@link BodyError}.
 */
export function streamBody(
	request: Request,
	bounds: StreamBounds = STREAM_BOUNDS,
): Result<AsyncIterable<Buffer>> {
	const encoding = encodingOf(request);
	if (encoding !== "gzip" && encoding !== "identity")
		return unsupportedEncoding();
	longBodies.add(request);
	const { rawBody } = request as { rawBody?: unknown };
	// A runtime that has read the body has unpacked it too.
	if (Buffer.isBuffer(rawBody)) return ok(bounded([rawBody], bounds));
	const received = receive(request, bounds);
	const unpacked = encoding === "gzip" ? gunzip(received) : received;
	return ok(bounded(unpacked, bounds));
}

async function* receive(
	request: Request,
	{ maxIdleMs }: StreamBounds,
): AsyncGenerator<Buffer> {
	const chunks = request.iterator({ destroyOnReturn: false });
	try {
		for (;;) {
			const next = await inTime(chunks.next(), maxIdleMs);
			if (next.done === true) return;
			yield next.value as Buffer;
		}
	} catch (error) {
		if (error instanceof BodyError) throw error;
		// Nobody is left to read this answer.
		throw new BodyError(invalidRequest("The body was cut off."));
	} finally {
		// Not awaited: after a pause too long it would wait for the chunk that does not come.
		void chunks.return?.()?.then(() => discardRest(request, maxIdleMs));
	}
}

async function inTime<Value>(
	value: Promise<Value>,
	maxIdleMs: number,
): Promise<Value> {
	let deadline: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_, reject) => {
		deadline = setTimeout(
			() => reject(new BodyError(stalled(maxIdleMs))),
			maxIdleMs,
		);
	});
	try {
		return await Promise.race([value, late]);
	} finally {
		clearTimeout(deadline);
		// Of a connection that breaks later.
		value.catch(() => undefined);
	}
}

/** A sender that is cut off while it sends never reads its answer: it gets some more time and room. */
function discardRest(request: Request, maxMs: number): void {
	if (request.readableEnded) return;
	const deadline = setTimeout(() => request.destroy(), maxMs).unref();
	const end = () => clearTimeout(deadline);
	let length = 0;
	request.on("data", (chunk: Buffer) => {
		length += chunk.length;
		if (length > MAX_DISCARDED_BYTES) request.destroy();
	});
	request.on("end", end).on("close", end).resume();
	if (request.destroyed) end();
}

async function* gunzip(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
	const unpacked = createGunzip();
	let isEmpty = true;
	const noted = async function* () {
		for await (const chunk of packed) {
			isEmpty = false;
			yield chunk;
		}
	};
	const source = Readable.from(noted());
	// Whatever fails on the way fails the iteration below.
	pipeline(source, unpacked, () => undefined);
	try {
		yield* unpacked;
	} catch (error) {
		if (error instanceof BodyError) throw error;
		// Nothing at all is an empty body, as it is elsewhere.
		if (isEmpty) return;
		throw new BodyError(
			invalidRequest("The body is not gzip, as Content-Encoding says."),
		);
	} finally {
		// Zeros may follow, which gzip takes for padding, and reads no further.
		source.destroy();
	}
}

async function* bounded(
	chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
	{ maxBytes }: StreamBounds,
): AsyncGenerator<Buffer> {
	let length = 0;
	for await (const chunk of chunks) {
		length += chunk.length;
		if (length > maxBytes) throw new BodyError(tooLarge(maxBytes));
		yield chunk;
	}
}

function stalled(maxIdleMs: number): Problem {
	return problem(
		"request_timeout",
		`Nothing of the body came for ${maxIdleMs / 1_000} seconds.`,
		// Node then cuts the connection instead of waiting for the rest.
		{ headers: { Connection: "close" } },
	);
}

function tooLarge(maxBytes: number): Problem {
	return problem(
		"body_too_large",
		`The body has more than ${maxBytes} bytes, unpacked.`,
	);
}

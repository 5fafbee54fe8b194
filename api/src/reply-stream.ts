import type { Response } from "express";

/** An answer that is written as it comes to be: status 200, in chunks of text. */
export interface StreamReply {
	readonly kind: "stream";
	readonly type: string;
	/** Empty chunks write nothing, and let the writer see whether there is still a reader. */
	readonly chunks: AsyncIterable<string>;
}

/** A reader who takes nothing for so long is cut off. */
export const MAX_STALLED_MS = 60_000;

/**
 * Writes a stream no faster than it is read, and holds no more than one chunk beside what the kernel
 * does. Stops asking for chunks once the reader has gone.
 *
 * Rejects with what the chunks fail with. If that happens before the first one, nothing has been
 * written; otherwise the answer must be cut off, so that the reader cannot take it for a whole one.
 */
export async function sendStream(
	response: Response,
	{ type, chunks }: StreamReply,
	maxStalledMs: number = MAX_STALLED_MS,
): Promise<void> {
	const iterator = chunks[Symbol.asyncIterator]();
	try {
		// Of a HEAD, the head alone.
		const isHead = response.req.method === "HEAD";
		let next = isHead ? undefined : await iterator.next();
		response.statusCode = 200;
		response.setHeader("Content-Type", type);
		for (
			;
			next !== undefined && next.done !== true;
			next = await iterator.next()
		) {
			if (response.destroyed) return;
			const isTaken = next.value === "" || response.write(next.value);
			if (!isTaken) await drained(response, maxStalledMs);
		}
		response.end();
	} finally {
		await iterator.return?.();
	}
}

/** Resolves when the reader has taken what was written, or is gone. */
function drained(response: Response, maxStalledMs: number): Promise<void> {
	return new Promise((resolve) => {
		const deadline = setTimeout(() => response.destroy(), maxStalledMs);
		const end = () => {
			clearTimeout(deadline);
			response.off("drain", end).off("close", end);
			resolve();
		};
		response.on("drain", end).on("close", end);
		// It may have been closed before anybody listened.
		if (response.destroyed) end();
	});
}

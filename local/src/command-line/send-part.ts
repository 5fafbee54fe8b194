import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import {
	IMPORT_LINE_BYTES,
	type ImportAnswer,
	type Line,
	type LineBounds,
} from "@ffmpeg-analytics/api";
import type { Call, HomeClient } from "./home-client";
import { HomeError } from "./home-error";

/** Of a part of an import: Google takes 32 MiB in one request, and a repetition costs a part at most. */
export const PART_BOUNDS: LineBounds = {
	maxLineBytes: IMPORT_LINE_BYTES,
	maxLines: 10_000,
	maxBytes: 24 * 1024 ** 2,
};

/** How often a part is sent; what is in between doubles from a second, and is what the home says if it does. */
const MAX_ATTEMPTS = 6;
const MAX_WAIT_MS = 60_000;

/** How a part is sent. */
export interface PartSending {
	/** Whether it goes over a network, and is worth compressing. */
	readonly isRemote: boolean;
	/** Cuts it off. */
	readonly signal: AbortSignal;
	/** Whether a part has got through before: then it is worth waiting for the home to come back. */
	readonly wasThere: boolean;
}

/**
 * Sends a part of an import, again where the home cannot answer now; nothing is stored twice. Lines of
 * the answer are numbered as in `part`'s file.
 *
 * @throws {HomeError} if it does not get through
 */
export async function sendPart(
	home: HomeClient,
	part: readonly Line[],
	{ isRemote, signal, wasThere }: PartSending,
): Promise<ImportAnswer> {
	const text = textOf(part);
	const call: Call = {
		method: "POST",
		path: "/api/v1/import",
		headers: {
			"Content-Type": "application/x-ndjson",
			...(isRemote ? { "Content-Encoding": "gzip" } : {}),
		},
		body: isRemote ? await gzipped(text) : text,
		signal,
	};
	const offset = (part[0]?.number ?? 1) - 1;
	for (let attempt = 1; ; attempt++)
		try {
			const answer = await home.ask<ImportAnswer>(call);
			return {
				...answer,
				errors: answer.errors.map((error) => ({
					...error,
					line: error.line + offset,
				})),
			};
		} catch (error) {
			if (attempt === MAX_ATTEMPTS || !isWorthWaiting(error, wasThere))
				throw error;
			const { retryAfterSeconds = 2 ** (attempt - 1) } = error;
			const waitMs = Math.min(MAX_WAIT_MS, retryAfterSeconds * 1_000);
			await delay(waitMs, undefined, { signal });
		}
}

/** An address at which nobody ever answered is rather wrong. */
function isWorthWaiting(error: unknown, wasThere: boolean): error is HomeError {
	return (
		error instanceof HomeError &&
		error.kind === "away" &&
		(wasThere || error.retryAfterSeconds !== undefined)
	);
}

const gzipped = promisify(gzip);

/** A line that is too long goes as one that is no event: it is rejected, and the numbers stay. */
function textOf(part: readonly Line[]): Buffer {
	return Buffer.concat(
		part.flatMap(({ bytes }) => [bytes ?? TOO_LONG, NEWLINE]),
	);
}

const NEWLINE = Buffer.from("\n");
const TOO_LONG = Buffer.from(
	JSON.stringify(`a line of more than ${IMPORT_LINE_BYTES} bytes`),
);

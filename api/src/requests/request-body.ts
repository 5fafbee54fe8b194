import type { Request } from "express";
import type { z } from "zod";
import { ok, type Result } from "../reply";
import { streamBody } from "./body-stream";
import { readJson, readNothing, refuseOtherType } from "./json-body";
import { inLines, type Line, type LineBounds } from "./lines";

/** What a route takes as body: how it is read, and how it is documented. */
export interface RequestBody<Body> {
	/** `unread` where the method gives a body no meaning; `lines` is JSON, a value in each line. */
	readonly kind: "unread" | "empty" | "json" | "lines";
	/** What the JSON must be, or that of each line; of these two kinds only. */
	readonly schema?: z.ZodType | undefined;
	readonly read: (request: Request) => Promise<Result<Body>>;
}

/** A body that nobody looks at. */
export const unreadBody: RequestBody<undefined> = {
	kind: "unread",
	read: async () => ok(undefined),
};

/** No body, or `{}`. */
export const emptyBody: RequestBody<undefined> = {
	kind: "empty",
	read: readNothing,
};

/**
 * A JSON body. `parse` says in the service's own words what is wrong with it, by the schemas that
 * `schema` is made of.
 */
export function jsonBody<Body>(
	schema: z.ZodType,
	parse: (json: unknown) => Result<Body>,
): RequestBody<Body> {
	return {
		kind: "json",
		schema,
		read: async (request) => {
			const json = await readJson(request);
			return json.kind === "problem" ? json : parse(json.value);
		},
	};
}

/** The type of a body or an answer with a JSON value in each line. */
export const NDJSON = "application/x-ndjson";

/**
 * A body of any length with JSON in each line, which is read as it comes: in batches, whose iteration
 * throws what the body ends in if it does not end well.
 */
export function lineBody(
	schema: z.ZodType,
	bounds: LineBounds,
): RequestBody<AsyncIterable<Line[]>> {
	return {
		kind: "lines",
		schema,
		read: async (request) => {
			const wrongType = refuseOtherType(request, NDJSON);
			if (wrongType !== undefined) return wrongType;
			const chunks = streamBody(request);
			return chunks.kind === "problem"
				? chunks
				: ok(inLines(chunks.value, bounds));
		},
	};
}

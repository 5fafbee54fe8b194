import type { Request } from "express";
import type { z } from "zod";
import { ok, type Result } from "../reply";
import { readJson, readNothing } from "./json-body";

/** What a route takes as body: how it is read, and how it is documented. */
export interface RequestBody<Body> {
	/** `unread` where the method gives a body no meaning. */
	readonly kind: "unread" | "empty" | "json";
	/** What the JSON must be; of kind `json` only. */
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
 * A JSON body. `parse` says in the house's own words what is wrong with it, by the schemas that
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

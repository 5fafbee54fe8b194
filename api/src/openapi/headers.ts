import type { JsonObject } from "./json-schemas";

/** Headers that mean something to callers. Those that all of HTTP has are not among them. */
const HEADERS = {
	RateLimit: {
		description:
			"What is left of the caller's requests in this minute (draft-ietf-httpapi-ratelimit-headers-08): `r` requests, for `t` seconds.",
		schema: { type: "string" },
		example: '"requests"; r=599; t=42',
	},
	"RateLimit-Policy": {
		description:
			"The limit: `q` requests in `w` seconds. `pk` stands for the caller, and is no secret.",
		schema: { type: "string" },
		example: '"requests"; q=600; w=60; pk=:OGJjZjMxNTg1ZTQw:',
	},
	"Retry-After": {
		description: "Seconds after which the same should be sent again.",
		schema: { type: "integer", minimum: 1 },
		example: 5,
	},
	"WWW-Authenticate": {
		description: "What to authenticate with, and what was wrong (RFC 6750).",
		schema: { type: "string", pattern: "^Bearer" },
		example: 'Bearer error="invalid_token"',
	},
	Allow: {
		description: "The methods that the path knows.",
		schema: { type: "string", pattern: "^[A-Z]+(, [A-Z]+)*$" },
		example: "POST, OPTIONS",
	},
	"Accept-Encoding": {
		description:
			"The content encodings that would have been taken, if the encoding was the problem (RFC 7694).",
		schema: { type: "string" },
		example: "gzip",
	},
} as const satisfies Readonly<Record<string, JsonObject>>;

/** A header that the document describes. */
export type HeaderName = keyof typeof HEADERS;

/** Every header, for the responses to refer to; those that refer to it always have it. */
export const HEADER_COMPONENTS: JsonObject = Object.fromEntries(
	Object.entries(HEADERS).map(([name, header]) => [
		name,
		{ required: true, ...header },
	]),
);

/** The headers of a response. */
export function describeHeaders(
	names: Readonly<Partial<Record<HeaderName, "always" | "sometimes">>>,
): JsonObject {
	return Object.fromEntries(
		(Object.keys(names) as HeaderName[]).map((name) => [
			name,
			names[name] === "always"
				? { $ref: `#/components/headers/${name}` }
				: HEADERS[name],
		]),
	);
}

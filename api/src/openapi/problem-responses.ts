import { PROBLEMS, type ProblemCode } from "../problems";
import type { Route } from "../routes/route";
import { describeHeaders, type HeaderName } from "./headers";
import type { JsonObject } from "./json-schemas";
import { PROBLEM_CODES } from "./problem-details";

/** What any path can answer whose method or name is not in the document. */
export const STRAY_PROBLEMS = ["not_found", "method_not_allowed"] as const;

/** All that a call of the route can go wrong by. */
export function problemsOf(route: Route): ReadonlySet<ProblemCode> {
	const { access, body, method, path, query } = route;
	const codes = new Set<ProblemCode>([
		...route.problems,
		"host_not_allowed",
		"rate_limited",
		"internal",
	]);
	const add = (when: boolean, ...more: ProblemCode[]) => {
		if (when) for (const code of more) codes.add(code);
	};
	// A path with a parameter may be badly encoded.
	const isRead = query !== undefined || body.kind !== "unread";
	add(isRead || path.includes("/:"), "invalid_request");
	add(access !== "anyone", "unauthenticated", "forbidden", "unavailable");
	add(method !== "GET", "origin_not_allowed");
	add(
		body.kind !== "unread",
		"request_timeout",
		"body_too_large",
		"unsupported_media_type",
	);
	return codes;
}

/** The responses of an operation that are problems, by status; they refer to components. */
export function problemResponses(codes: ReadonlySet<ProblemCode>): JsonObject {
	return Object.fromEntries(
		byStatus(codes).map(([status, ofStatus]) => [
			status,
			{ $ref: `#/components/responses/${nameOf(ofStatus)}` },
		]),
	);
}

/** The components that {@link problemResponses} refers to. */
export function problemComponents(codes: ReadonlySet<ProblemCode>): JsonObject {
	return Object.fromEntries(
		byStatus(codes).map(([status, ofStatus]) => [
			nameOf(ofStatus),
			problemResponse(status, ofStatus),
		]),
	);
}

/** In the order of the list, so that equal sets have equal names. */
function byStatus(
	codes: ReadonlySet<ProblemCode>,
): [status: number, codes: ProblemCode[]][] {
	const known = PROBLEM_CODES.filter((code) => codes.has(code));
	const groups = Map.groupBy(known, (code) => PROBLEMS[code].status);
	return [...groups].sort(([a], [b]) => a - b);
}

/** `not_found` -> `NotFound`, several joined by `Or`. */
function nameOf(codes: readonly ProblemCode[]): string {
	const names = codes.map((code) =>
		code.replace(/(?:^|_)([a-z])/g, (_, letter: string) =>
			letter.toUpperCase(),
		),
	);
	return names.join("Or");
}

function problemResponse(status: number, codes: ProblemCode[]): JsonObject {
	return {
		description: codes
			.map((code) => {
				const { title, remedy } = PROBLEMS[code];
				return `\`${code}\`: ${title}. ${remedy}`;
			})
			.join("\n\n"),
		headers: describeHeaders(headersOf(status)),
		content: {
			"application/problem+json": {
				schema: {
					allOf: [
						{ $ref: "#/components/schemas/Problem" },
						{
							type: "object",
							properties: {
								status: { const: status },
								code: { enum: codes },
							},
						},
					],
				},
				examples: Object.fromEntries(
					codes.map((code) => [code, { value: exampleOf(code) }]),
				),
			},
		},
	};
}

type Presence = "always" | "sometimes";

function headersOf(status: number): Partial<Record<HeaderName, Presence>> {
	return {
		// A foreign host or page is turned away before it is counted.
		...limitHeaders(status === 403 ? "sometimes" : "always"),
		...OF_STATUS[status],
	};
}

/** The headers by which callers see the limit of requests coming. */
export function limitHeaders(
	presence: Presence = "always",
): Partial<Record<HeaderName, Presence>> {
	return { RateLimit: presence, "RateLimit-Policy": presence };
}

const OF_STATUS: Readonly<
	Record<number, Partial<Record<HeaderName, Presence>>>
> = {
	401: { "WWW-Authenticate": "always" },
	403: { "WWW-Authenticate": "sometimes" },
	405: { Allow: "always" },
	415: { "Accept-Encoding": "sometimes" },
	429: { "Retry-After": "always" },
	503: { "Retry-After": "always" },
};

function exampleOf(code: ProblemCode): JsonObject {
	const { status, title } = PROBLEMS[code];
	return {
		type: `urn:problem-type:ffmpeg-analytics:${code}`,
		title,
		status,
		detail: DETAILS[code] ?? `${title}.`,
		code,
		...(ERRORS[code] === undefined ? {} : { errors: ERRORS[code] }),
	};
}

const DETAILS: Partial<Record<ProblemCode, string>> = {
	invalid_event: "The event was not stored; `errors` names what is wrong.",
	invalid_request: "The query parameters are not valid.",
	not_found: "There is no template with this id.",
	method_not_allowed: "GET is not allowed here; allowed: POST, OPTIONS.",
};

const ERRORS: Partial<Record<ProblemCode, JsonObject[]>> = {
	invalid_event: [
		{
			path: "operation.parameters",
			message: "must be a string that holds a JSON object",
		},
	],
	invalid_request: [
		{ path: "limit", message: "must be a whole number from 1 to 1000" },
	],
};

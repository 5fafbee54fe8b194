import type { FieldError } from "@ffmpeg-analytics/core";

/** One kind of problem: its HTTP status, its name, and what the caller can do. */
export interface ProblemKind {
	readonly status: number;
	/** The same for every problem of the kind. */
	readonly title: string;
	/** Documentation: what to do about it. */
	readonly remedy: string;
}

/**
 * All that can be wrong with a request, by the stable `code` of the answer. The one list of codes
 * and the one map to HTTP; whatever core can refuse an event for must be here too.
 */
export const PROBLEMS = {
	invalid_event: {
		status: 400,
		title: "The event is not valid",
		remedy:
			"Correct the fields that `errors` names. The same event sent again gets the same answer.",
	},
	too_old: {
		status: 400,
		title: "The event is older than the retention time",
		remedy:
			"Drop the event. If it is recent, the host's clock or its timestamps are wrong.",
	},
	invalid_request: {
		status: 400,
		title: "The request is not valid",
		remedy:
			"Correct what `detail` and `errors` name. The same request sent again gets the same answer.",
	},
	unauthenticated: {
		status: 401,
		title: "A key or token is needed",
		remedy:
			"Send `Authorization: Bearer KEY` with a key that the home knows, or a fresh ID token.",
	},
	sign_in_refused: {
		status: 401,
		title: "Nobody can be signed in by this",
		remedy:
			"Check the e-mail address and the password; if the account is a new one, ask an admin of the project. A refresh token that is refused means: sign in again.",
	},
	forbidden: {
		status: 403,
		title: "The key or token does not allow this",
		remedy:
			"Use a key of the kind that `detail` names, or an account with the claim for it.",
	},
	origin_not_allowed: {
		status: 403,
		title: "Pages of this origin may not call",
		remedy: "Add the page's origin to CORS_ORIGINS.",
	},
	host_not_allowed: {
		status: 403,
		title: "The Host header does not name this machine",
		remedy:
			"Call by localhost, 127.0.0.1 or [::1]. A reverse proxy must add X-Forwarded-For; its callers then need keys.",
	},
	not_found: {
		status: 404,
		title: "There is nothing here",
		remedy: "Check the path and the id.",
	},
	method_not_allowed: {
		status: 405,
		title: "The path does not know this method",
		remedy: "Use one of the methods that the Allow header names.",
	},
	request_timeout: {
		status: 408,
		title: "The request took too long to arrive",
		remedy:
			"Send the same request again, all of it at once; nothing is stored twice.",
	},
	id_conflict: {
		status: 409,
		title: "Another event has this id",
		remedy:
			"Give each operation an id of its own, and send it unchanged on every retry.",
	},
	erased: {
		status: 409,
		title: "The user's events up to this time have been erased",
		remedy:
			"Drop the event. What the user does from now on is counted as anybody's.",
	},
	body_too_large: {
		status: 413,
		title: "The body is too large",
		remedy: "Send fewer events in one request.",
	},
	unsupported_media_type: {
		status: 415,
		title: "The body's type or encoding is not supported",
		remedy:
			"Send the `Content-Type` that `detail` names, in UTF-8, plain or with `Content-Encoding: gzip`.",
	},
	rate_limited: {
		status: 429,
		title: "Too many requests",
		remedy:
			"Send the same request again after the seconds that Retry-After names, and more events in each.",
	},
	internal: {
		status: 500,
		title: "The service failed",
		remedy:
			"Try again later with the same ids. The operator finds the cause in the logs.",
	},
	unavailable: {
		status: 503,
		title: "The service cannot answer now",
		remedy:
			"Send the same request again after the seconds that Retry-After names; nothing is stored twice.",
	},
	event_budget_exceeded: {
		status: 503,
		title: "Too many events",
		remedy:
			"Send the same events again after the seconds that Retry-After names; nothing is stored twice.",
	},
} as const satisfies Readonly<Record<string, ProblemKind>>;

/** Stable: clients decide by it. */
export type ProblemCode = keyof typeof PROBLEMS;

/** What went wrong with one request. */
export interface Problem {
	readonly kind: "problem";
	readonly code: ProblemCode;
	/** For a person, of this request. Shown to the caller: never an internal message. */
	readonly detail: string;
	readonly errors?: readonly FieldError[] | undefined;
	readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** How long callers wait before they ask an unavailable service again, seconds. */
export const RETRY_AFTER_SECONDS = 5;

/** The header that goes with every answer that asks for a retry. */
export function retryAfter(
	seconds: number = RETRY_AFTER_SECONDS,
): Readonly<Record<string, string>> {
	return { "Retry-After": String(seconds) };
}

/** Describes what is wrong with one request. */
export function problem(
	code: ProblemCode,
	detail: string,
	more: Pick<Problem, "errors" | "headers"> = {},
): Problem {
	return { kind: "problem", code, detail, ...more };
}

/** A bad request whose wrong parts have names. */
export function invalidRequest(
	detail: string,
	...errors: readonly FieldError[]
): Problem {
	return problem(
		"invalid_request",
		detail,
		errors.length === 0 ? {} : { errors },
	);
}

/** The request may be repeated later as it is. */
export function unavailable(detail: string): Problem {
	return problem("unavailable", detail, { headers: retryAfter() });
}

/**
 * Why a report could not be read. Only reports reject; tracking never does.
 *
 * The codes of the client: `off`, `no_endpoint`, `bad_endpoint`, `invalid_argument`, `network_error`,
 * `timeout`, `answer_too_large`, `unexpected_answer`. Any other is the home's own, as its OpenAPI document lists
 * them: `unauthenticated`, `forbidden`, `invalid_request`, `rate_limited`, `unavailable`, ...
 */
export class AnalyticsError extends Error {
	/** Stable, for programs. */
	readonly code: string;
	/** The HTTP status of the answer, if there was one. */
	readonly status: number | undefined;

	constructor(
		code: string,
		message: string,
		more: { readonly status?: number; readonly cause?: unknown } = {},
	) {
		super(message, "cause" in more ? { cause: more.cause } : undefined);
		this.name = "AnalyticsError";
		this.code = code;
		this.status = more.status;
	}
}

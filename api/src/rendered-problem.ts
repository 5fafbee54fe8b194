import { type ProblemCode, problem } from "./problems";
import { detailsOf } from "./reply";

/** A problem as any HTTP server can answer it. */
export interface RenderedProblem {
	readonly status: number;
	/** All that the answer needs but its `Content-Length`. */
	readonly headers: Readonly<Record<string, string>>;
	/** ASCII, if `detail` is. */
	readonly body: string;
}

/**
 * Renders a problem for what a server refuses by itself, before there is a request that the app
 * could answer. The connection closes after it.
 */
export function renderProblem(
	code: ProblemCode,
	detail: string,
): RenderedProblem {
	const details = detailsOf(problem(code, detail));
	return {
		status: details.status,
		headers: {
			"Content-Type": "application/problem+json",
			"Cache-Control": "no-store",
			"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
			"X-Content-Type-Options": "nosniff",
			Connection: "close",
		},
		body: JSON.stringify(details),
	};
}

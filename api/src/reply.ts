import {
	BadPageTokenError,
	BadRangeError,
	type Immutable,
	StoreUnavailableError,
} from "@ffmpeg-analytics/core";
import type { ErrorRequestHandler, Response } from "express";
import type { Logger } from "./logger";
import type { ProblemDetails } from "./openapi/problem-details";
import {
	invalidRequest,
	PROBLEMS,
	type Problem,
	problem,
	unavailable,
} from "./problems";

/** A value, or the problem that answers the request instead. */
export type Result<Value> =
	| { readonly kind: "ok"; readonly value: Value }
	| Problem;

/** What a route answers: status 200 with this body, or a problem. */
export type Reply<Body extends object = object> =
	| {
			readonly kind: "answer";
			readonly body: Body;
			readonly headers?: Readonly<Record<string, string>> | undefined;
	  }
	| Problem;

/** Something that the app leans on besides the store does not answer; the message is for the caller. */
export class DependencyUnavailableError extends Error {
	override readonly name = "DependencyUnavailableError";
}

/** The value, as a result. */
export function ok<Value>(value: Value): Result<Value> {
	return { kind: "ok", value };
}

/** A 200 with this JSON. */
export function answer<Body extends object>(
	body: Body,
	headers?: Readonly<Record<string, string>>,
): Reply<Body> {
	return { kind: "answer", body, headers };
}

/** Writes the reply: JSON, or problem details as RFC 9457 has them. */
export function sendReply(response: Response, reply: Reply): void {
	response.set(reply.headers ?? {});
	if (reply.kind === "answer") {
		sendJson(response, 200, "application/json", reply.body);
		return;
	}
	const details = detailsOf(reply);
	sendJson(response, details.status, "application/problem+json", details);
}

/** The body that tells a problem. */
export function detailsOf({
	code,
	detail,
	errors,
}: Problem): Immutable<ProblemDetails> {
	const { status, title } = PROBLEMS[code];
	return {
		type: `urn:problem-type:ffmpeg-analytics:${code}`,
		title,
		status,
		detail,
		code,
		...(errors === undefined ? {} : { errors }),
	};
}

/**
 * The one place that turns what was thrown into an answer. Bugs are logged and answered without a
 * word of their own.
 */
export function createErrorHandler(log: Logger): ErrorRequestHandler {
	// Express knows an error handler by its four parameters.
	return (error: unknown, request, response, _next) => {
		const thrown = problemOf(error);
		const fields = { method: request.method, path: request.path, error };
		if (thrown.code === "internal") log.error("request failed", fields);
		else if (thrown.code === "unavailable")
			log.warn("request could not be served", fields);
		// Half an answer cannot be taken back.
		if (response.headersSent) response.destroy();
		else sendReply(response, thrown);
	};
}

function problemOf(error: unknown): Problem {
	if (error instanceof StoreUnavailableError)
		return unavailable("The store does not answer. Send the request again.");
	if (error instanceof DependencyUnavailableError)
		return unavailable(error.message);
	if (error instanceof BadPageTokenError)
		return invalidRequest("The page token is not valid.", {
			path: "pageToken",
			message: "must be the nextPageToken of an answer to the same query",
		});
	if (error instanceof BadRangeError)
		return invalidRequest("The range cannot be reported.", {
			path: "end",
			message: error.message,
		});
	// The router throws it, with a status, for `%` without two hex digits behind.
	if (error instanceof URIError && "status" in error)
		return invalidRequest("The path is not correctly percent-encoded.");
	return problem(
		"internal",
		"The request failed because of an error in the service.",
	);
}

function sendJson(
	response: Response,
	status: number,
	type: string,
	body: object,
): void {
	const text = JSON.stringify(body);
	response.statusCode = status;
	// Express's own `set` would add a charset, which JSON's type does not have (RFC 8259).
	response.setHeader("Content-Type", type);
	response.setHeader("Content-Length", Buffer.byteLength(text));
	// A text, unlike bytes, leaves in one write with the head. Of a HEAD, Node sends the head alone.
	response.end(text);
}

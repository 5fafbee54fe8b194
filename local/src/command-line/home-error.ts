import type { IncomingMessage } from "node:http";
import type { FieldError } from "@ffmpeg-analytics/core";
import { optionOf } from "./read-options";
import { printable } from "./table";

/** What a home's refusal means for whoever called. */
export type HomeErrorKind = "away" | "refused" | "usage" | "failed";

/** A home did not do what it was asked; the message is one line that says why and what to do. */
export class HomeError extends Error {
	override readonly name = "HomeError";
	readonly kind: HomeErrorKind;
	/** After which the same call may succeed; undefined if the home names none. */
	readonly retryAfterSeconds: number | undefined;

	constructor(
		kind: HomeErrorKind,
		message: string,
		retryAfterSeconds?: number,
	) {
		super(message);
		this.kind = kind;
		this.retryAfterSeconds = retryAfterSeconds;
	}
}

/** What an answer other than 200 means; `body` is problem details, where a home wrote it. */
export function answerError(
	name: string,
	{ statusCode = 0, headers }: Pick<IncomingMessage, "statusCode" | "headers">,
	body: string,
): HomeError {
	const problem = readProblem(body);
	const detail = problem.detail ?? `status ${statusCode}`;
	switch (statusCode) {
		case 301:
		case 302:
		case 307:
		case 308:
			return new HomeError(
				"failed",
				`${name} sends to ${printable(headers.location ?? "nowhere")}: give the address of the home itself`,
			);
		case 400:
			return new HomeError("usage", wrongCall(problem) || `${name}: ${detail}`);
		case 401:
			return new HomeError(
				"refused",
				`${name} asks for a key: ${detail} Give it with --key or in the environment`,
			);
		case 403:
			return new HomeError("refused", `${name} refuses: ${detail}`);
		case 404:
			return new HomeError(
				"failed",
				problem.detail === undefined
					? `${name} is no analytics home (404): check the address`
					: `${name}: ${detail}`,
			);
		case 408:
		case 429:
		case 502:
		case 503:
		case 504:
			return new HomeError(
				"away",
				`${name} cannot answer now: ${detail}`,
				secondsOf(headers["retry-after"]),
			);
		default:
			return new HomeError("failed", `${name}: ${detail}`);
	}
}

interface ProblemDetails {
	readonly detail?: string;
	/** Of {@link FieldError}, where a home wrote it. */
	readonly errors?: unknown;
}

function readProblem(body: string): ProblemDetails {
	try {
		const json: unknown = JSON.parse(body);
		return typeof json === "object" && json !== null ? json : {};
	} catch {
		return {};
	}
}

/** In the words of the command line. */
function wrongCall({ errors }: ProblemDetails): string {
	if (!Array.isArray(errors)) return "";
	return (errors as FieldError[])
		.map(({ path, message }) => `${optionOf(path)} ${message}`)
		.join("; ");
}

function secondsOf(text: string | undefined): number | undefined {
	return text !== undefined && /^\d{1,5}$/.test(text)
		? Number(text)
		: undefined;
}

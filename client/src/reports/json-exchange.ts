import type { IncomingMessage, RequestOptions } from "node:http";
import { AnalyticsError } from "./analytics-error.ts";

/** One question to a home. */
export interface JsonQuestion {
	readonly url: URL;
	readonly key: string | undefined;
	/** For the whole of it, ms. */
	readonly timeoutMs: number;
	/** Posted as JSON; without one the question is a GET. */
	readonly body?: unknown;
}

/** Of an answer, as it comes and unpacked, bytes; a year's usage is below 1 MiB. */
const MAX_ANSWER_BYTES = 32 * 1024 * 1024;

/**
 * Asks and returns the JSON of a 200. The connection is the question's own and ends with it. Redirects
 * are not followed: they would take the key to where nobody said that it may go.
 *
 * @throws {AnalyticsError} on any other answer, or on none
 */
export async function exchangeJson(question: JsonQuestion): Promise<unknown> {
	const { status, text } = await exchange(question);
	if (status !== 200) throw refusal(status, text, question);
	const answer = parseObject(text);
	if (answer !== undefined) return answer;
	throw new AnalyticsError(
		"unexpected_answer",
		`${question.url.host} answers, but not with JSON: is the endpoint a home's URL?`,
		{ status },
	);
}

interface Answer {
	readonly status: number;
	readonly text: string;
}

// Not by fetch, whose first use in a process stops its event loop for some 60 ms.
async function exchange(question: JsonQuestion): Promise<Answer> {
	const { url, timeoutMs, body } = question;
	const { request } = await (url.protocol === "https:"
		? import("node:https")
		: import("node:http"));
	const sent = body === undefined ? undefined : textOf(body);
	const abort = new AbortController();
	const timer = setTimeout(() => abort.abort(), timeoutMs);
	try {
		return await new Promise<Answer>((resolve, reject) => {
			const outgoing = request(
				url,
				{ ...optionsOf(question, sent), signal: abort.signal },
				(response) => readAnswer(response).then(resolve, reject),
			);
			outgoing.on("error", reject);
			outgoing.end(sent);
		});
	} catch (error) {
		if (error instanceof AnalyticsError) throw error;
		if (abort.signal.aborted)
			throw new AnalyticsError(
				"timeout",
				`${url.host} did not answer within ${timeoutMs} ms`,
				{ cause: error },
			);
		const { code, message } = error as NodeJS.ErrnoException;
		throw new AnalyticsError(
			"network_error",
			`${url.host} cannot be reached (${code ?? message})`,
			{ cause: error },
		);
	} finally {
		clearTimeout(timer);
	}
}

function textOf(body: unknown): string {
	try {
		return JSON.stringify(body);
	} catch (error) {
		throw new AnalyticsError(
			"invalid_argument",
			"what was asked cannot be written as JSON",
			{ cause: error },
		);
	}
}

function optionsOf(
	{ key }: JsonQuestion,
	body: string | undefined,
): RequestOptions {
	return {
		method: body === undefined ? "GET" : "POST",
		agent: false,
		headers: {
			Accept: "application/json",
			"Accept-Encoding": "gzip",
			...(key === undefined ? {} : { Authorization: `Bearer ${key}` }),
			...(body === undefined
				? {}
				: {
						"Content-Type": "application/json",
						"Content-Length": Buffer.byteLength(body),
					}),
		},
	};
}

async function readAnswer(response: IncomingMessage): Promise<Answer> {
	const chunks: Buffer[] = [];
	let bytes = 0;
	// Leaving the loop early destroys the response, and its connection with it.
	for await (const chunk of response as AsyncIterable<Buffer>) {
		bytes += chunk.length;
		if (bytes > MAX_ANSWER_BYTES) throw tooLarge();
		chunks.push(chunk);
	}
	const packed = Buffer.concat(chunks);
	const content =
		response.headers["content-encoding"] === "gzip"
			? await unpack(packed)
			: packed;
	return { status: response.statusCode ?? 0, text: content.toString() };
}

async function unpack(packed: Buffer): Promise<Buffer> {
	const { gunzip } = await import("node:zlib");
	return new Promise((resolve, reject) =>
		gunzip(packed, { maxOutputLength: MAX_ANSWER_BYTES }, (error, content) => {
			if (error === null) resolve(content);
			else if ("code" in error && error.code === "ERR_BUFFER_TOO_LARGE")
				reject(tooLarge());
			else reject(error);
		}),
	);
}

function tooLarge(): AnalyticsError {
	return new AnalyticsError(
		"answer_too_large",
		`the answer is larger than ${MAX_ANSWER_BYTES} bytes: ask for less`,
	);
}

/** What the home says of a problem (RFC 9457), with what a host can do about it. */
function refusal(
	status: number,
	text: string,
	{ key }: JsonQuestion,
): AnalyticsError {
	const problem = parseObject(text) ?? {};
	const code =
		typeof problem.code === "string" ? problem.code : "unexpected_answer";
	const said = [problem.detail, problem.title].find(
		(each) => typeof each === "string",
	);
	const words = `the home answers ${status}${said === undefined ? "" : `: ${said}`}`;
	return new AnalyticsError(
		code,
		[words, namedFields(problem.errors), adviceOn(status, key)]
			.filter((part) => part !== "")
			.join(" "),
		{ status },
	);
}

function namedFields(errors: unknown): string {
	if (!Array.isArray(errors)) return "";
	return errors
		.slice(0, 10)
		.map((error) => `${error?.path}: ${error?.message}.`)
		.join(" ");
}

function adviceOn(status: number, key: string | undefined): string {
	if (status === 401)
		return key === undefined
			? "(set the option `readerKey`, or ANALYTICS_READER_KEY, to one of the home's READER_KEYS)"
			: "(ANALYTICS_READER_KEY, or the option `readerKey`, is not a key of this home)";
	if (status === 403)
		return "(reports need a reader's key: set ANALYTICS_READER_KEY, or the option `readerKey`)";
	if (status >= 300 && status < 400)
		return "(redirects are not followed: set the endpoint to the URL that the home answers at)";
	return "";
}

function parseObject(text: string): Record<string, unknown> | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === "object" && value !== null && !Array.isArray(value)
			? (value as Record<string, unknown>)
			: undefined;
	} catch {
		return undefined;
	}
}

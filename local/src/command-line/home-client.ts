import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { buffer } from "node:stream/consumers";
import { answerError, HomeError } from "./home-error";

/** A call of the API. */
export interface Call {
	readonly method: "GET" | "POST" | "DELETE";
	/** `/api/v1/...` */
	readonly path: string;
	/** As the API names its parameters; undefined ones are left out. */
	readonly query?: Readonly<Record<string, string | undefined>>;
	readonly body?: Buffer;
	readonly headers?: Readonly<Record<string, string>>;
	/** Cuts the call off. */
	readonly signal?: AbortSignal;
}

/**
 * A home as commands see it: what its HTTP API answers. A database file is served to them in the same
 * way (`file-home.ts`), so that a command means the same wherever it works.
 */
export interface HomeClient {
	/** The file or the URL, for a person. */
	readonly name: string;
	/**
	 * The JSON that a call answers.
	 *
	 * @throws {HomeError} if the home refuses it, is away, or answers what no home does
	 */
	ask<Answer>(call: Call): Promise<Answer>;
	/**
	 * What a call answers, as it comes. Reading it throws where it is cut off.
	 *
	 * @throws {HomeError} as {@link HomeClient.ask}
	 */
	stream(call: Call): Promise<AsyncIterable<Buffer>>;
}

/** Speaks to the home at `url`, which has no slash at its end. */
export function createHomeClient(
	url: string,
	key: string | undefined,
	name = url,
): HomeClient {
	const open = async (call: Call) => {
		const answer = await sendCall(url, key, call);
		if (answer.statusCode === 200) return answer;
		throw answerError(name, answer, await bodyOf(answer, name, call.signal));
	};
	return {
		name,
		async ask<Answer>(call: Call) {
			const answer = await open(call);
			const body = await bodyOf(answer, name, call.signal);
			try {
				return JSON.parse(body) as Answer;
			} catch {
				throw new HomeError("failed", `${name} is no analytics home`);
			}
		},
		async stream(call) {
			return cutOffInWords(await open(call), name, call.signal);
		},
	};
}

/**
 * Resolves with the head of the answer, whatever its status. No time-out: jobs answer when they have ended.
 *
 * @throws {HomeError} if nothing answers
 */
export function sendCall(
	base: string,
	key: string | undefined,
	{ method, path, query = {}, body, headers, signal }: Call,
): Promise<IncomingMessage> {
	const url = new URL(base + path);
	for (const [name, text] of Object.entries(query))
		if (text !== undefined) url.searchParams.set(name, text);
	const start = url.protocol === "https:" ? httpsRequest : httpRequest;
	return new Promise((resolve, reject) => {
		const request = start(
			url,
			{
				method,
				signal,
				headers: {
					...headers,
					...(key === undefined ? {} : { Authorization: `Bearer ${key}` }),
					"Content-Length": body?.length ?? 0,
				},
			},
			resolve,
		);
		request.on("error", (error) => reject(awayError(base, error, signal)));
		request.end(body);
	});
}

async function bodyOf(
	answer: IncomingMessage,
	name: string,
	signal: AbortSignal | undefined,
): Promise<string> {
	try {
		return (await buffer(answer)).toString();
	} catch (error) {
		throw awayError(name, error, signal);
	}
}

async function* cutOffInWords(
	answer: IncomingMessage,
	name: string,
	signal: AbortSignal | undefined,
): AsyncGenerator<Buffer> {
	try {
		for await (const chunk of answer) yield chunk as Buffer;
	} catch (error) {
		throw awayError(name, error, signal);
	}
}

const REASONS: Readonly<Record<string, string>> = {
	ECONNREFUSED: "nothing listens there",
	ENOTFOUND: "there is no such host",
	EAI_AGAIN: "its name cannot be resolved now",
	ETIMEDOUT: "it does not answer",
	ECONNRESET: "the connection was cut off",
	EPROTO: "it speaks no TLS there (is http:// meant?)",
};

function awayError(name: string, error: unknown, signal?: AbortSignal) {
	if (signal?.aborted) return signal.reason as Error;
	const { code = "", message } = error as NodeJS.ErrnoException;
	// Of what is no HTTP, such as TLS, the parser says which rule it breaks.
	const reason = code.startsWith("HPE_")
		? "it speaks no HTTP there (is https:// meant?)"
		: (REASONS[code] ?? (message || code));
	return new HomeError(
		"away",
		`${name} cannot be reached: ${reason}. Check the address and whether the home runs`,
	);
}

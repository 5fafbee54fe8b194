import type { Agent, ClientRequest, IncomingMessage } from "node:http";
import type { Socket } from "node:net";

/** How one request ended. */
export type Outcome =
	| {
			readonly kind: "answered";
			readonly status: number;
			readonly retryAfter: string | undefined;
			/** Whether it is a page for people, as front ends and other servers answer, and no home does. */
			readonly isPage: boolean;
			/** Empty unless the status is a success. */
			readonly body: Buffer;
	  }
	/** No answer, or not all of it: whether anything was stored is unknown. */
	| { readonly kind: "lost"; readonly reason: string };

/** A request under way. */
export interface Exchange {
	/** Never rejects. */
	readonly outcome: Promise<Outcome>;
	/** Breaks it off; the outcome is then `lost`, unless it is known already. */
	cancel(): void;
}

/** What {@link Wire} needs. */
export interface WireOptions {
	readonly url: URL;
	readonly ingestKey: string | undefined;
	readonly requestTimeoutMs: number;
}

/** The largest answer that is read, bytes: 500 verdicts take some 50 KB, with all their errors 300. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

/** Where events are posted: the endpoint as the host gave it, or `/logOperation` below it. */
export function ingestUrl(endpoint: string): URL {
	const url = new URL(endpoint);
	const path = url.pathname.replace(/\/+$/, "");
	url.pathname = path.endsWith("/logOperation") ? path : `${path}/logOperation`;
	return url;
}

/**
 * Posts bodies to the endpoint over connections of its own, which it keeps for the next ones and which
 * never keep the process alive.
 */
export class Wire {
	readonly #options: WireOptions;
	readonly #agent: Agent;
	readonly #request: typeof import("node:http").request;

	/** Loads Node's HTTP at this point and not before. */
	static async open(options: WireOptions): Promise<Wire> {
		const http =
			options.url.protocol === "https:"
				? await import("node:https")
				: await import("node:http");
		return new Wire(options, new http.Agent(AGENT), http.request);
	}

	private constructor(
		options: WireOptions,
		agent: Agent,
		request: typeof import("node:http").request,
	) {
		this.#options = options;
		this.#agent = agent;
		this.#request = request;
	}

	/** Posts a gzip stream. */
	post(body: Buffer): Exchange {
		const { url, ingestKey, requestTimeoutMs } = this.#options;
		const request = this.#request(url, {
			method: "POST",
			agent: this.#agent,
			headers: {
				"Content-Type": "application/json",
				"Content-Encoding": "gzip",
				"Content-Length": body.length,
				...(ingestKey !== undefined && {
					Authorization: `Bearer ${ingestKey}`,
				}),
			},
		});
		request.on("socket", neverKeepAlive);
		const deadline = setTimeout(
			() => request.destroy(new Error("no answer in time")),
			requestTimeoutMs,
		);
		deadline.unref();
		// Also what follows the status of an answer must come to its end.
		request.on("close", () => clearTimeout(deadline));
		const outcome = outcomeOf(request);
		request.end(body);
		return {
			outcome,
			cancel: () => void request.destroy(new Error("cancelled")),
		};
	}

	/** Closes idle connections: the next request gets a new one. */
	dropIdle(): void {
		for (const sockets of Object.values(this.#agent.freeSockets))
			for (const socket of sockets ?? []) socket.destroy();
	}

	/** Closes all connections; what is under way is lost. */
	close(): void {
		this.#agent.destroy();
	}
}

const AGENT = { keepAlive: true, scheduling: "lifo" } as const;

/** A socket that tries several addresses has a new handle for each. */
function neverKeepAlive(socket: Socket): void {
	socket.unref();
	if (!socket.connecting) return;
	const unref = () => void socket.unref();
	socket.on("connectionAttempt", unref);
	socket.once("connect", unref);
}

function outcomeOf(request: ClientRequest): Promise<Outcome> {
	return new Promise((resolve) => {
		const lost = (error: Error) =>
			resolve({ kind: "lost", reason: error.message });
		request.on("error", lost);
		request.on("close", () => lost(new Error("the connection was closed")));
		request.on("response", (response) => {
			response.on("error", lost);
			const isSuccess =
				(response.statusCode ?? 0) >= 200 && (response.statusCode ?? 0) < 300;
			// Of other answers the status says all; the rest is read so that the connection can be kept.
			if (!isSuccess) resolve(answered(response, Buffer.alloc(0)));
			const chunks: Buffer[] = [];
			let length = 0;
			response.on("data", (chunk: Buffer) => {
				length += chunk.length;
				if (length > MAX_ANSWER_BYTES)
					request.destroy(new Error("the answer is too long"));
				else if (isSuccess) chunks.push(chunk);
			});
			response.on("end", () => {
				if (response.complete)
					resolve(answered(response, Buffer.concat(chunks)));
			});
		});
	});
}

function answered(response: IncomingMessage, body: Buffer): Outcome {
	return {
		kind: "answered",
		status: response.statusCode ?? 0,
		retryAfter: response.headers["retry-after"],
		isPage: response.headers["content-type"]?.startsWith("text/html") ?? false,
		body,
	};
}

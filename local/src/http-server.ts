import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Logger } from "@ffmpeg-analytics/api";
import { answerBrokenRequests } from "./broken-request";
import { onceAMinute } from "./once-a-minute";
import { checkRequestLine } from "./request-line";
import { cutOffUnreadAnswers } from "./unread-answers";

/** The address cannot be listened on; the message is one line that says why and what to do. */
export class ListenError extends Error {
	override readonly name = "ListenError";
}

/** A server that listens. */
export interface HttpServer {
	readonly address: AddressInfo;
	/** Accepts nothing more and resolves when what was under way is answered, or cut off. */
	close(): Promise<void>;
}

/** A request must have arrived as a whole after this time; an event batch is 1 MiB at most. */
const REQUEST_TIMEOUT_MS = 30_000;

/** How late that time may be noticed. */
const TIMEOUT_CHECK_MS = 1_000;

/** How long requests under way may take to end when the server closes. */
const CLOSE_TIMEOUT_MS = 10_000;

const IDLE_CHECK_MS = 20;

/**
 * Connections at one time: each costs a file descriptor, a parser, and up to 16 KiB of headers. Hosts
 * keep one or a few open; bodies have a bound of their own.
 */
export const MAX_CONNECTIONS = 1_000;

/**
 * Serves on an address; port 0 picks a free one. The log hears of connections that are not accepted,
 * because there are too many or no file descriptors; the server goes on.
 *
 * @throws {ListenError} if it cannot be listened on
 */
export async function listen(
	handler: RequestListener,
	host: string,
	port: number,
	log: Pick<Logger, "warn">,
): Promise<HttpServer> {
	const server = createServer({
		requestTimeout: REQUEST_TIMEOUT_MS,
		connectionsCheckingInterval: TIMEOUT_CHECK_MS,
		// Refused below: Node's own refusal says nothing.
		requireHostHeader: false,
	});
	server.maxConnections = MAX_CONNECTIONS;
	server.on(
		"drop",
		onceAMinute((count) =>
			log.warn("too many connections", { refused: count, MAX_CONNECTIONS }),
		),
	);
	answerBrokenRequests(server);
	cutOffUnreadAnswers(server);
	const serve = checkRequestLine(handler);
	server.on("request", serve);
	// Expectations that nobody knows may be ignored (RFC 9110, section 10.1.1).
	server.on("checkExpectation", serve);
	await new Promise<void>((resolve, reject) => {
		const refuse = (error: NodeJS.ErrnoException) =>
			reject(new ListenError(explain(error, host, port), { cause: error }));
		server.once("error", refuse);
		server.listen(port, host, () => {
			server.off("error", refuse);
			server.on(
				"error",
				onceAMinute((count, error) =>
					log.warn("connections not accepted", { count, error }),
				),
			);
			resolve();
		});
	});
	return {
		address: server.address() as AddressInfo,
		close: () => close(server),
	};
}

/** Keep-alive connections would stay open after their last answer. */
async function close(server: Server): Promise<void> {
	const idleCheck = setInterval(
		() => server.closeIdleConnections(),
		IDLE_CHECK_MS,
	);
	const cutOff = setTimeout(
		() => server.closeAllConnections(),
		CLOSE_TIMEOUT_MS,
	);
	await new Promise<void>((resolve) => server.close(() => resolve()));
	clearInterval(idleCheck);
	clearTimeout(cutOff);
}

function explain(
	error: NodeJS.ErrnoException,
	host: string,
	port: number,
): string {
	switch (error.code) {
		case "EADDRINUSE":
			return `port ${port} on ${host} is in use; stop the program that uses it, or choose another port with --port (0 picks a free one)`;
		case "EACCES":
			return `port ${port} needs more rights than this process has; choose one above 1023 with --port`;
		case "EADDRNOTAVAIL":
		case "ENOTFOUND":
		case "EAI_AGAIN":
			return `${host} is no address of this machine; choose another with --host`;
		default:
			return `cannot listen on ${host} port ${port}: ${error.message}`;
	}
}

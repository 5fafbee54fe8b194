import {
	type IncomingMessage,
	type RequestListener,
	type Server,
	type ServerResponse,
	STATUS_CODES,
} from "node:http";
import type { Duplex } from "node:stream";
import { hasLongBody, renderProblem } from "@ffmpeg-analytics/api";

/** How long a refused sender may take to read its answer and hang up, ms. */
const LINGER_MS = 1_000;

/**
 * Answers what the parser refuses (no HTTP, too long a head, too slow) by problem details, as the app
 * answers the rest; Node's own answers have no body.
 */
export function answerBrokenRequests(server: Server): void {
	/** The last request of a connection that the app got to see. */
	const last = new WeakMap<Duplex, Exchange>();
	const note: RequestListener = (request, response) => {
		last.set(request.socket, { request, response });
	};
	// Each request is one or the other.
	server.on("request", note).on("checkExpectation", note);
	server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
		// The parser goes on complaining of what follows its first complaint.
		if (socket.writableEnded) return;
		// It has a bound of its own: it is cut off when nothing comes.
		const request = last.get(socket)?.request;
		const isLate = error.code === "ERR_HTTP_REQUEST_TIMEOUT";
		if (isLate && request?.complete === false && hasLongBody(request)) return;
		const gone = error.code === "ECONNRESET" || !socket.writable;
		if (gone || !mayAnswer(last.get(socket), socket)) {
			socket.destroy();
			return;
		}
		socket.end(answerTo(error.code));
		setTimeout(() => socket.destroy(), LINGER_MS).unref();
	});
}

interface Exchange {
	readonly request: IncomingMessage;
	readonly response: ServerResponse;
}

/**
 * Whether an answer written now would be taken for that to the broken request. While an earlier one
 * is still being answered it would be taken for the earlier one's, and its sender would believe that
 * what is being stored was refused; they are told nothing instead, and ask again.
 */
function mayAnswer(exchange: Exchange | undefined, socket: Duplex): boolean {
	if (exchange === undefined) return true;
	const { request, response } = exchange;
	if (response.writableFinished) return true;
	const isBroken = !request.complete && response.socket === socket;
	return isBroken && !response.headersSent;
}

function answerTo(code: string | undefined): string {
	switch (code) {
		case "ERR_HTTP_REQUEST_TIMEOUT":
			return rawAnswer("request_timeout", "The request took too long.");
		case "HPE_HEADER_OVERFLOW":
			return rawAnswer("invalid_request", "The headers are too long.");
		default:
			return rawAnswer("invalid_request", "This is not valid HTTP/1.1.");
	}
}

/** There may be no response object for it: a whole answer as it stands on the wire. */
function rawAnswer(...problem: Parameters<typeof renderProblem>): string {
	const { status, headers, body } = renderProblem(...problem);
	return [
		`HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
		...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
		`Content-Length: ${Buffer.byteLength(body)}`,
		"",
		body,
	].join("\r\n");
}

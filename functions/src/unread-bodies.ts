import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

/**
 * Lets bodies arrive at the functions unread, for the app to read within its own bounds. Google's
 * runtime parses them before any function sees them: it answers broken JSON or gzip with HTML of
 * its own, and unpacks up to 1,024 MB for callers that nobody knows yet, which one request of a
 * megabyte can ask for. Its parsers take a request without these two headers for one without a
 * body. Node publishes the request before it hands it to anybody, and has framed the body by then.
 *
 * Right only in a process in which every function reads its bodies itself.
 */
export function leaveBodiesUnread(): void {
	subscribe("http.server.request.start", (message) => {
		const { headers } = (message as { request: IncomingMessage }).request;
		delete headers["content-length"];
		delete headers["transfer-encoding"];
	});
}

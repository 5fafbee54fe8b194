import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

/**
 * Prepares each request so that Google's runtime leaves it to the app. Node publishes a request before
 * it hands it to anybody, and has framed its body by then.
 *
 * Right only in a process in which every function reads its bodies itself.
 */
export function prepareRequests(): void {
	subscribe("http.server.request.start", (message) => {
		const { request } = message as { request: IncomingMessage };
		leaveBodyUnread(request);
		request.url = decodable(request.url ?? "");
	});
}

/**
 * The runtime parses bodies before any function sees them: it answers broken JSON or gzip with HTML
 * of its own, and unpacks up to 1,024 MB for callers that nobody knows yet, which one request of a
 * megabyte can ask for. Its parsers take a request without these two headers for one without a body.
 */
function leaveBodyUnread({ headers }: IncomingMessage): void {
	delete headers["content-length"];
	delete headers["transfer-encoding"];
}

/**
 * The runtime's router decodes the path, and answers one that it cannot decode by HTML, with a stack
 * in the log, before any limit. With its per cents encoded, it is a path that the app does not have.
 */
export function decodable(url: string): string {
	if (!url.includes("%")) return url;
	const end = url.indexOf("?");
	const path = end === -1 ? url : url.slice(0, end);
	try {
		decodeURIComponent(path);
		return url;
	} catch {
		return path.replaceAll("%", "%25") + url.slice(path.length);
	}
}

import type { RequestListener, ServerResponse } from "node:http";
import { renderProblem } from "@ffmpeg-analytics/api";

/**
 * Refuses what the parser lets through and the app's router would answer in words of its own: a
 * request without `Host`, which HTTP/1.1 asks for, or with two (RFC 9112, section 3.2), and one whose
 * target is no path in ASCII. Of a target that is a whole URL, the path counts (section 3.2.2); the `Host` header
 * stays what is checked.
 */
export function checkRequestLine(handler: RequestListener): RequestListener {
	return (request, response) => {
		// What came in the same packet as what its connection was cut off for.
		if (request.socket.destroyed) return;
		const { headers, httpVersion, url = "" } = request;
		if (headers.host === undefined && httpVersion === "1.1")
			return refuse(response, "The Host header is missing.");
		if (hasSeveralHosts(request.rawHeaders))
			return refuse(response, "There is more than one Host header.");
		const path = pathOf(url);
		if (path === undefined)
			return refuse(response, "The request target is no path in ASCII.");
		request.url = path;
		handler(request, response);
	};
}

/** Node keeps the first of them; a proxy in front may have gone by another. */
function hasSeveralHosts(rawHeaders: readonly string[]): boolean {
	let hosts = 0;
	for (let index = 0; index < rawHeaders.length; index += 2) {
		const name = rawHeaders[index] ?? "";
		if (name.length === 4 && name.toLowerCase() === "host") hosts += 1;
	}
	return hosts > 1;
}

/** A path and query, of ASCII that is seen, without a fragment. */
const PATH = /^\/[!-"$-~]*$/;

const ORIGIN = /^https?:\/\/[^/?#]+/i;

function pathOf(url: string): string | undefined {
	if (PATH.test(url)) return url;
	const origin = ORIGIN.exec(url)?.[0];
	if (origin === undefined) return undefined;
	const rest = url.slice(origin.length);
	const path = rest.startsWith("/") ? rest : `/${rest}`;
	return PATH.test(path) ? path : undefined;
}

function refuse(response: ServerResponse, detail: string): void {
	const { status, headers, body } = renderProblem("invalid_request", detail);
	response
		.writeHead(status, { ...headers, "Content-Length": body.length })
		.end(body);
}

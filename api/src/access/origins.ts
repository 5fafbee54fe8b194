import type { Request, RequestHandler } from "express";
import { problem } from "../problems";
import { sendReply } from "../reply";

/**
 * Lets pages of the allowed origins call (CORS), and refuses whatever a page of another foreign
 * origin could change. What it could only read needs no refusal: without CORS headers the browser
 * keeps the answer from the page. Callers that are no browsers send no `Origin` and pass.
 */
export function createOriginCheck(
	allowedOrigins: readonly string[],
): RequestHandler {
	const allowed = new Set(allowedOrigins);
	return (request, response, next) => {
		// What is answered depends on it, for any cache that ignores `no-store`.
		response.vary("Origin");
		const { origin } = request.headers;
		if (origin === undefined || !isCrossOrigin(request)) return next();
		if (!allowed.has(origin)) {
			if (request.method === "GET" || request.method === "HEAD") return next();
			return sendReply(
				response,
				problem(
					"origin_not_allowed",
					"Pages of this origin may not call; CORS_ORIGINS lists those that may.",
				),
			);
		}
		response.set({
			"Access-Control-Allow-Origin": origin,
			"Access-Control-Expose-Headers":
				"Retry-After, RateLimit, RateLimit-Policy",
		});
		const isPreflight =
			request.method === "OPTIONS" &&
			request.headers["access-control-request-method"] !== undefined;
		if (!isPreflight) return next();
		response.status(204).set(PREFLIGHT_ANSWER).end();
	};
}

/**
 * Whether a page of another origin made the request. Same origin means that `Origin` has the host
 * and port that the browser called, whatever the scheme: TLS may end before us. Behind a front end
 * that host stands in `X-Forwarded-Host`. Anyone but a browser can write it, and gains nothing:
 * they could as well leave out `Origin`. A page cannot: in a cross-origin request the header needs a
 * preflight, which is refused, and in a same-origin one there is nothing to gain. `Origin: null`
 * is foreign.
 *
 * Where a browser sends no `Origin`, as for the images of a page, it says in `Sec-Fetch-Site` whose page
 * it is (W3C, Fetch Metadata Request Headers); a person who follows a link is not that page.
 */
export function isCrossOrigin(request: Request): boolean {
	const { origin, host } = request.headers;
	if (origin === undefined) return isPartOfForeignPage(request);
	const forwardedHost = request.headers["x-forwarded-host"];
	const called = [host, ...(forwardedHost?.toString().split(",") ?? [])];
	return !called.some(
		(name) => name !== undefined && isOriginOf(origin, name.trim()),
	);
}

function isPartOfForeignPage({ headers }: Request): boolean {
	const site = headers["sec-fetch-site"];
	if (site !== "cross-site" && site !== "same-site") return false;
	const isFollowedLink =
		headers["sec-fetch-mode"] === "navigate" &&
		headers["sec-fetch-dest"] === "document";
	return !isFollowedLink;
}

const PREFLIGHT_ANSWER = {
	"Access-Control-Allow-Methods": "GET, HEAD, POST",
	"Access-Control-Allow-Headers":
		"Authorization, Content-Type, Content-Encoding, X-Firebase-AppCheck",
	/** Seconds. */
	"Access-Control-Max-Age": "600",
};

/** Compares as URLs do, so that case and a default port do not matter. */
function isOriginOf(origin: string, host: string): boolean {
	const scheme = /^https?:\/\//.exec(origin)?.[0];
	if (scheme === undefined || !/^[\w.:[\]-]+$/.test(host)) return false;
	const page = URL.parse(origin);
	const called = URL.parse(scheme + host);
	return page !== null && page.host === called?.host;
}

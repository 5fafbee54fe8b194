import type { IncomingHttpHeaders } from "node:http";
import type { Request, RequestHandler } from "express";
import { problem } from "../problems";
import { sendReply } from "../reply";

/**
 * Whether the request was made on this machine: the connection comes from loopback, and no proxy
 * says that it stands in between. Looks at the socket, not at what `trust proxy` would believe;
 * a caller elsewhere can only lose by adding the headers.
 */
export function isFromThisMachine(request: Request): boolean {
	return (
		isLoopbackAddress(request.socket.remoteAddress) &&
		!isForwarded(request.headers)
	);
}

/**
 * Refuses requests of this machine that call it by a foreign name. A page can point its own name
 * at 127.0.0.1 (DNS rebinding) and is then of the same origin as we; but browsers write the name
 * that they called into `Host`.
 */
export function createHostCheck(): RequestHandler {
	return (request, response, next) => {
		if (!isFromThisMachine(request) || isLoopbackHost(request.headers.host))
			next();
		else
			sendReply(
				response,
				problem(
					"host_not_allowed",
					"The Host header must be localhost, a name under .localhost, an address in 127.0.0.0/8 or [::1].",
				),
			);
	};
}

function isForwarded(headers: IncomingHttpHeaders): boolean {
	// Without a list of the names first: every request comes through here, some more than once.
	for (const name in headers)
		if (name.startsWith("x-forwarded") || FORWARDING_HEADERS.has(name))
			return true;
	return false;
}

/** What proxies and front ends add, beside all that begins with `X-Forwarded`. */
const FORWARDING_HEADERS: ReadonlySet<string> = new Set([
	"cf-connecting-ip",
	"client-ip",
	"fastly-client-ip",
	"fly-client-ip",
	"forwarded",
	"forwarded-for",
	"true-client-ip",
	"via",
	"x-appengine-user-ip",
	"x-azure-clientip",
	"x-client-ip",
	"x-cluster-client-ip",
	"x-envoy-external-address",
	"x-original-forwarded-for",
	"x-original-host",
	"x-proxyuser-ip",
	"x-real-ip",
]);

function isLoopbackAddress(address: string | undefined): boolean {
	return (
		address === "::1" ||
		/^(::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(address ?? "")
	);
}

function isLoopbackHost(host: string | undefined): boolean {
	return /^(([a-z0-9-]{1,63}\.)*localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i.test(
		host ?? "",
	);
}

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
		FORWARDING_HEADERS.every((name) => request.headers[name] === undefined)
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

const FORWARDING_HEADERS = [
	"forwarded",
	"x-forwarded-for",
	"x-forwarded-host",
	"x-real-ip",
	"via",
];

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

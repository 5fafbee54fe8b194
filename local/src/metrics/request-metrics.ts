import type {
	IncomingMessage,
	RequestListener,
	ServerResponse,
} from "node:http";
import type { Socket } from "node:net";
import { routeOf } from "@ffmpeg-analytics/api";
import {
	Counter,
	Gauge,
	Histogram,
	type Registry,
} from "@prometheus-io/client";

/** From an event that is stored in memory's time to an export. */
const BUCKETS_SECONDS = [
	0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60,
];

/** What routes take; whatever else came is one label. */
const METHODS: ReadonlySet<string | undefined> = new Set([
	"GET",
	"HEAD",
	"POST",
	"DELETE",
	"OPTIONS",
]);

/**
 * The listener, timing its answers by method, route and class of status. Paths that no route took are one label,
 * so that callers cannot make any.
 */
export function timeRequests(
	listener: RequestListener,
	registry: Registry,
): RequestListener {
	const durations = new Histogram({
		name: "ffmpeg_analytics_http_request_duration_seconds",
		help: "From the head of a request to the end of its answer; status aborted if the answer did not get to its end. Route none: turned away before any route, or no such path.",
		labelNames: ["method", "route", "status"],
		buckets: BUCKETS_SECONDS,
		registers: [registry],
	});
	const noteConnection = countBytes(registry);
	return (request, response) => {
		const startedAt = performance.now();
		noteConnection(request.socket);
		response.once("close", () => {
			const durationMs = performance.now() - startedAt;
			durations.observe(labelsOf(request, response), durationMs / 1_000);
		});
		listener(request, response);
	};
}

function labelsOf(request: IncomingMessage, response: ServerResponse) {
	const { method } = request;
	const { writableFinished, statusCode } = response;
	return {
		method: METHODS.has(method) ? method : "other",
		route: routeOf(request) ?? "none",
		status: writableFinished ? `${Math.floor(statusCode / 100)}xx` : "aborted",
	};
}

/**
 * Counts what went over connections. Sockets count for themselves, so that a request costs no more than the
 * question whether its connection is known.
 */
function countBytes(registry: Registry): (socket: Socket) => void {
	const open = new Set<Socket>();
	/** Of connections that are closed. */
	const past = { bytesRead: 0, bytesWritten: 0 };
	const direction = (name: string, help: string, of: keyof typeof past) =>
		new Counter({
			name,
			help,
			registers: [registry],
			collect() {
				this.reset();
				let bytes = past[of];
				for (const socket of open) bytes += socket[of];
				this.inc(bytes);
			},
		});
	direction(
		"ffmpeg_analytics_http_received_bytes_total",
		"Bytes of requests, as they came over the network.",
		"bytesRead",
	);
	direction(
		"ffmpeg_analytics_http_sent_bytes_total",
		"Bytes of answers, as they went over the network.",
		"bytesWritten",
	);
	new Gauge({
		name: "ffmpeg_analytics_http_connections",
		help: "Open connections that have asked something.",
		registers: [registry],
		collect() {
			this.set(open.size);
		},
	});
	return (socket) => {
		if (open.has(socket)) return;
		open.add(socket);
		socket.once("close", () => {
			open.delete(socket);
			past.bytesRead += socket.bytesRead;
			past.bytesWritten += socket.bytesWritten;
		});
	};
}

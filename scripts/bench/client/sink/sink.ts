import {
	createServer,
	type IncomingMessage,
	type ServerResponse,
} from "node:http";
import type { Socket } from "node:net";
import { listenBelowEphemeral } from "./listen.ts";
import { PROTOCOLS, unpack } from "./protocols.ts";
import { createReceived, type Tally } from "./received.ts";

/** How a sink can fail. */
export type Failure =
	/** Nobody listens. */
	| "down"
	/** Answers 500. */
	| "error"
	/** Resets 30 % of the connections, half of them after it has read the body and stored it. */
	| "reset"
	/** Takes requests, and never answers them, not even later. */
	| "hang"
	/** Answers 429 with `Retry-After: 1`. */
	| "limit";

/** A server to which every library can deliver. */
export interface Sink {
	/** `127.0.0.1:1234`. */
	readonly address: string;
	/** From now on it fails so, or not at all; resolves once that is so. */
	fail(failure: Failure | undefined): Promise<void>;
	tally(): Tally;
	indexes(): number[];
	close(): Promise<void>;
}

const RESET_SHARE = 0.3;

/** Starts a sink; `random` draws which connections it resets. */
export async function startSink(random: () => number): Promise<Sink> {
	const received = createReceived();
	const sockets = new Set<Socket>();
	let failure: Failure | undefined;
	let bytesOfClosed = 0;
	let unreadable = 0;
	let unreadableReason: string | undefined;

	const take = async (request: IncomingMessage, response: ServerResponse) => {
		// As it is now: what is under way at the recovery still fails.
		const failing = failure;
		const isReset = failing === "reset" && random() < RESET_SHARE;
		if (isReset && random() < 0.5) return request.socket.resetAndDestroy();
		const body = await bodyOf(request);
		if (failing === "hang") return;
		if (failing === "error") return respond(response, 500, { code: 500 });
		if (failing === "limit")
			return respond(response, 429, { code: 429 }, { "retry-after": "1" });
		const answer = storeBody(request, body);
		if (isReset) request.socket.resetAndDestroy();
		else respond(response, 200, answer);
	};
	const storeBody = (request: IncomingMessage, body: Buffer): unknown => {
		const url = new URL(request.url ?? "/", "http://sink");
		const protocol = PROTOCOLS.find(({ path }) => path.test(url.pathname));
		// Libraries also ask for settings and flags.
		if (protocol === undefined) return {};
		try {
			const encoding = request.headers["content-encoding"];
			const arrivals = protocol.arrivals({ url, body: unpack(body, encoding) });
			return protocol.answer(arrivals, received.store(arrivals));
		} catch (error) {
			unreadable++;
			unreadableReason ??= `${url.pathname}: ${String(error)}`;
			return {};
		}
	};

	const server = createServer((request, response) => {
		// What is cut off by either side is no news.
		take(request, response).catch(() => request.destroy());
	});
	server.keepAliveTimeout = 0;
	server.requestTimeout = 0;
	server.on("connection", (socket: Socket) => {
		sockets.add(socket);
		socket.once("close", () => {
			sockets.delete(socket);
			bytesOfClosed += socket.bytesRead;
		});
	});
	const stop = async () => {
		const closed = new Promise((resolve) => server.close(resolve));
		for (const socket of sockets) socket.destroy();
		await closed;
	};
	const port = await listenBelowEphemeral(server);
	return {
		address: `127.0.0.1:${port}`,
		async fail(next) {
			failure = next;
			if (next === "down" && server.listening) await stop();
			if (next !== "down" && !server.listening)
				await new Promise<void>((resolve) =>
					server.listen(port, "127.0.0.1", resolve),
				);
		},
		tally() {
			let bytes = bytesOfClosed;
			for (const socket of sockets) bytes += socket.bytesRead;
			return { ...received.tally(), bytes, unreadable, unreadableReason };
		},
		indexes: received.indexes,
		close: async () => {
			if (server.listening) await stop();
		},
	};
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
}

/** mixpanel looks for a bare 1, which is JSON too. */
function respond(
	response: ServerResponse,
	status: number,
	answer: unknown,
	headers: Record<string, string> = {},
): void {
	const text = JSON.stringify(answer);
	response.writeHead(status, {
		"content-type": "application/json",
		"content-length": Buffer.byteLength(text),
		...headers,
	});
	response.end(text);
}

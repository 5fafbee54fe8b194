import type { Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/**
 * How long an answer that is complete may take to leave the process. The kernel takes what its own
 * buffers hold, so that only what is larger waits at all: an answer is below 2 MB, and a reader of
 * 100 KB/s has it in time. A whole answer that waits is held in memory, and whoever asks without ever
 * reading could hold any number of them.
 */
export const MAX_UNREAD_MS = 30_000;

/**
 * Answers of one connection that may be awaited at one time. Node reads all requests that come in one
 * packet, some thousand, before the first of them is answered.
 */
export const MAX_AWAITED = 64;

/** How late that may be noticed. */
const SWEEP_MS = 5_000;

/**
 * Cuts off connections whose reader does not take an answer within {@link MAX_UNREAD_MS}, however
 * much of it they have taken. The time counts from the end of the answer: one that is still being
 * written, by a job or as a stream, may take as long as it does, and so may one that waits behind it.
 *
 * Also cuts off whoever sends more requests than {@link MAX_AWAITED} without awaiting their answers. What
 * came in the same packet is still handed on, with a socket that is destroyed.
 */
export function cutOffUnreadAnswers(server: Server): void {
	/**
	 * By connection, and not by answer: a collection that sees every answer come and go keeps those
	 * that it has let go of alive until the next full collection of garbage.
	 */
	const connections = new Map<Socket, Connection>();
	server.on("connection", (socket) => {
		connections.set(socket, { last: undefined, before: [], sweeps: 0 });
		socket.on("close", () => connections.delete(socket));
	});
	const watch = (_request: unknown, response: ServerResponse) => {
		const connection = connections.get(response.req.socket);
		if (connection === undefined) return;
		if (countAwaited(connection) >= MAX_AWAITED) response.req.socket.destroy();
		connection.last = response;
		connection.sweeps = 0;
	};
	server.on("request", watch).on("checkExpectation", watch);
	const sweep = () => {
		for (const [socket, connection] of connections) {
			if (!isUnread(socket, connection.last)) connection.sweeps = 0;
			else if (connection.sweeps * SWEEP_MS >= MAX_UNREAD_MS) socket.destroy();
			else connection.sweeps += 1;
		}
	};
	const sweeping = setInterval(sweep, SWEEP_MS).unref();
	server.on("close", () => clearInterval(sweeping));
}

interface Connection {
	/** To the latest request; undefined before the first. */
	last: ServerResponse | undefined;
	/** The answers before it that had not left when it came. */
	readonly before: ServerResponse[];
	/** How many sweeps in a row have found its answer complete and still here. */
	sweeps: number;
}

/** How many answers have not left. Callers who await each before they ask again cost nothing here. */
function countAwaited({ last, before }: Connection): number {
	if (last === undefined || last.writableFinished) {
		before.length = 0;
		return 0;
	}
	// They leave in their order.
	while (before[0]?.writableFinished === true) before.shift();
	return before.push(last);
}

/** Whether all is answered, and some of it has not left. */
function isUnread(socket: Socket, last: ServerResponse | undefined): boolean {
	return last?.writableEnded === true && socket.writableLength > 0;
}

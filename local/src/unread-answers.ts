import type { Server, ServerResponse } from "node:http";

/**
 * How long an answer that is complete may take to leave the process. The kernel takes what its own
 * buffers hold, so that only what is larger waits at all: an answer is below 2 MB, and a reader of
 * 100 KB/s has it in time. A whole answer that waits is held in memory, and whoever asks without ever
 * reading could hold any number of them.
 */
export const MAX_UNREAD_MS = 30_000;

/** How late that may be noticed. */
const SWEEP_MS = 5_000;

/**
 * Cuts off connections whose reader does not take an answer within {@link MAX_UNREAD_MS}, however
 * much of it he has taken. The time counts from the end of the answer: one that is still being
 * written, by a job or as a stream, may take as long as it does, and so may one that waits behind it.
 */
export function cutOffUnreadAnswers(server: Server): void {
	/** Answers that have not left, with the number of sweeps that found them complete. */
	const open = new Map<ServerResponse, number>();
	function forget(this: ServerResponse) {
		open.delete(this);
	}
	const watch = (_request: unknown, response: ServerResponse) => {
		open.set(response, 0);
		response.on("close", forget);
	};
	server.on("request", watch).on("checkExpectation", watch);
	const sweep = () => {
		for (const [response, sweeps] of open) {
			const { socket } = response.req;
			// Answers behind the one that a connection was cut off at are never closed.
			if (socket.destroyed) open.delete(response);
			else if (!response.writableEnded || response.socket === null) continue;
			else if (sweeps * SWEEP_MS >= MAX_UNREAD_MS) socket.destroy();
			else open.set(response, sweeps + 1);
		}
	};
	const sweeping = setInterval(sweep, SWEEP_MS).unref();
	server.on("close", () => clearInterval(sweeping));
}

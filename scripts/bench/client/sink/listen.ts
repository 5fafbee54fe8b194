import { once } from "node:events";
import type { Server } from "node:net";

/** Below the range from which the kernel draws ports of its own (32768 by default). */
const PORT_MIN = 20_000;
const PORTS = 10_000;

/**
 * Listens on loopback, and returns the port. It is none that a connecting client may be given: a sink that is
 * down for a while must find its port free afterwards, and nobody may meet himself there.
 */
export async function listenBelowEphemeral(server: Server): Promise<number> {
	for (;;) {
		const port = PORT_MIN + Math.floor(Math.random() * PORTS);
		try {
			server.listen(port, "127.0.0.1");
			await once(server, "listening");
			return port;
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
		}
	}
}

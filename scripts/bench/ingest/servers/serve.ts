import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * Serves on a free port of loopback and prints the address. Ends with SIGTERM, or when the process
 * that started it is gone, after `beforeEnd`.
 */
export function serve(
	handler: RequestListener,
	beforeEnd: () => Promise<void> = async () => {},
): void {
	const server = createServer(handler);
	server.listen(0, "127.0.0.1", () => {
		const { port } = server.address() as AddressInfo;
		process.stdout.write(`listening on http://127.0.0.1:${port}\n`);
	});
	const end = () => {
		server.closeAllConnections();
		void beforeEnd().then(() => process.exit(0));
	};
	process.once("SIGTERM", end);
	process.once("disconnect", () => process.exit(1));
}

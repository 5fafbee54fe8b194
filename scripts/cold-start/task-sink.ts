import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Something that takes tasks as Cloud Tasks does, and hands none of them over. */
export interface TaskSink {
	/** `host:port`, as `CLOUD_TASKS_EMULATOR_HOST` names it. */
	readonly address: string;
	stop(): Promise<void>;
}

/** Starts one on a free port of loopback. */
export async function startTaskSink(): Promise<TaskSink> {
	const server = createServer((request, response) => {
		request.resume();
		response.setHeader("Content-Type", "application/json").end("{}");
	}).listen(0, "127.0.0.1");
	await once(server, "listening");
	const { port } = server.address() as AddressInfo;
	return {
		address: `127.0.0.1:${port}`,
		async stop() {
			server.closeAllConnections();
			server.close();
			await once(server, "close");
		},
	};
}

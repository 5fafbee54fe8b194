import {
	type OpenedSink,
	type OpenSinkOptions,
	openHttpSink,
} from "./open-http-sink.ts";
import {
	type Behaviour,
	openSinkServer,
	type SinkServer,
} from "./sink-server.ts";

/** A server for each test, and sinks that report to it, which are closed after it. */
export interface SinkBench {
	/** That of the test that runs. */
	readonly server: SinkServer;
	open(options?: Partial<OpenSinkOptions>): OpenedSink;
	/** The first requests go so, all later ones well. */
	first(...behaviours: Behaviour[]): void;
}

/** To be called where tests are described. */
export function useSinkBench(): SinkBench {
	let server: SinkServer;
	const opened: OpenedSink[] = [];
	beforeEach(async () => {
		server = await openSinkServer();
	});
	afterEach(async () => {
		for (const { sink } of opened.splice(0)) await sink.close(0);
		await server.close();
	});
	return {
		get server() {
			return server;
		},
		open(options = {}) {
			const sink = openHttpSink({ endpoint: server.url, ...options });
			opened.push(sink);
			return sink;
		},
		first: (...behaviours) =>
			server.behave((request) => behaviours[request] ?? { kind: "serve" }),
	};
}

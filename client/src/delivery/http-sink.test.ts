import {
	type OpenedSink,
	type OpenSinkOptions,
	openHttpSink,
} from "../../testing/open-http-sink.ts";
import { readyEvents } from "../../testing/ready-events.ts";
import {
	type Behaviour,
	openSinkServer,
	type SinkServer,
} from "../../testing/sink-server.ts";

describe("createHttpSink", () => {
	let server: SinkServer;
	const opened: OpenedSink[] = [];
	beforeEach(async () => {
		server = await openSinkServer();
	});
	afterEach(async () => {
		for (const { sink } of opened.splice(0)) await sink.close(0);
		await server.close();
	});

	function open(options: Partial<OpenSinkOptions> = {}): OpenedSink {
		const sink = openHttpSink({ endpoint: server.url, ...options });
		opened.push(sink);
		return sink;
	}

	/** The first requests go so, all later ones well. */
	const first = (...behaviours: Behaviour[]) =>
		server.behave((request) => behaviours[request] ?? { kind: "serve" });

	it("sends full batches at once, and the rest when it is flushed", async () => {
		const { sink, counters } = open({ ingestKey: "key-of-the-host" });
		sink.accept(readyEvents(1, 1_234));
		await sink.flush();
		expect(server.events.size).toBe(1_234);
		expect(counters).toMatchObject({
			stored: 1_234,
			duplicates: 0,
			retried: 0,
		});
		expect(server.requests.map(({ events }) => events).sort()).toEqual([
			...[234, 500, 500],
		]);
		const [request] = server.requests;
		expect(request?.headers).toMatchObject({
			authorization: "Bearer key-of-the-host",
			"content-type": "application/json",
			"content-encoding": "gzip",
		});
		expect(Math.abs(Date.now() - (request?.sentAt ?? 0))).toBeLessThan(60_000);
	});
});

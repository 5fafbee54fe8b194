import autocannon from "autocannon";
import { createBodySource, type IdKind } from "./events.ts";

/** What was seen of a server under load. */
export interface Load {
	/** Requests that were answered within the measured time. */
	readonly requests: number;
	readonly seconds: number;
	/** Of these requests, ms. */
	readonly latenciesMs: readonly number[];
	/** Of all answers, those of the warm-up included, as are the counts below. */
	readonly non2xx: number;
	/** Connections that broke, and requests that were not answered. */
	readonly errors: number;
	/** Answers that do not say `stored` of each of their events. */
	readonly notStored: number;
	readonly eventsSent: number;
	readonly eventsAcknowledged: number;
	/** The load generator's share of one CPU. At 1 it is what limits the figures. */
	readonly loadCpu: number;
	/** The server's; undefined where the system does not tell. */
	readonly serverCpu: number | undefined;
}

/** What {@link runLoad} sends, and for how long. */
export interface LoadOptions {
	readonly address: string;
	readonly connections: number;
	readonly eventsPerRequest: number;
	readonly ids: IdKind;
	/** Before anything is measured: the server's code gets compiled. */
	readonly warmUpSeconds: number;
	readonly seconds: number;
	/** Seconds of CPU that the server has used. */
	readonly serverCpuSeconds: () => number | undefined;
}

/** How exactly autocannon keeps to the duration. */
const SAMPLE_MS = 100;

/** Sends new events over every connection, the next request after the answer to the last one. */
export async function runLoad(options: LoadOptions): Promise<Load> {
	const { eventsPerRequest } = options;
	const bodies = createBodySource(eventsPerRequest, options.ids);
	const latenciesMs: number[] = [];
	let eventsSent = 0;
	let eventsAcknowledged = 0;
	let isMeasured = false;
	const { running, ended } = start({
		url: `http://${options.address}/logOperation`,
		method: "POST",
		headers: { "content-type": "application/json" },
		connections: options.connections,
		duration: options.warmUpSeconds + options.seconds,
		sampleInt: SAMPLE_MS,
		requests: [
			{
				setupRequest(request) {
					eventsSent += eventsPerRequest;
					return { ...request, body: bodies.next() };
				},
			},
		],
		verifyBody(body) {
			const stored = countStored(String(body));
			eventsAcknowledged += stored;
			return stored === eventsPerRequest;
		},
	});
	running.on("response", (_client, _status, _bytes, responseMs) => {
		if (isMeasured) latenciesMs.push(responseMs);
	});
	const usage = watchUsage(options);
	const measuring = setTimeout(() => {
		isMeasured = true;
		usage.begin();
	}, options.warmUpSeconds * 1_000);
	const result = await ended;
	const used = usage.end();
	clearTimeout(measuring);
	return {
		requests: latenciesMs.length,
		latenciesMs,
		non2xx: result.non2xx,
		errors: result.errors,
		notStored: result.mismatches,
		eventsSent,
		eventsAcknowledged,
		...used,
	};
}

/** Autocannon's instance, whose events are heard, and its end. */
function start(options: autocannon.Options) {
	const { promise, resolve, reject } =
		Promise.withResolvers<autocannon.Result>();
	const running = autocannon(options, (error, result) =>
		error ? reject(error) : resolve(result),
	);
	return { running, ended: promise };
}

/** Time and CPU between two moments. */
function watchUsage({ serverCpuSeconds }: LoadOptions) {
	let startMs = performance.now();
	let ownCpu = process.cpuUsage();
	let serverCpu: number | undefined;
	return {
		begin() {
			startMs = performance.now();
			ownCpu = process.cpuUsage();
			serverCpu = serverCpuSeconds();
		},
		end() {
			const seconds = (performance.now() - startMs) / 1_000;
			const { user, system } = process.cpuUsage(ownCpu);
			const serverCpuNow = serverCpuSeconds();
			return {
				seconds,
				loadCpu: (user + system) / 1e6 / seconds,
				serverCpu:
					serverCpu === undefined || serverCpuNow === undefined
						? undefined
						: (serverCpuNow - serverCpu) / seconds,
			};
		},
	};
}

/** The events that an answer says are stored: the one, or those of the batch. */
function countStored(body: string): number {
	const answer = parseObject(body);
	if (answer.status === "stored") return 1;
	return Array.isArray(answer.results)
		? answer.results.filter(({ status }) => status === "stored").length
		: 0;
}

function parseObject(text: string): Record<string, unknown> {
	try {
		return Object(JSON.parse(text)) as Record<string, unknown>;
	} catch {
		return {};
	}
}

import { setTimeout as sleep } from "node:timers/promises";
import {
	Client,
	type ClientDuplexStream,
	credentials,
	Metadata,
	Server,
	ServerCredentials,
	type ServerDuplexStream,
	type ServiceDefinition,
	type StatusObject,
	status,
	type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import {
	FIRESTORE_METHODS,
	FIRESTORE_SERVICE,
	type FirestoreMethod,
} from "./firestore-service.ts";

/** What happens to a call. */
export type FaultEffect =
	/** The call never reaches the server. */
	| { kind: "refuse"; code: status }
	/** The server executes the call; the client gets this status in place of the answer. */
	| { kind: "lose-answer"; code: status }
	/** The call reaches the server this much later, and is otherwise answered as ever. */
	| { kind: "delay"; ms: number };

/** Which calls of one method a fault hits: the `times` (default 1) calls after the first `skip` (default 0). */
export interface Fault {
	method: FirestoreMethod;
	skip?: number;
	times?: number;
	effect: FaultEffect;
}

export interface FaultProxy {
	readonly host: string;
	readonly port: number;
	/**
	 * Arms a fault. Of several for one method, the first that was armed and has not run out takes the
	 * call; the others do not count it. The answer tells how many calls this one has hit so far.
	 */
	inject(fault: Fault): { hits(): number };
	/** Disarms all faults; calls that are being delayed stay delayed. */
	clear(): void;
	/** Calls received so far by method, those that were hit among them, the SDK's own retries too. */
	calls(): Partial<Record<FirestoreMethod, number>>;
	/** Bytes of the largest request of a method that reached the server. */
	largestRequest(method: FirestoreMethod): number;
	/** Ends all calls at once. */
	close(): Promise<void>;
}

type RawCall = ServerDuplexStream<Buffer, Buffer>;
type RawUpstream = ClientDuplexStream<Buffer, Buffer>;

/**
 * Starts a proxy in front of any Firestore emulator (`target` is its `host:port`), to make the network
 * fail on purpose. Set `FIRESTORE_EMULATOR_HOST` to the proxy. It passes messages on as bytes, and
 * metadata, deadlines, trailers and statuses as they are.
 */
export async function startFaultProxy({
	target,
	host = "127.0.0.1",
	port = 0,
}: {
	target: string;
	host?: string;
	port?: number;
}): Promise<FaultProxy> {
	const faults = new ArmedFaults();
	const calls: Partial<Record<FirestoreMethod, number>> = {};
	const largest: Partial<Record<FirestoreMethod, number>> = {};
	const unlimited = {
		"grpc.max_receive_message_length": -1,
		"grpc.max_send_message_length": -1,
	};
	const client = new Client(target, credentials.createInsecure(), {
		...unlimited,
		"grpc.enable_retries": 0,
	});
	const server = new Server(unlimited);

	const definition: Record<string, ServiceDefinition[string]> = {};
	const implementation: UntypedServiceImplementation = {};
	for (const method of FIRESTORE_METHODS) {
		definition[method] = passThroughMethod(method);
		implementation[method] = (call: RawCall) => {
			calls[method] = (calls[method] ?? 0) + 1;
			void forward(client, call, faults.take(method), ({ length }) => {
				largest[method] = Math.max(largest[method] ?? 0, length);
			});
		};
	}
	server.addService(definition, implementation);
	const boundPort = await new Promise<number>((resolve, reject) => {
		server.bindAsync(
			`${host}:${port}`,
			ServerCredentials.createInsecure(),
			(error, bound) => {
				if (error) reject(error);
				else resolve(bound);
			},
		);
	});

	return {
		host,
		port: boundPort,
		inject: (fault) => faults.arm(fault),
		clear: () => faults.clear(),
		calls: () => ({ ...calls }),
		largestRequest: (method) => largest[method] ?? 0,
		async close() {
			server.forceShutdown();
			client.close();
		},
	};
}

/** The faults in the order in which they were armed. */
class ArmedFaults {
	#faults: {
		method: FirestoreMethod;
		skip: number;
		times: number;
		hits: number;
		effect: FaultEffect;
	}[] = [];

	arm({ method, skip = 0, times = 1, effect }: Fault): { hits(): number } {
		const fault = { method, skip, times, hits: 0, effect };
		this.#faults.push(fault);
		return { hits: () => fault.hits };
	}

	clear(): void {
		this.#faults = [];
	}

	/** The effect on the call that has just come in, if any. */
	take(method: FirestoreMethod): FaultEffect | undefined {
		const fault = this.#faults.find(
			(each) => each.method === method && each.hits < each.times,
		);
		if (!fault) return undefined;
		if (fault.skip > 0) {
			fault.skip -= 1;
			return undefined;
		}
		fault.hits += 1;
		return fault.effect;
	}
}

/** On the wire a call with one message is a stream of one, so every method can be handled as two streams. */
function passThroughMethod(method: FirestoreMethod): ServiceDefinition[string] {
	return {
		path: `/${FIRESTORE_SERVICE}/${method}`,
		requestStream: true,
		responseStream: true,
		requestSerialize: identity,
		requestDeserialize: identity,
		responseSerialize: identity,
		responseDeserialize: identity,
	};
}

async function forward(
	client: Client,
	call: RawCall,
	effect: FaultEffect | undefined,
	onRequest: (message: Buffer) => void,
): Promise<void> {
	call.on("error", () => {
		// A broken client connection; 'cancelled' tells the upstream.
	});
	if (effect?.kind === "refuse") {
		answerWithFault(call, effect.code);
		return;
	}
	if (effect?.kind === "delay") await sleep(effect.ms);
	if (call.cancelled) return;

	const upstream = client.makeBidiStreamRequest(
		call.getPath(),
		identity,
		identity,
		requestMetadata(call),
		{
			deadline: call.getDeadline(),
		},
	);
	call.on("cancelled", () => upstream.cancel());
	// Not before: whoever listens makes the messages flow, and those of a delayed call would be lost.
	call.on("data", onRequest);
	call.pipe(upstream as unknown as NodeJS.WritableStream);
	if (effect?.kind === "lose-answer") loseAnswer(call, upstream, effect.code);
	else passAnswer(call, upstream);
}

function passAnswer(call: RawCall, upstream: RawUpstream): void {
	upstream.on("metadata", (metadata) => call.sendMetadata(metadata));
	upstream.on("data", (message) => {
		if (call.write(message)) return;
		upstream.pause();
		call.once("drain", () => upstream.resume());
	});
	upstream.on("error", ignoreInFavourOfStatus);
	upstream.on("status", (received) => {
		// The status of a good end can overtake messages that wait for the client to read on.
		if (received.code === status.OK && !upstream.readableEnded)
			upstream.once("end", () => answerWithStatus(call, received));
		else answerWithStatus(call, received);
	});
}

function loseAnswer(call: RawCall, upstream: RawUpstream, code: status): void {
	upstream.resume();
	upstream.on("error", ignoreInFavourOfStatus);
	upstream.on("status", () => answerWithFault(call, code));
}

/**
 * Headers come first: the SDK repeats a streaming call that fails without any, whatever the status,
 * after 2 seconds, and only thereafter goes by the status.
 */
function answerWithFault(call: RawCall, code: status): void {
	call.sendMetadata(new Metadata());
	answerWithStatus(call, {
		code,
		details: `Injected fault: ${status[code]}`,
		metadata: new Metadata(),
	});
}

function answerWithStatus(
	call: RawCall,
	{ code, details, metadata }: StatusObject,
): void {
	if (code === status.OK) call.end(metadata);
	else call.emit("error", { code, details, metadata });
}

/** What the client sent, but for the header that the proxy's own connection writes anew. */
function requestMetadata(call: RawCall): Metadata {
	const metadata = call.metadata.clone();
	metadata.remove("user-agent");
	return metadata;
}

/** A failed stream emits both; the status has all that the error has. */
function ignoreInFavourOfStatus(): void {}

function identity(bytes: Buffer): Buffer {
	return bytes;
}

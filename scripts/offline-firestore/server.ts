import { FirestoreMock } from "@firebase-bridge/firestore-admin";
import protosV1 from "@google-cloud/firestore/build/protos/v1.json" with {
	type: "json",
};
import {
	Metadata,
	type MethodDefinition,
	Server,
	ServerCredentials,
	type ServerUnaryCall,
	type ServerWritableStream,
	type ServiceDefinition,
	type sendUnaryData,
	status,
	type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { fromJSON } from "@grpc/proto-loader";
import { openBridge } from "./bridge.ts";
import { Database } from "./database.ts";
import { FIRESTORE_SERVICE } from "./firestore-service.ts";
import {
	OperationCounters,
	type OperationCounts,
} from "./operation-counters.ts";
import { RpcError, toRpcError } from "./rpc-error.ts";
import { type EpochMicros, ServerClock } from "./server-clock.ts";

/** Firestore's bound on one request; larger ones are answered INVALID_ARGUMENT. */
export const MAX_REQUEST_BYTES = 10 * 1024 * 1024;
/** Above the bound by enough that this server, not the transport, refuses what is too large. */
const MAX_TRANSPORT_BYTES = 64 * 1024 * 1024;
/** `demo-orders`, `orders-prod-1`: 6 to 30 characters, which the bridge insists on as Google does. */
const PROJECT_ID = /^(?=.{6,30}$)[a-z](?:-?[a-z0-9])*$/;
const RESOURCE_NAME = /^projects\/([^/]+)\/databases\/([^/]+)(?:\/|$)/;

export interface OfflineFirestore {
	readonly host: string;
	readonly port: number;
	/** What the project's calls would have been billed for, over all its databases. */
	counters(projectId: string): OperationCounts;
	/** The same, by the id of the collection. */
	countersByCollection(projectId: string): Record<string, OperationCounts>;
	/** Ends all calls at once and forgets all data. */
	close(): Promise<void>;
}

/** How the server is to be started; all of it has defaults. */
export interface OfflineFirestoreOptions {
	readonly host?: string;
	/** 0 takes a free port. */
	readonly port?: number;
	/** What the server takes for the time; the machine's clock unless given. */
	readonly readWallMicros?: () => EpochMicros;
}

/**
 * Starts a Firestore that lives in memory and speaks Firestore's gRPC protocol: set
 * `FIRESTORE_EMULATOR_HOST` to its `host:port`, and the unmodified Admin SDK works against it. Any
 * project id and database id is made, empty, when first named.
 */
export async function startOfflineFirestore({
	host = "127.0.0.1",
	port = 0,
	readWallMicros,
}: OfflineFirestoreOptions = {}): Promise<OfflineFirestore> {
	const databases = new Databases(readWallMicros);
	const server = new Server({
		"grpc.max_receive_message_length": MAX_TRANSPORT_BYTES,
		"grpc.max_send_message_length": -1,
	});
	const { definition, implementation } = firestoreService(databases);
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
		counters: (projectId) => databases.counters(projectId).counts(),
		countersByCollection: (projectId) =>
			databases.counters(projectId).byCollection(),
		async close() {
			server.forceShutdown();
			databases.clear();
		},
	};
}

/** All databases, made on demand. */
class Databases {
	readonly #mock = new FirestoreMock();
	readonly #databases = new Map<string, Promise<Database>>();
	readonly #counters = new Map<string, OperationCounters>();
	readonly #readWallMicros: (() => EpochMicros) | undefined;

	constructor(readWallMicros: (() => EpochMicros) | undefined) {
		this.#readWallMicros = readWallMicros;
	}

	/** The database that a resource name (`projects/P/databases/D/...`) lies in. */
	of(resourceName: string | null | undefined): Promise<Database> {
		const [, projectId, databaseId] =
			RESOURCE_NAME.exec(resourceName ?? "") ?? [];
		if (!projectId || !databaseId)
			throw new RpcError(
				status.INVALID_ARGUMENT,
				`Not a resource name: "${resourceName}".`,
			);
		if (!PROJECT_ID.test(projectId))
			throw new RpcError(
				status.INVALID_ARGUMENT,
				`Not a project id: "${projectId}".`,
			);
		const key = `${projectId}/${databaseId}`;
		const known = this.#databases.get(key);
		if (known) return known;
		const opened = this.#open(projectId, databaseId);
		this.#databases.set(key, opened);
		return opened;
	}

	counters(projectId: string): OperationCounters {
		const counters = this.#counters.get(projectId) ?? new OperationCounters();
		this.#counters.set(projectId, counters);
		return counters;
	}

	clear(): void {
		this.#mock.deleteAll();
		this.#databases.clear();
	}

	async #open(projectId: string, databaseId: string): Promise<Database> {
		const clock = new ServerClock(this.#readWallMicros);
		const bridge = await openBridge(this.#mock, projectId, databaseId, clock);
		return new Database(bridge, clock, this.counters(projectId));
	}
}

/** A decoded request with its size on the wire. */
interface SizedRequest<Request> {
	message: Request;
	sizeBytes: number;
}

/** The RPCs that are here; the rest of Firestore's service answers UNIMPLEMENTED. */
function firestoreService(databases: Databases) {
	const implementation: UntypedServiceImplementation = {
		Commit: unary(databases, (database, request) => database.commit(request)),
		BatchWrite: unary(databases, (database, request) =>
			database.batchWrite(request),
		),
		BeginTransaction: unary(databases, (database, request) =>
			database.beginTransaction(request),
		),
		Rollback: unary(databases, (database, request) =>
			database.rollback(request),
		),
		ListDocuments: unary(databases, (database, request) =>
			database.listDocuments(request),
		),
		ListCollectionIds: unary(databases, (database, request) =>
			database.listCollectionIds(request),
		),
		BatchGetDocuments: serverStream(databases, (database, request) =>
			database.batchGetDocuments(request),
		),
		RunQuery: serverStream(databases, (database, request) =>
			database.runQuery(request),
		),
		RunAggregationQuery: serverStream(databases, (database, request) =>
			database.runAggregationQuery(request),
		),
	};
	const service = fromJSON(protosV1, {
		longs: String,
		enums: String,
		defaults: false,
		oneofs: true,
	})[FIRESTORE_SERVICE];
	const definition: Record<string, MethodDefinition<unknown, unknown>> = {};
	for (const [name, method] of Object.entries(service as ServiceDefinition)) {
		const requestDeserialize = (bytes: Buffer): SizedRequest<unknown> => ({
			message: method.requestDeserialize(bytes),
			sizeBytes: bytes.length,
		});
		definition[name] = { ...method, requestDeserialize };
	}
	return { definition, implementation };
}

/** Where a request names its database: in `database`, or in the resource that it starts from. */
interface DatabaseRequest {
	database?: string | null;
	parent?: string | null;
}

function unary<Request extends DatabaseRequest, Response>(
	databases: Databases,
	answer: (database: Database, request: Request) => Promise<Response>,
) {
	return async (
		call: ServerUnaryCall<SizedRequest<Request>, Response>,
		callback: sendUnaryData<Response>,
	) => {
		try {
			const request = bounded(call.request);
			const database = await databases.of(request.database ?? request.parent);
			callback(null, await answer(database, request));
		} catch (cause) {
			callback(statusOf(cause));
		}
	};
}

function serverStream<Request extends DatabaseRequest, Response>(
	databases: Databases,
	answer: (database: Database, request: Request) => AsyncIterable<Response>,
) {
	return async (
		call: ServerWritableStream<SizedRequest<Request>, Response>,
	) => {
		// The SDK takes a stream that fails without headers for a broken line, and repeats it for 6 seconds.
		call.sendMetadata(new Metadata());
		try {
			const request = bounded(call.request);
			const database = await databases.of(request.database ?? request.parent);
			for await (const response of answer(database, request))
				call.write(response);
			call.end();
		} catch (cause) {
			call.emit("error", statusOf(cause));
		}
	};
}

function bounded<Request>({
	message,
	sizeBytes,
}: SizedRequest<Request>): Request {
	if (sizeBytes > MAX_REQUEST_BYTES) {
		throw new RpcError(
			status.INVALID_ARGUMENT,
			`Request payload size exceeds the limit: ${MAX_REQUEST_BYTES} bytes.`,
		);
	}
	return message;
}

function statusOf(cause: unknown) {
	const { code, message } = toRpcError(cause);
	return { code, details: message, metadata: new Metadata() };
}

import type { Readable } from "node:stream";
import type { FirestoreMock } from "@firebase-bridge/firestore-admin";
import type { google } from "@google-cloud/firestore/types/protos/firestore_v1_proto_api";
import { Timestamp } from "firebase-admin/firestore";
import type { EpochMicros, ServerClock } from "./server-clock.ts";

/**
 * The one file that reaches into private members of `@firebase-bridge/firestore-admin`, whose version
 * is pinned for that reason.
 */

/** The bridge's stand-in for the Admin SDK's gRPC client: same requests, same answers, no network. */
export interface BridgeClient {
	beginTransaction(
		request: google.firestore.v1.IBeginTransactionRequest,
	): UnaryAnswer<google.firestore.v1.IBeginTransactionResponse>;
	commit(
		request: google.firestore.v1.ICommitRequest,
	): UnaryAnswer<google.firestore.v1.ICommitResponse>;
	rollback(
		request: google.firestore.v1.IRollbackRequest,
	): UnaryAnswer<google.protobuf.IEmpty>;
	batchGetDocuments(
		request: google.firestore.v1.IBatchGetDocumentsRequest,
	): Readable;
	runQuery(request: google.firestore.v1.IRunQueryRequest): Readable;
	runAggregationQuery(
		request: google.firestore.v1.IRunAggregationQueryRequest,
	): Readable;
	listDocuments(
		request: google.firestore.v1.IListDocumentsRequest,
	): UnaryAnswer<google.firestore.v1.IDocument[]>;
	listCollectionIds(
		request: google.firestore.v1.IListCollectionIdsRequest,
	): UnaryAnswer<string[]>;
}

type UnaryAnswer<Response> = Promise<[Response, ...unknown[]]>;

/** One in-process database. Document paths here are relative to the database (`users/u1`). */
export interface Bridge {
	readonly client: BridgeClient;
	/** When the document last changed, or undefined where there is none. */
	updateTime(documentPath: string): Timestamp | undefined;
	/** Drops versions of the document that were replaced before the given time; the bridge keeps all. */
	forgetVersions(documentPath: string, before: EpochMicros): void;
	/**
	 * Drops a document that was deleted, if nothing is at or below it; the bridge keeps it, and every
	 * query of its collection looks at it.
	 */
	forgetDeleted(documentPath: string): void;
	/**
	 * Drops transactions that are over, which the bridge would keep, and would still commit, and those
	 * begun before the given time, to which the bridge cannot show their moment any more. Returns the
	 * earliest moment at which one that is left reads, or Infinity.
	 */
	forgetTransactions(begunBefore: EpochMicros): EpochMicros;
}

interface PrivateFirestore {
	initializeIfNeeded(requestTag: string): Promise<void>;
	_clientPool: { clientFactory(requiresGrpc: boolean): BridgeClient };
}

interface PrivateAccessor {
	serverTime: () => Timestamp;
	_src: { docs: Map<string, PrivateDocument> };
	_txs: { _transactions: Map<string, PrivateTransaction> };
}

interface PrivateTransaction {
	status: number;
	readTime: Timestamp | undefined;
	/** Epoch milliseconds. */
	_created: number;
}

interface PrivateDocument {
	exists: boolean;
	updateTime: Timestamp;
	_history: { updateTime: Timestamp }[];
	_collections: Set<unknown>;
	parent?: { _docs: Map<string, PrivateDocument> };
}

const ACTIVE_TRANSACTION = 0;

/** Makes the database and lets it tell the time by the given clock. */
export async function openBridge(
	mock: FirestoreMock,
	projectId: string,
	databaseId: string,
	clock: ServerClock,
): Promise<Bridge> {
	const controller = mock.createDatabase({ projectId, databaseId });
	const firestore = controller.firestore() as unknown as PrivateFirestore;
	await firestore.initializeIfNeeded("offline-firestore");
	const client = firestore._clientPool.clientFactory(false);

	const accessor = (controller as unknown as { _accessor: PrivateAccessor })
		._accessor;
	accessor.serverTime = () => toTimestamp(clock.now());
	const documents = accessor._src.docs;
	const transactions = accessor._txs._transactions;

	return {
		client,
		updateTime(documentPath) {
			const document = documents.get(documentPath);
			return document?.exists ? document.updateTime : undefined;
		},
		forgetVersions(documentPath, before) {
			const history = documents.get(documentPath)?._history ?? [];
			// The oldest version that is kept is the one that was current at that time.
			const current = history.findLastIndex(
				(version) => toEpochMicros(version.updateTime) <= before,
			);
			if (current > 0) history.splice(0, current);
		},
		forgetDeleted(documentPath) {
			const document = documents.get(documentPath);
			if (document === undefined || document.exists) return;
			if (document._collections.size > 0) return;
			documents.delete(documentPath);
			document.parent?._docs.delete(documentPath);
		},
		forgetTransactions(begunBefore) {
			let earliestRead = Number.POSITIVE_INFINITY;
			for (const [id, { status, readTime, _created }] of transactions) {
				if (status !== ACTIVE_TRANSACTION || _created * 1000 < begunBefore)
					transactions.delete(id);
				else if (readTime)
					earliestRead = Math.min(earliestRead, toEpochMicros(readTime));
			}
			return earliestRead;
		},
	};
}

function toTimestamp(micros: EpochMicros): Timestamp {
	return new Timestamp(Math.floor(micros / 1e6), (micros % 1e6) * 1000);
}

function toEpochMicros(timestamp: Timestamp): EpochMicros {
	return timestamp.seconds * 1e6 + Math.floor(timestamp.nanoseconds / 1000);
}

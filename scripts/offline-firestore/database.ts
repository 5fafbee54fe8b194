import type { google } from "@google-cloud/firestore/types/protos/firestore_v1_proto_api";
import { status } from "@grpc/grpc-js";
import type { Timestamp } from "firebase-admin/firestore";
import type { Bridge } from "./bridge.ts";
import type { OperationCounters } from "./operation-counters.ts";
import { correctQuery, correctWrites } from "./request-corrections.ts";
import { RpcError, toRpcError } from "./rpc-error.ts";
import type { EpochMicros, ServerClock } from "./server-clock.ts";

type BatchGetDocumentsRequest = google.firestore.v1.IBatchGetDocumentsRequest;
type BatchGetDocumentsResponse = google.firestore.v1.IBatchGetDocumentsResponse;
type BatchWriteRequest = google.firestore.v1.IBatchWriteRequest;
type BatchWriteResponse = google.firestore.v1.IBatchWriteResponse;
type BeginTransactionRequest = google.firestore.v1.IBeginTransactionRequest;
type BeginTransactionResponse = google.firestore.v1.IBeginTransactionResponse;
type CommitRequest = google.firestore.v1.ICommitRequest;
type CommitResponse = google.firestore.v1.ICommitResponse;
type ListCollectionIdsRequest = google.firestore.v1.IListCollectionIdsRequest;
type ListCollectionIdsResponse = google.firestore.v1.IListCollectionIdsResponse;
type ListDocumentsRequest = google.firestore.v1.IListDocumentsRequest;
type ListDocumentsResponse = google.firestore.v1.IListDocumentsResponse;
type RollbackRequest = google.firestore.v1.IRollbackRequest;
type StructuredQuery = google.firestore.v1.IStructuredQuery;
type RunAggregationQueryRequest =
	google.firestore.v1.IRunAggregationQueryRequest;
type RunAggregationQueryResponse =
	google.firestore.v1.IRunAggregationQueryResponse;
type RunQueryRequest = google.firestore.v1.IRunQueryRequest;
type RunQueryResponse = google.firestore.v1.IRunQueryResponse;
type TransactionOptions = google.firestore.v1.ITransactionOptions;
type Write = google.firestore.v1.IWrite;
type WriteResult = google.firestore.v1.IWriteResult;

/** How far back a read may ask for; the real server's one hour would only fill the memory. */
const HISTORY_MICROS = 5e6;
/** As far as the bridge can look back, so that no transaction sees a gap. The real server's is 270 s. */
const TRANSACTION_MICROS = 60e6;

/** One database of one project: the bridge's client with its answers brought closer to Firestore's. */
export class Database {
	readonly #bridge: Bridge;
	readonly #clock: ServerClock;
	readonly #counters: OperationCounters;
	/** Documents that were deleted, the first first, until no read can ask for them any more. */
	#deleted: { readonly path: string; readonly at: EpochMicros }[] = [];

	constructor(bridge: Bridge, clock: ServerClock, counters: OperationCounters) {
		this.#bridge = bridge;
		this.#clock = clock;
		this.#counters = counters;
	}

	async commit(request: CommitRequest): Promise<CommitResponse> {
		const originals = request.writes ?? [];
		const corrected = correctWrites(originals);
		const changes = { ...request, writes: corrected.writes };
		const paths = originals.map(documentPath);
		// The bridge commits at once and answers later, when other commits may have followed.
		const { answer, updateTimes } = this.#clock.commit(() => ({
			answer: this.#bridge.client.commit(changes),
			updateTimes: paths.map((path) => this.#bridge.updateTime(path)),
		}));
		try {
			const [response] = await answer;
			this.#counters.countWrites(originals);
			const at = this.#clock.latest();
			for (const write of originals)
				if (write.delete) this.#deleted.push({ path: documentPath(write), at });
			const results = corrected
				.mergeResults(response.writeResults ?? [])
				.map((result, index) => withUpdateTime(result, updateTimes[index]));
			return { ...response, writeResults: results };
		} finally {
			this.#forgetHistory(paths);
		}
	}

	/** Each write stands alone and reports its own status; only the time is one for all. */
	async batchWrite(request: BatchWriteRequest): Promise<BatchWriteResponse> {
		const writes = request.writes ?? [];
		const commits = this.#clock.commit(() =>
			writes.map((write) => this.commit({ writes: [write] })),
		);
		const outcomes = await Promise.allSettled(commits);
		const response = {
			writeResults: [] as WriteResult[],
			status: [] as google.rpc.IStatus[],
		};
		for (const outcome of outcomes) {
			if (outcome.status === "fulfilled") {
				response.writeResults.push(outcome.value.writeResults?.[0] ?? {});
				response.status.push({ code: status.OK });
			} else {
				const { code, message } = toRpcError(outcome.reason);
				response.writeResults.push({});
				response.status.push({ code, message });
			}
		}
		return response;
	}

	async beginTransaction(
		request: BeginTransactionRequest,
	): Promise<BeginTransactionResponse> {
		const options = withoutRetry(request.options ?? { readWrite: {} });
		const [response] = await this.#bridge.client.beginTransaction({
			...request,
			options,
		});
		return response;
	}

	async rollback(request: RollbackRequest): Promise<google.protobuf.IEmpty> {
		try {
			const [response] = await this.#bridge.client.rollback(request);
			return response;
		} finally {
			this.#forgetHistory([]);
		}
	}

	async *batchGetDocuments(
		request: BatchGetDocumentsRequest,
	): AsyncGenerator<BatchGetDocumentsResponse> {
		if (request.readTime)
			throw new RpcError(
				status.UNIMPLEMENTED,
				"BatchGetDocuments at a readTime.",
			);
		this.#counters.countLookups(request.documents ?? []);
		yield* this.#bridge.client.batchGetDocuments(withNewTransaction(request));
	}

	async *runQuery(request: RunQueryRequest): AsyncGenerator<RunQueryResponse> {
		const structuredQuery =
			request.structuredQuery && correctQuery(request.structuredQuery);
		this.#refuseTooOld(request.readTime);
		let returned = 0;
		const responses = this.#bridge.client.runQuery(
			withNewTransaction({ ...request, structuredQuery }),
		);
		for await (const response of responses as AsyncIterable<RunQueryResponse>) {
			if (response.document) returned += 1;
			yield response;
		}
		this.#counters.countQuery(
			collectionOf(structuredQuery),
			returned,
			structuredQuery?.offset ?? 0,
		);
	}

	async *runAggregationQuery(
		request: RunAggregationQueryRequest,
	): AsyncGenerator<RunAggregationQueryResponse> {
		const aggregation = request.structuredAggregationQuery;
		const structuredQuery =
			aggregation?.structuredQuery && correctQuery(aggregation.structuredQuery);
		const structuredAggregationQuery = aggregation && {
			...aggregation,
			structuredQuery,
		};
		this.#refuseTooOld(request.readTime);
		const countAliases = (aggregation?.aggregations ?? [])
			.filter(({ count }) => count)
			.map(({ alias }) => alias ?? "");
		const responses = this.#bridge.client.runAggregationQuery(
			withNewTransaction({ ...request, structuredAggregationQuery }),
		);
		for await (const response of responses as AsyncIterable<RunAggregationQueryResponse>) {
			const fields = response.result?.aggregateFields ?? {};
			const matched = countAliases.map((alias) =>
				Number(fields[alias]?.integerValue ?? 0),
			);
			this.#counters.countAggregation(
				collectionOf(structuredQuery),
				Math.max(0, ...matched),
			);
			yield response;
		}
	}

	/** Ordered by name; the page token is the last name of the page before. */
	async listDocuments(
		request: ListDocumentsRequest,
	): Promise<ListDocumentsResponse> {
		const { mask, pageToken, pageSize, ...everything } = request;
		if (mask?.fieldPaths?.length)
			throw new RpcError(
				status.UNIMPLEMENTED,
				"ListDocuments with a field mask.",
			);
		const [documents] = await this.#bridge.client.listDocuments(everything);
		const rest = documents
			.sort((a, b) => compareText(a.name, b.name))
			.filter(({ name }) => !pageToken || compareText(name, pageToken) > 0);
		const page = rest.slice(0, pageSize || rest.length);
		this.#counters.countQuery(request.collectionId ?? "", page.length, 0);
		return {
			documents: page,
			nextPageToken: page.length < rest.length ? page.at(-1)?.name : undefined,
		};
	}

	/** In one page, however many there are. */
	async listCollectionIds(
		request: ListCollectionIdsRequest,
	): Promise<ListCollectionIdsResponse> {
		const [collectionIds] =
			await this.#bridge.client.listCollectionIds(request);
		this.#counters.countCollectionList();
		return { collectionIds: collectionIds.sort(compareText) };
	}

	/** Keeps what reads may still ask for, and no more, of transactions and of documents just written. */
	#forgetHistory(paths: readonly string[]): void {
		const now = this.#clock.latest();
		const earliestRead = this.#bridge.forgetTransactions(
			now - TRANSACTION_MICROS,
		);
		const horizon = Math.min(now - HISTORY_MICROS, earliestRead);
		for (const path of paths) this.#bridge.forgetVersions(path, horizon);
		const kept = this.#deleted.findIndex(({ at }) => at >= horizon);
		const gone = this.#deleted.splice(
			0,
			kept === -1 ? this.#deleted.length : kept,
		);
		for (const { path } of gone) this.#bridge.forgetDeleted(path);
	}

	#refuseTooOld(readTime: google.protobuf.ITimestamp | null | undefined): void {
		if (!readTime) return;
		if (toMicros(readTime) < this.#clock.now() - HISTORY_MICROS) {
			throw new RpcError(
				status.FAILED_PRECONDITION,
				"The requested snapshot version is too old.",
			);
		}
	}
}

function withNewTransaction<
	Request extends { newTransaction?: TransactionOptions | null },
>(request: Request): Request {
	return request.newTransaction
		? { ...request, newTransaction: withoutRetry(request.newTransaction) }
		: request;
}

/**
 * The id of the attempt before is a hint about priority. The bridge insists that this attempt is known
 * and aborted, which it is not if the client never learnt that it was committed.
 */
function withoutRetry(options: TransactionOptions): TransactionOptions {
	return options.readWrite ? { ...options, readWrite: {} } : options;
}

function toMicros(
	timestamp: google.protobuf.ITimestamp | null | undefined,
): EpochMicros {
	return (
		Number(timestamp?.seconds ?? 0) * 1e6 +
		Math.floor((timestamp?.nanos ?? 0) / 1000)
	);
}

/** A delete reports no update time; a write that changed nothing reports the time of the last change. */
function withUpdateTime(
	{ transformResults }: WriteResult,
	updateTime: Timestamp | undefined,
): WriteResult {
	if (!updateTime) return {};
	const { seconds, nanoseconds: nanos } = updateTime;
	return { transformResults, updateTime: { seconds, nanos } };
}

/** `projects/P/databases/D/documents/users/u1` -> `users/u1`. */
function documentPath(write: Write): string {
	const name = write.update?.name ?? write.delete ?? "";
	return name.split("/").slice(5).join("/");
}

/** The id of the collection that a query is of. */
function collectionOf(query: StructuredQuery | null | undefined): string {
	return query?.from?.[0]?.collectionId ?? "";
}

function compareText(
	a: string | null | undefined,
	b: string | null | undefined,
): number {
	const [left, right] = [a ?? "", b ?? ""];
	return left < right ? -1 : left > right ? 1 : 0;
}

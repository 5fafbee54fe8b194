import {
	type CommitOutcome,
	StoreUnavailableError,
} from "@ffmpeg-analytics/core";
import {
	type DocumentReference,
	type DocumentSnapshot,
	type Firestore,
	type Precondition,
	Timestamp,
	type WriteBatch,
} from "@google-cloud/firestore";
import { GRPC, grpcStatusOf } from "./store-errors";

/** Firestore takes 10 MiB a commit; what it counts beside the fields is a tenth at most. */
export const MAX_COMMIT_BYTES = 9 * 1024 * 1024;

/** Of a request above this size a refusal may be due to its size, which is only estimated. */
const SUSPICIOUS_BYTES = MAX_COMMIT_BYTES / 2;

/** A write's name, precondition and field masks, roughly. */
const WRITE_OVERHEAD_BYTES = 150;

/** Fields of a document; values as the SDK takes them, without `undefined`. */
export type Fields = Readonly<Record<string, unknown>>;

/** The version of a document that is not there. */
export const NO_VERSION = "none";

/** A write batch that knows about how large its request will be. */
export class SizedBatch {
	readonly #batch: WriteBatch;
	#bytes = 0;

	constructor(firestore: Firestore) {
		this.#batch = firestore.batch();
	}

	get bytes(): number {
		return this.#bytes;
	}

	create(reference: DocumentReference, fields: Fields): void {
		this.#count(reference, fields);
		this.#batch.create(reference, fields);
	}

	/** Replaces the document as a whole. */
	set(reference: DocumentReference, fields: Fields): void {
		this.#count(reference, fields);
		this.#batch.set(reference, fields);
	}

	delete(reference: DocumentReference, precondition: Precondition = {}): void {
		this.#count(reference, {});
		this.#batch.delete(reference, precondition);
	}

	/**
	 * Creates or updates the document if it still has the version that was read; the commit fails
	 * as a whole if not. `fields` must change the document: one written as it was keeps its version.
	 */
	advance(reference: DocumentReference, version: string, fields: Fields): void {
		this.#count(reference, fields);
		const lastUpdateTime = updateTimeOf(version);
		if (lastUpdateTime === undefined) this.#batch.create(reference, fields);
		else this.#batch.update(reference, fields, { lastUpdateTime });
	}

	/** Commits within the time; rejects with the SDK's error, or as unavailable once it is over. */
	async commit(timeoutMs: number): Promise<void> {
		await withinTime(this.#batch.commit(), timeoutMs);
	}

	/**
	 * Commits within the time under the batch's preconditions. An answer that was lost and asked for
	 * again by the SDK meets its own effect, and is a conflict too: the version has moved.
	 */
	async commitIfUnchanged(timeoutMs: number): Promise<CommitOutcome> {
		if (this.#bytes > MAX_COMMIT_BYTES) return "too_large";
		try {
			await this.commit(timeoutMs);
			return "committed";
		} catch (error) {
			switch (grpcStatusOf(error)) {
				case GRPC.failedPrecondition:
				case GRPC.alreadyExists:
				case GRPC.notFound:
					return "conflict";
				case GRPC.invalidArgument:
					if (this.#bytes > SUSPICIOUS_BYTES) return "too_large";
			}
			throw error;
		}
	}

	#count({ path }: DocumentReference, fields: Fields): void {
		this.#bytes += WRITE_OVERHEAD_BYTES + path.length + sizeOf(fields);
	}
}

/** The version of a document: it changes with every write that changes the document. */
export function versionOf(snapshot: DocumentSnapshot): string {
	const { updateTime } = snapshot;
	if (updateTime === undefined) return NO_VERSION;
	const nanoseconds = String(updateTime.nanoseconds).padStart(9, "0");
	return `${updateTime.seconds}.${nanoseconds}`;
}

function updateTimeOf(version: string): Timestamp | undefined {
	if (version === NO_VERSION) return undefined;
	const [seconds, nanoseconds] = version.split(".");
	return new Timestamp(Number(seconds), Number(nanoseconds));
}

/** About how many bytes a value takes in a request, from above. */
export function sizeOf(value: unknown): number {
	if (typeof value === "string") return 8 + Buffer.byteLength(value);
	if (Buffer.isBuffer(value)) return 8 + value.length;
	if (Array.isArray(value))
		return value.reduce((sum: number, item) => sum + sizeOf(item), 8);
	if (typeof value !== "object" || value === null) return 16;
	let size = 24;
	for (const [key, nested] of Object.entries(value))
		size += 8 + Buffer.byteLength(key) + sizeOf(nested);
	return size;
}

/**
 * The answer, if it comes within the time. What was asked goes on: the SDK may send it again for
 * minutes, each time with the deadline that the channel sets.
 */
export async function withinTime<Answer>(
	answer: Promise<Answer>,
	timeoutMs: number,
): Promise<Answer> {
	let timer: NodeJS.Timeout | undefined;
	const timeout = new Promise<never>((_, reject) => {
		timer = setTimeout(
			() => reject(new StoreUnavailableError("the database did not answer")),
			timeoutMs,
		);
	});
	try {
		return await Promise.race([answer, timeout]);
	} finally {
		clearTimeout(timer);
		answer.catch(() => undefined);
	}
}

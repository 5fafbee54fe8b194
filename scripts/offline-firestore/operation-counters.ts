import type { google } from "@google-cloud/firestore/types/protos/firestore_v1_proto_api";

type Write = google.firestore.v1.IWrite;

const INDEX_ENTRIES_PER_READ = 1000;

/** What Firestore would bill, by document: https://cloud.google.com/firestore/pricing#operations. */
export interface OperationCounts {
	reads: number;
	writes: number;
	deletes: number;
}

/** Counts the billed operations of one project. The bridge's own counters count before the limit. */
export class OperationCounters {
	#counts: OperationCounts = { reads: 0, writes: 0, deletes: 0 };

	counts(): OperationCounts {
		return { ...this.#counts };
	}

	/** Every document asked for costs a read, whether it exists or not. */
	countLookups(documents: number): void {
		this.#counts.reads += documents;
	}

	/** Returned and skipped (`offset`) documents cost a read each; a query costs at least one. */
	countQuery(returned: number, skipped: number): void {
		this.#counts.reads += Math.max(1, returned === 0 ? 0 : returned + skipped);
	}

	/** One read for each 1,000 index entries, at least one. */
	countAggregation(matched: number): void {
		this.#counts.reads += Math.max(
			1,
			Math.ceil(matched / INDEX_ENTRIES_PER_READ),
		);
	}

	/** Every committed write or delete counts, also one that changed nothing. */
	countWrites(writes: readonly Write[]): void {
		const deletes = writes.filter((write) => write.delete).length;
		this.#counts.deletes += deletes;
		this.#counts.writes += writes.length - deletes;
	}
}

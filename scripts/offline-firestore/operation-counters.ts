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
	readonly #byCollection = new Map<string, OperationCounts>();

	/** Over all collections. */
	counts(): OperationCounts {
		const sum: OperationCounts = { reads: 0, writes: 0, deletes: 0 };
		for (const { reads, writes, deletes } of this.#byCollection.values()) {
			sum.reads += reads;
			sum.writes += writes;
			sum.deletes += deletes;
		}
		return sum;
	}

	/** By the id of the collection that the documents are in, wherever it stands. */
	byCollection(): Record<string, OperationCounts> {
		return Object.fromEntries(
			[...this.#byCollection].map(([collectionId, counts]) => [
				collectionId,
				{ ...counts },
			]),
		);
	}

	/** Every document asked for, by its name, costs a read, whether it exists or not. */
	countLookups(documentNames: readonly string[]): void {
		for (const name of documentNames) this.#of(collectionOf(name)).reads += 1;
	}

	/** Returned and skipped (`offset`) documents cost a read each; a query costs at least one. */
	countQuery(collectionId: string, returned: number, skipped: number): void {
		this.#of(collectionId).reads += Math.max(
			1,
			returned === 0 ? 0 : returned + skipped,
		);
	}

	/** One read for each 1,000 index entries, at least one. */
	countAggregation(collectionId: string, matched: number): void {
		this.#of(collectionId).reads += Math.max(
			1,
			Math.ceil(matched / INDEX_ENTRIES_PER_READ),
		);
	}

	/** A list of the collections below a document costs one read. */
	countCollectionList(): void {
		this.#of("").reads += 1;
	}

	/** Every committed write or delete counts, also one that changed nothing. */
	countWrites(writes: readonly Write[]): void {
		for (const write of writes) {
			const name = write.delete ?? write.update?.name ?? "";
			const counts = this.#of(collectionOf(name));
			if (write.delete) counts.deletes += 1;
			else counts.writes += 1;
		}
	}

	#of(collectionId: string): OperationCounts {
		const known = this.#byCollection.get(collectionId);
		if (known !== undefined) return known;
		const counts: OperationCounts = { reads: 0, writes: 0, deletes: 0 };
		this.#byCollection.set(collectionId, counts);
		return counts;
	}
}

/** `.../documents/users/u1` -> `users`. */
function collectionOf(documentName: string): string {
	return documentName.split("/").at(-2) ?? "";
}

import type { Firestore } from "@google-cloud/firestore";
import type { PackedDocuments } from "./packed-documents";

/** What the parts of the store share. */
export interface StoreContext {
	readonly firestore: Firestore;
	readonly documents: PackedDocuments;
	readonly shardCount: number;
	/** Events younger than this, by the server's clock, are not read for aggregation yet. */
	readonly lagMs: number;
	readonly commitTimeoutMs: number;
}

import type { Month } from "@ffmpeg-analytics/core";
import type {
	CollectionReference,
	DocumentReference,
	Firestore,
} from "@google-cloud/firestore";

/** The collections, as they are named in the database. */
export const COLLECTIONS = {
	events: "ffmpeg_operations",
	patterns: "operation_sequences",
	templates: "workflow_templates",
	usageDays: "usage_statistics",
	/** Internal: the progress of each shard. */
	shards: "aggregation_shards",
	/** Internal: what is known of each user. */
	users: "aggregation_users",
	/** Internal: users' months before the current one. */
	userMonths: "aggregation_user_months",
	/** Internal: changes that are not yet in the totals. */
	deltas: "aggregation_deltas",
	/** Internal: the totals as a whole. */
	state: "aggregation_state",
	/** Internal: what does not fit into a document of the collections above. */
	parts: "aggregation_parts",
	/** Internal: who was erased. */
	erasures: "user_erasures",
	/** Internal: what callers used of their limits, where instances share that. */
	hits: "rate_limit_hits",
} as const;

export type CollectionName = keyof typeof COLLECTIONS;

/** A collection by what it holds. */
export function collectionOf(
	firestore: Firestore,
	name: CollectionName,
): CollectionReference {
	return firestore.collection(COLLECTIONS[name]);
}

/** The document that holds a shard's progress. */
export function shardReference(
	firestore: Firestore,
	shard: number,
): DocumentReference {
	return collectionOf(firestore, "shards").doc(String(shard));
}

/** The document that holds the totals as a whole, and the number of shards. */
export function totalsReference(firestore: Firestore): DocumentReference {
	return collectionOf(firestore, "state").doc("totals");
}

/** The document of a user's month that is filed apart from their record. */
export function userMonthReference(
	firestore: Firestore,
	userId: string,
	month: Month,
): DocumentReference {
	return collectionOf(firestore, "userMonths").doc(`${userId}_${month}`);
}

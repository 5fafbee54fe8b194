import { FieldPath, type Firestore, type Query } from "@google-cloud/firestore";
import { type CollectionName, collectionOf } from "./collections";

/**
 * Every query that needs a composite index: documents of one collection with a given value in a
 * field, in an order, which ties are broken by document id. `firestore.indexes.json` has an index
 * for each of these and no other; a test compares them.
 */
export interface QueryShape {
	readonly collection: CollectionName;
	/** Absent where all documents are meant. */
	readonly equal?: string;
	readonly orderBy: readonly (readonly [
		field: string,
		direction: "asc" | "desc",
	])[];
}

export const QUERIES = {
	/** A shard's events, the first stored first. */
	eventsInOrder: {
		collection: "events",
		equal: "shard",
		orderBy: [["storedAt", "asc"]],
	},
	/** Events, the last stored first; asked for all shards, which keeps the index from a hot spot. */
	recentEvents: {
		collection: "events",
		equal: "shard",
		orderBy: [["storedAt", "desc"]],
	},
	/** A trace's events, the earliest first. */
	traceForwards: {
		collection: "events",
		equal: "traceKey",
		orderBy: [["timestamp", "asc"]],
	},
	/** A trace's events, the latest first. */
	traceBackwards: {
		collection: "events",
		equal: "traceKey",
		orderBy: [["timestamp", "desc"]],
	},
	/** A shard's events, the first to expire first. */
	expiringEvents: {
		collection: "events",
		equal: "shard",
		orderBy: [["expireAt", "asc"]],
	},
	/** A shard's events, the earliest first. */
	endedEvents: {
		collection: "events",
		equal: "shard",
		orderBy: [["timestamp", "asc"]],
	},
	/** Events by trace: all of a user's traces stand together. */
	userEvents: {
		collection: "events",
		orderBy: [
			["traceKey", "asc"],
			["timestamp", "asc"],
		],
	},
	/** Tombstones, the first written first; asked for all shards. */
	erasures: {
		collection: "erasures",
		equal: "shard",
		orderBy: [["writtenAt", "asc"]],
	},
	/** A shard's users, the ones longest without an event first. */
	oldUsers: {
		collection: "users",
		equal: "shard",
		orderBy: [["month", "asc"]],
	},
	/** A shard's months, the oldest first. */
	oldUserMonths: {
		collection: "userMonths",
		equal: "shard",
		orderBy: [["month", "asc"]],
	},
	/** Patterns, the most frequent first, by name where they are equally frequent. */
	frequentPatterns: {
		collection: "patterns",
		orderBy: [
			["frequency", "desc"],
			["pattern", "asc"],
		],
	},
	/** Patterns of so many steps, in the same order. */
	frequentPatternsOfLength: {
		collection: "patterns",
		equal: "steps",
		orderBy: [
			["frequency", "desc"],
			["pattern", "asc"],
		],
	},
} as const satisfies Record<string, QueryShape>;

/**
 * A query of a shape, for one value or several (at most {@link MAX_VALUES}). Ranges are set by
 * cursors on its order; the document id, in the direction of the last field, is the last of them.
 */
export function queryOf(
	firestore: Firestore,
	{ collection, equal, orderBy }: QueryShape,
	value?: unknown,
): Query {
	let query: Query = collectionOf(firestore, collection);
	if (equal !== undefined)
		query = query.where(equal, Array.isArray(value) ? "in" : "==", value);
	for (const [field, direction] of orderBy)
		query = query.orderBy(field, direction);
	return query.orderBy(FieldPath.documentId(), orderBy.at(-1)?.[1] ?? "asc");
}

/** Firestore's bound on the values of an `in`. */
export const MAX_VALUES = 30;

/** All documents of a collection by id; needs no index. */
export function queryById(
	firestore: Firestore,
	collection: CollectionName,
): Query {
	return collectionOf(firestore, collection).orderBy(FieldPath.documentId());
}

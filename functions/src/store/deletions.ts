import type { Day, Month, ShardHead } from "@ffmpeg-analytics/core";
import {
	FieldPath,
	type Query,
	type QueryDocumentSnapshot,
	Timestamp,
} from "@google-cloud/firestore";
import { SizedBatch } from "./commit";
import { piecesOf } from "./packed-documents";
import { QUERIES, queryById, queryOf } from "./queries";
import { isCounted, parseMark, takeUntilEnd } from "./read-events";
import type { StoreContext } from "./store-context";

/** What one step of a deletion did. */
export interface Deletion {
	readonly deleted: number;
	/** There may be more. */
	readonly more: boolean;
}

/** A read and a delete for each event; more reads only where expired ones are not counted yet. */
export async function deleteExpired(
	{ firestore, commitTimeoutMs }: StoreContext,
	head: ShardHead,
	asOf: number,
	limit: number,
): Promise<Deletion> {
	if (head.mark === undefined) return { deleted: 0, more: false };
	const mark = parseMark(head.mark);
	const query = queryOf(firestore, QUERIES.expiringEvents, head.shard)
		.endBefore(Timestamp.fromMillis(asOf))
		.select("storedAt", "expireAt");
	const counted = await takeUntilEnd(query, limit, (snapshot) =>
		isCounted(snapshot, mark),
	);
	if (counted.length > 0) {
		const batch = new SizedBatch(firestore);
		for (const { ref } of counted) batch.delete(ref);
		await batch.commit(commitTimeoutMs);
	}
	return { deleted: counted.length, more: counted.length === limit };
}

/** A read and a delete for each month or user, and a read for each of the two queries. */
export async function deleteUserMonthsBefore(
	context: StoreContext,
	shard: number,
	month: Month,
	limit: number,
): Promise<Deletion> {
	const found: QueryDocumentSnapshot[] = [];
	for (const shape of [QUERIES.oldUserMonths, QUERIES.oldUsers]) {
		if (found.length === limit) break;
		const { docs } = await queryOf(context.firestore, shape, shard)
			.endBefore(month)
			.limit(limit - found.length)
			.get();
		found.push(...docs);
	}
	const deleted = await deleteUnchanged(context, found);
	return { deleted, more: found.length === limit };
}

/** A read and a delete for each day. */
export async function deleteUsageBefore(
	context: StoreContext,
	day: Day,
	limit: number,
): Promise<Deletion> {
	const { docs } = await queryById(context.firestore, "usageDays")
		.where(FieldPath.documentId(), "<", day)
		.limit(limit)
		.get();
	const deleted = await deleteUnchanged(context, docs);
	return { deleted, more: docs.length === limit };
}

/** A read for every 1,000 events. */
export async function countExpired(
	{ firestore }: StoreContext,
	{ shard }: ShardHead,
	asOf: number,
): Promise<number> {
	return countOf(
		queryOf(firestore, QUERIES.expiringEvents, shard).endBefore(
			Timestamp.fromMillis(asOf),
		),
	);
}

/** A read for every 1,000 months, and for every 1,000 users. */
export async function countUserMonthsBefore(
	{ firestore }: StoreContext,
	shard: number,
	month: Month,
): Promise<number> {
	let count = 0;
	for (const shape of [QUERIES.oldUserMonths, QUERIES.oldUsers])
		count += await countOf(queryOf(firestore, shape, shard).endBefore(month));
	return count;
}

/** A read for every 1,000 days. */
export async function countUsageBefore(
	{ firestore }: StoreContext,
	day: Day,
): Promise<number> {
	return countOf(
		queryById(firestore, "usageDays").where(FieldPath.documentId(), "<", day),
	);
}

async function countOf(query: Query): Promise<number> {
	return (await query.count().get()).data().count;
}

/** Deletes records that are as they were read; returns how many were. */
async function deleteUnchanged(
	context: StoreContext,
	snapshots: readonly QueryDocumentSnapshot[],
): Promise<number> {
	if (snapshots.length === 0) return 0;
	const { firestore, documents, commitTimeoutMs } = context;
	const batch = new SizedBatch(firestore);
	for (const snapshot of snapshots)
		documents.remove(batch, snapshot.ref, piecesOf(snapshot), {
			lastUpdateTime: snapshot.updateTime,
		});
	const outcome = await batch.commitIfUnchanged(commitTimeoutMs);
	if (outcome === "committed") return snapshots.length;
	if (snapshots.length === 1) return 0;
	// One of them has changed since: each by itself, then.
	let deleted = 0;
	for (const snapshot of snapshots)
		deleted += await deleteUnchanged(context, [snapshot]);
	return deleted;
}

import type {
	CommitOutcome,
	Month,
	PageCommit,
	ShardHead,
	UserMonth,
	UserRecord,
} from "@ffmpeg-analytics/core";
import { FieldValue } from "@google-cloud/firestore";
import {
	collectionOf,
	shardReference,
	userMonthReference,
} from "./collections";
import { SizedBatch, versionOf } from "./commit";
import { newDeltaReference } from "./deltas";
import { eventReference } from "./event-position";
import type { ServerClock } from "./server-clock";
import type { StoreContext } from "./store-context";

/** The document of a shard's progress. */
interface ShardDocument {
	/** Counts up, so that every commit changes the document and with it the version. */
	readonly commits: number;
	readonly mark?: string;
	/** Epoch ms. */
	readonly purgedBefore: number;
}

/** The fields of {@link ShardDocument}. */
export const SHARD_FIELDS = ["commits", "mark", "purgedBefore"] as const;

/** The fields of users' documents and of their months' that the purge looks for. */
export const USER_FIELDS = ["month", "shard"] as const;

/** One read. */
export async function readShard(
	{ firestore }: StoreContext,
	clock: ServerClock,
	shard: number,
): Promise<ShardHead> {
	const snapshot = await shardReference(firestore, shard).get();
	const document = snapshot.data() as ShardDocument | undefined;
	const head: ShardHead = {
		shard,
		version: versionOf(snapshot),
		...(document?.mark === undefined ? {} : { mark: document.mark }),
		purgedBefore: document?.purgedBefore ?? 0,
	};
	clock.note(head, snapshot);
	return head;
}

/** A read for each user. */
export async function readUsers(
	{ firestore, documents }: StoreContext,
	userIds: readonly string[],
): Promise<Map<string, UserRecord>> {
	const users = collectionOf(firestore, "users");
	const records = (await documents.read(
		userIds.map((userId) => users.doc(userId)),
	)) as (UserRecord | undefined)[];
	return new Map(
		records
			.filter((record) => record !== undefined)
			.map((record) => [record.userId, record]),
	);
}

/** A read for each month. */
export async function readUserMonths(
	{ firestore, documents }: StoreContext,
	keys: readonly { userId: string; month: Month }[],
): Promise<{ userId: string; month: UserMonth }[]> {
	const months = (await documents.read(
		keys.map(({ userId, month }) =>
			userMonthReference(firestore, userId, month),
		),
	)) as (UserMonth | undefined)[];
	return keys.flatMap(({ userId }, index) => {
		const month = months[index];
		return month === undefined ? [] : [{ userId, month }];
	});
}

/**
 * A write for each user, month and delta, and one for the shard; a delete for each month and event
 * that goes.
 */
export async function commitPage(
	{ firestore, documents, commitTimeoutMs }: StoreContext,
	commit: PageCommit,
): Promise<CommitOutcome> {
	const { head, mark, purgedBefore, users, userMonths, deltas } = commit;
	const { shard, version } = head;
	const batch = new SizedBatch(firestore);
	batch.advance(shardReference(firestore, shard), version, {
		commits: FieldValue.increment(1),
		...(mark === undefined ? {} : { mark }),
		purgedBefore: purgedBefore ?? head.purgedBefore,
	});
	for (const record of users) {
		const reference = collectionOf(firestore, "users").doc(record.userId);
		const fields = { shard, month: record.current.month };
		documents.write(batch, reference, fields, record, version);
	}
	for (const { userId, month } of userMonths) {
		const reference = userMonthReference(firestore, userId, month.month);
		const fields = { shard, month: month.month };
		documents.write(batch, reference, fields, month, version);
	}
	for (const { userId, month } of commit.removedUserMonths ?? [])
		documents.remove(batch, userMonthReference(firestore, userId, month));
	for (const id of commit.erasedEventIds ?? [])
		batch.delete(eventReference(firestore, id));
	for (const [index, delta] of deltas.entries()) {
		const reference = newDeltaReference(firestore, head, index);
		documents.write(batch, reference, {}, delta, version);
	}
	return batch.commitIfUnchanged(commitTimeoutMs);
}

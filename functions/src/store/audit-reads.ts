import type {
	EndedRange,
	Month,
	Page,
	PageQuery,
	ShardHead,
	StoredEvent,
	UserMonth,
	UserRecord,
} from "@ffmpeg-analytics/core";
import {
	type Query,
	type QueryDocumentSnapshot,
	Timestamp,
} from "@google-cloud/firestore";
import { fromEventDocument } from "./event-document";
import { QUERIES, queryOf } from "./queries";
import { isCounted, parseMark } from "./read-events";
import type { StoreContext } from "./store-context";

/** A read for every thousand events. */
export async function countEnded(
	{ firestore }: StoreContext,
	shard: number,
	range: EndedRange,
): Promise<number> {
	const answer = await endedIn(
		queryOf(firestore, QUERIES.endedEvents, shard),
		range,
	)
		.count()
		.get();
	return answer.data().count;
}

/** A read for each event, counted or not. */
export async function readEnded(
	{ firestore }: StoreContext,
	head: ShardHead,
	range: EndedRange,
	{ limit, after }: PageQuery,
): Promise<Page<StoredEvent>> {
	if (head.mark === undefined) return { items: [] };
	const mark = parseMark(head.mark);
	let query = endedIn(
		queryOf(firestore, QUERIES.endedEvents, head.shard),
		range,
	);
	if (after !== undefined) {
		const [timestamp, documentId] = split(after);
		query = query.startAfter(
			Timestamp.fromMillis(Number(timestamp)),
			documentId,
		);
	}
	const { docs } = await query.limit(limit).get();
	const items = docs
		.filter((snapshot) => isCounted(snapshot, mark))
		.map(fromEventDocument);
	const last = docs.at(-1);
	if (docs.length < limit || last === undefined) return { items };
	const timestamp = last.get("timestamp") as Timestamp;
	return { items, next: `${timestamp.toMillis()}/${last.id}` };
}

/** A read for each month, and one for each of the two queries. */
export async function listUserMonths(
	context: StoreContext,
	shard: number,
	month: Month,
	{ limit, after }: PageQuery,
): Promise<Page<{ userId: string; month: UserMonth }>> {
	const [place, documentId] = split(after ?? "filed/");
	const isFiled = place === "filed";
	const shape = isFiled ? QUERIES.oldUserMonths : QUERIES.oldUsers;
	const all = queryOf(context.firestore, shape, shard).endAt(month);
	const { docs } = await (documentId === ""
		? all.startAt(month)
		: all.startAfter(month, documentId)
	)
		.limit(limit)
		.get();
	const items = isFiled
		? await filedMonths(context, docs)
		: await currentMonths(context, docs);
	const last = docs.at(-1);
	if (docs.length === limit && last !== undefined)
		return { items, next: `${place}/${last.id}` };
	return isFiled ? { items, next: "current/" } : { items };
}

function endedIn(query: Query, { from, to }: EndedRange): Query {
	return query
		.startAt(Timestamp.fromMillis(from))
		.endBefore(Timestamp.fromMillis(to));
}

/** What was deleted since the query found it is left out. */
async function filedMonths(
	{ documents }: StoreContext,
	snapshots: readonly QueryDocumentSnapshot[],
) {
	const months = (await documents.unpack(snapshots)) as (
		| UserMonth
		| undefined
	)[];
	return months.flatMap((month, index) => {
		// A user's id holds no underscore, and the month follows one.
		const [userId] = snapshots[index]?.id.split("_") ?? [];
		return month === undefined || userId === undefined
			? []
			: [{ userId, month }];
	});
}

async function currentMonths(
	{ documents }: StoreContext,
	snapshots: readonly QueryDocumentSnapshot[],
) {
	const records = (await documents.unpack(snapshots)) as (
		| UserRecord
		| undefined
	)[];
	return records
		.filter((record) => record !== undefined)
		.map(({ userId, current }) => ({ userId, month: current }));
}

function split(token: string): [string, string] {
	const slash = token.indexOf("/");
	return [token.slice(0, slash), token.slice(slash + 1)];
}

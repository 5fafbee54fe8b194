import { previousActiveDay } from "../aggregation/active-days";
import { unpackUsage } from "../aggregation/packed-usage";
import type { UserRecord } from "../aggregation/user-record";
import { DAY_MS, type Day, dayStart, type Month } from "../calendar";
import type { JobHome } from "../ports/home";
import type { Page, ShardHead } from "../ports/store";
import { addTally } from "../tally/tally";
import type { UsageCells, UsageDay } from "../usage/usage-day";

/** Events or users' months read at once. */
const PAGE = 500;

/** A shard's day as the records of its users have it, beside its stored events. */
export interface ShardExam {
	/** The shard when the reading began. */
	readonly head: ShardHead;
	/** What the users' records count of the day, summed: operations, and who was active. */
	readonly usage: Required<Pick<UsageDay, "cells" | "users">>;
	/** Users of whom more or fewer events are stored than counted, with how many are stored. */
	readonly suspects: ReadonlyMap<string, number>;
}

/**
 * Reads a shard's day: all its stored, counted events, its users' months, and when those who have the
 * day were active before. Days before the month `liveFrom` count as never.
 */
export async function examineShard(
	{ store }: JobHome,
	shard: number,
	day: Day,
	liveFrom: Month,
): Promise<ShardExam> {
	const head = await store.readShard(shard);
	const stored = new Map<string, number>();
	await forEachItem(
		(page) => store.readEnded(head, rangeOfDay(day), page),
		({ userId }) => stored.set(userId, (stored.get(userId) ?? 0) + 1),
	);
	const usage: ShardExam["usage"] = { cells: {}, users: {} };
	const seen: string[] = [];
	const suspects = new Map(stored);
	await forEachItem(
		(page) => store.listUserMonths(shard, day.slice(0, 7), page),
		({ userId, month }) => {
			const packed = month.usage[day];
			const own = packed === undefined ? {} : unpackUsage(packed);
			addTally(usage.cells, own);
			if (packed !== undefined) seen.push(userId);
			const storedOfUser = stored.get(userId) ?? 0;
			if (eventsIn(own) === storedOfUser) suspects.delete(userId);
			else suspects.set(userId, storedOfUser);
		},
	);
	for (let from = 0; from < seen.length; from += PAGE) {
		const records = await store.readUsers(seen.slice(from, from + PAGE));
		for (const { activeDays } of records.values())
			addTally(usage.users, visitsOn(day, activeDays, `${liveFrom}-01`));
	}
	return { head, usage, suspects };
}

/** How a user who was active on the day is filed there. */
function visitsOn(
	day: Day,
	activeDays: UserRecord["activeDays"],
	liveFrom: Day,
): NonNullable<UsageDay["users"]> {
	const visits: NonNullable<UsageDay["users"]> = {};
	for (const [audience, days] of Object.entries(activeDays)) {
		const previous = previousActiveDay(days, day, liveFrom);
		if (previous !== undefined) visits[audience] = { [previous]: 1 };
	}
	return visits;
}

/** The instants of a UTC day. */
export function rangeOfDay(day: Day): { from: number; to: number } {
	return { from: dayStart(day), to: dayStart(day) + DAY_MS };
}

/** How many events the cells count. */
export function eventsIn(cells: UsageCells): number {
	let events = 0;
	for (const { count = 0 } of Object.values(cells)) events += count;
	return events;
}

/** Visits every item of a listing, page by page. */
export async function forEachItem<Item>(
	fetch: (page: { limit: number; after?: string }) => Promise<Page<Item>>,
	visit: (item: Item) => void,
): Promise<void> {
	let after: string | undefined;
	do {
		const page = await fetch({
			limit: PAGE,
			...(after === undefined ? {} : { after }),
		});
		page.items.forEach(visit);
		after = page.next;
	} while (after !== undefined);
}

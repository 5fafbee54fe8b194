import { unpackUsage } from "../aggregation/packed-usage";
import { DAY_MS, type Day, dayStart } from "../calendar";
import type { JobHome } from "../ports/home";
import type { Page, ShardHead } from "../ports/store";
import { addTally } from "../tally/tally";
import type { UsageCells } from "../usage/usage-day";

/** Events or users' months read at once. */
const PAGE = 500;

/** A shard's day as the records of its users have it, beside its stored events. */
export interface ShardExam {
	/** The shard when the reading began. */
	readonly head: ShardHead;
	/** What the users' records count of the day, summed. */
	readonly cells: UsageCells;
	/** Users of whom more or fewer events are stored than counted, with how many are stored. */
	readonly suspects: ReadonlyMap<string, number>;
}

/** Reads a shard's day: all its stored, counted events and its users' months. */
export async function examineShard(
	{ store }: JobHome,
	shard: number,
	day: Day,
): Promise<ShardExam> {
	const head = await store.readShard(shard);
	const stored = new Map<string, number>();
	await forEachItem(
		(page) => store.readEnded(head, rangeOfDay(day), page),
		({ userId }) => stored.set(userId, (stored.get(userId) ?? 0) + 1),
	);
	const cells: UsageCells = {};
	const suspects = new Map(stored);
	await forEachItem(
		(page) => store.listUserMonths(shard, day.slice(0, 7), page),
		({ userId, month }) => {
			const packed = month.usage[day];
			const own = packed === undefined ? {} : unpackUsage(packed);
			addTally(cells, own);
			const storedOfUser = stored.get(userId) ?? 0;
			if (eventsIn(own) === storedOfUser) suspects.delete(userId);
			else suspects.set(userId, storedOfUser);
		},
	);
	return { head, cells, suspects };
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

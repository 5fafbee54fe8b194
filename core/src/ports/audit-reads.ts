import type { UserMonth } from "../aggregation/user-record";
import type { Month } from "../calendar";
import type { StoredEvent } from "../event/stored-event";
import type { Page, PageQuery, ShardHead } from "./store";

/** What the audit asks of a store: reads that nobody else needs, and that may be slow. */
export interface AuditReads {
	/** How many events of the shard that ended within the range are stored, counted or not. */
	countEnded(shard: number, range: EndedRange): Promise<number>;

	/**
	 * The events of the shard that ended within the range and stand at or before `head.mark` in the
	 * store's order, each once, in any order. A page may hold fewer than `limit` events, even none, and
	 * have a `next` all the same; what is deleted between two pages may be missing.
	 */
	readEnded(
		head: ShardHead,
		range: EndedRange,
		page: PageQuery,
	): Promise<Page<StoredEvent>>;

	/**
	 * This month of every user of the shard who has one, whether it is their current month or filed
	 * apart, in any order. A page may hold fewer than `limit`, as in {@link readEnded}. Months that
	 * change between two pages may be missing or come twice: the shard's version tells.
	 */
	listUserMonths(
		shard: number,
		month: Month,
		page: PageQuery,
	): Promise<Page<{ userId: string; month: UserMonth }>>;
}

/** Instants at which events ended, epoch ms. */
export interface EndedRange {
	/** Inclusive. */
	readonly from: number;
	/** Exclusive. */
	readonly to: number;
}

import type { TotalsDelta } from "../aggregation/delta";
import type { PatternRecord, TotalsRecord } from "../aggregation/totals";
import type { UserMonth, UserRecord } from "../aggregation/user-record";
import type { Day, Month } from "../calendar";
import type { Erasure } from "../erasure/erasure";
import type { CountedEvent, StoredEvent } from "../event/stored-event";
import type { TemplateRecord } from "../templates/template";
import type { PackedDay } from "../usage/packed-day";
import type { UsageDay } from "../usage/usage-day";
import type { AuditReads } from "./audit-reads";

/**
 * Where events, progress and totals live. One contract suite (`core/testing/store-contract.ts`)
 * runs against every adapter on its real database.
 *
 * Four kinds of things are written, each with its own rule:
 * - **Events** are appended, idempotent by id, and never changed.
 * - **A shard's state** (users, their older months, deltas, the progress mark) is written only by
 *   {@link commitPage}, which is refused unless the shard's version is the one that was read: so
 *   whatever was computed from the shard's state is still true when it is written.
 * - **The totals** (patterns, usage days, templates, what was folded) are written only by
 *   {@link commitTotals}, under the version of the totals in the same way.
 * - **Tombstones** of users are written by erasures alone, each under what it says of itself.
 *
 * Every commit is atomic: all of it becomes visible at once or nothing does. A method rejects only
 * where the database fails ({@link StoreUnavailableError}) or on a bug; after a rejected commit
 * its outcome is unknown, and reading the version again tells.
 */
export interface AnalyticsStore extends AuditReads {
	/**
	 * Events of a page of aggregation, at most: the unit of progress, and of what a crash makes to be
	 * done again. The more, the fewer writes of a user's record; yet the page's commit has to fit.
	 */
	readonly pageEvents: number;

	/**
	 * True if the database deletes by itself what has expired, perhaps before the purge has said so:
	 * Firestore's TTL.
	 */
	readonly expiresEvents: boolean;

	/**
	 * Stores events, each exactly once whatever is retried. Outcomes are in the order of `events`,
	 * whose ids must differ from one another. An event whose outcome is `stored` or `exists`
	 * survives a crash of the process. `unknown` means that it may or may not have been stored:
	 * the client must try again. At most 500 events a call.
	 */
	append(events: readonly StoredEvent[]): Promise<AppendOutcome[]>;

	/**
	 * Events by the store's order, newest first. `limit` is at most 1,000. Under a filter a page may hold
	 * fewer than `limit` events, even none, and have a `next` all the same.
	 */
	listRecent(query: RecentQuery): Promise<Page<StoredEvent>>;

	/**
	 * Events of all shards that ended within the range, counted or not, in an order of the store's own,
	 * which is the same for every walk. Each event that stands in the store throughout a walk comes
	 * exactly once; one that is stored or deleted meanwhile may come or not. A page may hold fewer than
	 * `limit` events, even none, and have a `next` all the same. `limit` is at most 1,000.
	 */
	walkEvents(query: EventWalk): Promise<Page<StoredEvent>>;

	/** The shard's version, mark and purge frontier; of a shard never written, the initial ones. */
	readShard(shard: number): Promise<ShardHead>;

	/**
	 * What counts of the next events of the shard after the head's mark in the store's own order, at most `limit`.
	 * Leaves out what is too young to be sure that nothing will come to stand before it. `mark` is
	 * that of the last event (the head's own if there is none); `caughtUp` says that nothing more
	 * can be read now.
	 */
	readPage(head: ShardHead, limit: number): Promise<EventPage>;

	/**
	 * The records of these users, of whatever shards, which the caller may change. Unknown ones are
	 * absent.
	 */
	readUsers(userIds: readonly string[]): Promise<Map<string, UserRecord>>;

	/** Months filed apart from the records; absent ones are left out. Order is free. */
	readUserMonths(
		keys: readonly { userId: string; month: Month }[],
	): Promise<{ userId: string; month: UserMonth }[]>;

	/**
	 * Events of one trace (`traceKeyOf`) that were counted, i.e. at or before `head.mark` in the
	 * store's order, sorted by (timestamp, id) in the given direction; fewer than `limit` only if
	 * there are no more.
	 */
	readTrace(query: TraceQuery): Promise<StoredEvent[]>;

	/**
	 * Events by id, counted or not; absent ones are left out. Order is free. At most 500 ids, which
	 * must differ from one another.
	 */
	readEvents(ids: readonly string[]): Promise<StoredEvent[]>;

	/**
	 * Writes a page's effects and the shard's new mark, if the shard still has the version of
	 * `head`; otherwise writes nothing and returns `conflict`. `too_large` (nothing written): the
	 * commit exceeds what the store takes at once; a single event's page always fits.
	 */
	commitPage(commit: PageCommit): Promise<CommitOutcome>;

	/** Deltas not folded yet, oldest first within a shard; at most `limit`. */
	readDeltas(limit: number): Promise<StoredDelta[]>;

	/** What is known of the totals as a whole. */
	readTotals(): Promise<TotalsHead>;

	/** Patterns by name; unknown ones are absent. */
	readPatterns(names: readonly string[]): Promise<Map<string, PatternRecord>>;

	/** The roll-ups of these days; days without one are absent. At most 400 days. */
	readUsageDays(days: readonly Day[]): Promise<Map<Day, UsageDay>>;

	/** The same as rows, which cost a report of a year a fraction of the time. */
	readPackedDays(days: readonly Day[]): Promise<Map<Day, PackedDay>>;

	/**
	 * Writes totals and removes the deltas that are folded into them, if the totals still have the
	 * version of `head` and every delta is still there; otherwise writes nothing and returns
	 * `conflict`. `too_large` as in {@link commitPage}.
	 */
	commitTotals(commit: TotalsCommit): Promise<CommitOutcome>;

	/**
	 * Patterns of at least `minFrequency`, by (frequency descending, name ascending), those after
	 * `after` only. A page may be stale against a commit that runs meanwhile, never torn.
	 */
	listPatterns(query: PatternQuery): Promise<PatternRecord[]>;

	/** All patterns by name, those after `after` only: a walk that misses none that stays. */
	walkPatterns(
		after: string | undefined,
		limit: number,
	): Promise<PatternRecord[]>;

	/** All templates, by id. */
	listTemplates(): Promise<TemplateRecord[]>;

	/** Templates by id (`templateIdOf`); absent ones are left out. At most 500. */
	readTemplates(ids: readonly string[]): Promise<Map<string, TemplateRecord>>;

	/**
	 * Deletes at most `limit` events of the shard that have expired (`expireAt` before `asOf`) and were counted.
	 * Returns how many, and whether there may be more. Safe to repeat and to interrupt.
	 */
	deleteExpired(
		head: ShardHead,
		asOf: number,
		limit: number,
	): Promise<{ deleted: number; more: boolean }>;

	/**
	 * Deletes at most `limit` user months (and user records whose current month is) before `month`,
	 * each only if it is so at that moment. Returns how many, and whether there may be more.
	 */
	deleteUserMonthsBefore(
		shard: number,
		month: Month,
		limit: number,
	): Promise<{ deleted: number; more: boolean }>;

	/** Deletes at most `limit` usage days before `day`. */
	deleteUsageBefore(
		day: Day,
		limit: number,
	): Promise<{ deleted: number; more: boolean }>;

	/** How many events {@link deleteExpired} would delete; those not counted yet may be among them. */
	countExpired(head: ShardHead, asOf: number): Promise<number>;

	/** How many months and records {@link deleteUserMonthsBefore} would delete. */
	countUserMonthsBefore(shard: number, month: Month): Promise<number>;

	/** How many days {@link deleteUsageBefore} would delete. */
	countUsageBefore(day: Day): Promise<number>;

	/**
	 * Writes a tombstone, as not finished, and returns the one that stands then: of two for one user
	 * the greater `through` is kept, and the greater `expireAt`. Idempotent.
	 */
	writeErasure(erasure: Omit<Erasure, "finished">): Promise<Erasure>;

	/** Notes that nothing is left to erase, unless the user's `through` has been raised since. */
	finishErasure(erasure: Erasure): Promise<void>;

	/** Removes a tombstone, unless the user's `through` has been raised since. */
	removeErasure(erasure: Erasure): Promise<void>;

	/** Tombstones written at or after `since` (epoch ms), the first written first. */
	listErasures(query: ErasureQuery): Promise<Page<Erasure>>;

	/**
	 * Deletes a user's events that ended up to `through`, counted or not. One call looks at no more
	 * than `limit` events, in an order of the store's own; `next` is where the following call goes
	 * on, absent at the end. Finds every such event that stands in the store when the first call
	 * begins, and that aggregation does not delete itself. Safe to repeat and to interrupt.
	 */
	deleteUserEvents(
		step: UserEventsStep,
	): Promise<{ deleted: number; next?: string }>;

	/** Resolves if the database answers; rejects with {@link StoreUnavailableError} otherwise. */
	ping(): Promise<void>;
}

/** The database cannot be reached or does not answer in time; trying again later may help. */
export class StoreUnavailableError extends Error {
	override readonly name = "StoreUnavailableError";
}

/** What became of one event that was to be appended; `unknown` where a failing store does not say. */
export type AppendOutcome =
	| { readonly status: "stored" }
	/** An event with this id was there already, with this content. */
	| {
			readonly status: "exists";
			readonly contentHash: string;
			readonly sanitizerVersion: number;
	  }
	| { readonly status: "unknown" };

/** A page request; `after` is the `next` of the page before. */
export interface PageQuery {
	readonly limit: number;
	readonly after?: string | undefined;
}

/** A page of a list. */
export interface Page<Item> {
	readonly items: Item[];
	/** Where the next page begins; absent at the end. Opaque, but safe to show to clients. */
	readonly next?: string;
}

/** A page of the latest events. */
export interface RecentQuery extends PageQuery {
	/** Which of them count; all if absent. */
	readonly filter?: {
		readonly matches: (event: StoredEvent) => boolean;
		/** Events looked at for one page, at most; the rest is left to the next one. */
		readonly maxExamined: number;
	};
}

/** A page of a walk over events; a bound that is absent is none. */
export interface EventWalk extends PageQuery {
	/** Epoch ms, inclusive. */
	readonly from?: number | undefined;
	/** Epoch ms, exclusive. */
	readonly to?: number | undefined;
}

/** A page of the erasures written at or after an instant. */
export interface ErasureQuery extends PageQuery {
	/** Epoch ms, inclusive; compared with `writtenAt`. */
	readonly since: number;
}

/** One bounded step of deleting the events of a user. */
export interface UserEventsStep {
	readonly userId: string;
	/** Epoch ms, inclusive. */
	readonly through: number;
	/** The `next` of the step before. */
	readonly after?: string | undefined;
	/** At most 1,000. */
	readonly limit: number;
}

/** How far a shard is counted; whatever commits a change of its state names the head that it read. */
export interface ShardHead {
	readonly shard: number;
	/** Opaque; changes with every commit. */
	readonly version: string;
	/** Opaque position in the store's order; absent before the first page. */
	readonly mark?: string;
	/** Epoch ms: events that ended before it may have been purged. */
	readonly purgedBefore: number;
}

/** The next events of a shard that are not counted yet, in the order of the store. */
export interface EventPage {
	readonly events: CountedEvent[];
	/** For each event, the mark that stands right behind it. */
	readonly marks: string[];
	readonly caughtUp: boolean;
}

/** Counted events of one trace in time order: those at or before the mark of the head. */
export interface TraceQuery {
	readonly head: ShardHead;
	readonly traceKey: string;
	/** Epoch ms, inclusive. */
	readonly from: number;
	/** Epoch ms, exclusive. */
	readonly to: number;
	/** Events strictly beyond it in the direction of reading; lies within `from` and `to`. */
	readonly beyond?: { readonly timestamp: number; readonly id: string };
	readonly direction: "ascending" | "descending";
	/** At most 1,000. */
	readonly limit: number;
}

/**
 * What a commit of a shard's state writes. The store takes over what is in it: whoever has handed it in
 * changes nothing of it afterwards.
 */
export interface PageCommit {
	readonly head: ShardHead;
	/** Absent leaves the mark where it is. */
	readonly mark?: string;
	/** Absent leaves it where it is. */
	readonly purgedBefore?: number;
	readonly users: readonly UserRecord[];
	readonly userMonths: readonly { userId: string; month: UserMonth }[];
	readonly deltas: readonly TotalsDelta[];
	/** Months filed apart that go; they were read from this store before. */
	readonly removedUserMonths?: readonly { userId: string; month: Month }[];
	/** Events of the page that go instead of being counted; some may have gone already. */
	readonly erasedEventIds?: readonly string[];
}

/**
 * What became of a commit: all of it was written; none, as another one moved the head first; or none,
 * as it is more than the store writes at once.
 */
export type CommitOutcome = "committed" | "conflict" | "too_large";

/** A change of the totals that was committed with a page and is not merged yet. */
export interface StoredDelta {
	readonly id: string;
	readonly delta: TotalsDelta;
}

/** The record of the totals as it was read; whatever commits a change of the totals names it. */
export interface TotalsHead extends TotalsRecord {
	/** Opaque; changes with every commit. */
	readonly version: string;
}

/** What a commit of the totals writes; what is absent stays as it is. */
export interface TotalsCommit {
	readonly head: TotalsHead;
	/** Absent leaves the record as it is. */
	readonly totals?: TotalsRecord;
	/** Ids of the deltas that are folded in and go. */
	readonly folded?: readonly string[];
	/** What is left of deltas that are folded in part: it takes the place of what each held. */
	readonly left?: ReadonlyMap<string, TotalsDelta>;
	/** `undefined` removes the pattern. */
	readonly patterns?: ReadonlyMap<string, PatternRecord | undefined>;
	/** `undefined` removes the day. */
	readonly usageDays?: ReadonlyMap<Day, UsageDay | undefined>;
	readonly templates?: readonly TemplateRecord[];
	/** Ids of templates that go. */
	readonly removedTemplates?: readonly string[];
}

/** A page of the patterns, the most frequent first, equally frequent ones by name. */
export interface PatternQuery {
	readonly minFrequency: number;
	/** Only patterns of so many steps; of any number if absent. */
	readonly steps?: number;
	readonly limit: number;
	readonly after?: { readonly frequency: number; readonly pattern: string };
}

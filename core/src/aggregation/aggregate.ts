import { isErased } from "../erasure/erasure";
import type { CountedEvent } from "../event/stored-event";
import type { JobHome } from "../ports/home";
import type { EventPage, ShardHead } from "../ports/store";
import { WindowCounter } from "../sessions/window-counter";
import { emptyDelta, splitDelta } from "./delta";
import {
	closeUser,
	type FoldCounts,
	type FoldSettings,
	type LateReads,
	type LoadedUser,
	olderMonthsOf,
	openUser,
	type TraceWork,
	type UserWork,
} from "./fold-user";
import type { MergeCounts } from "./merge";
import { Patience } from "./patience";
import { readRecords } from "./read-records";
import { readRegions } from "./read-regions";
import type { TaskEnd } from "./tasks";
import { FIRST_MONTH } from "./totals";

/** What a run did. */
export interface AggregateCounts extends FoldCounts, MergeCounts {
	pages: number;
	/** Stored events read again for late ones. */
	lateReads: number;
	/** Pages computed in vain, because another run was quicker. */
	conflicts: number;
	/** False if the run stopped at a bound; the next one goes on. */
	caughtUp: boolean;
}

/**
 * Stored events read again for the late ones of a page; beyond it the page is halved, so that its
 * time stays bounded. One event's page may exceed it, by the length of one run.
 */
export const MAX_LATE_READS_PER_PAGE = 50_000;

/** A run begins no page after this time, so that it ends within a function's nine minutes. */
export const MAX_RUN_MS = 7 * 60_000;

/**
 * Another run that moves the same shard wins this often in a row before ours gives way to it. Two
 * that are equally quick would take turns in vain for long, if this were much more.
 */
const MAX_CONFLICTS = 3;

/**
 * Counts the shard's new events, page by page, until it has caught up or `deadline` (epoch ms), and
 * adds to `counts`. Safe to run at any time, twice at once, and to kill anywhere.
 */
export async function aggregateShard(
	home: JobHome,
	shard: number,
	counts: AggregateCounts,
	deadline: number,
	pageEvents: number = home.store.pageEvents,
): Promise<TaskEnd> {
	let limit = pageEvents;
	let conflicts = 0;
	let end: TaskEnd = "out_of_time";
	const patience = new Patience();
	while (home.now() <= deadline) {
		const head = await home.store.readShard(shard);
		const page = await home.store.readPage(head, limit);
		if (page.events.length === 0) return "caught_up";
		const outcome = await countPage(home, head, page, counts).catch(
			patience.tooLargeIfSlow(page.events.length),
		);
		if (outcome === "committed") {
			counts.pages++;
			conflicts = 0;
			limit = Math.min(pageEvents, limit * 2);
			if (page.caughtUp) return "caught_up";
		} else if (outcome === "conflict") {
			counts.conflicts++;
			if (++conflicts === MAX_CONFLICTS) {
				end = "gave_way";
				break;
			}
		} else if (page.events.length === 1) {
			throw new Error(`the page of event ${page.events[0]?.id} does not fit`);
		} else {
			limit = Math.ceil(page.events.length / 2);
		}
	}
	counts.caughtUp = false;
	return end;
}

/** Counts of a run that did nothing yet. */
export function noCounts(): AggregateCounts {
	return {
		pages: 0,
		events: 0,
		late: 0,
		lateReads: 0,
		expired: 0,
		erased: 0,
		typesExceeded: 0,
		workflowTypesExceeded: 0,
		patternsExceeded: 0,
		unplaced: 0,
		conflicts: 0,
		deltas: 0,
		patterns: 0,
		cellsExceeded: 0,
		caughtUp: true,
	};
}

/** Folds a page into its users, and commits them with the delta and the mark. */
async function countPage(
	home: JobHome,
	head: ShardHead,
	page: EventPage,
	counts: AggregateCounts,
): Promise<"committed" | "conflict" | "too_large"> {
	const { store } = home;
	const settings = await foldSettings(home);
	const delta = emptyDelta();
	const pageCounts = noCounts();
	const goneBefore = Math.max(
		head.purgedBefore,
		store.expiresEvents ? settings.now - home.settings.retentionMs : 0,
	);
	const opened = await openUsers(home, page.events, (user) =>
		openUser(user, settings, delta, pageCounts),
	);
	if (opened === undefined) return "too_large";
	const { works, erasedEventIds } = opened;
	pageCounts.erased = erasedEventIds.length;
	let lateReads = 0;
	for (const work of works) {
		const reads = new Map<TraceWork, LateReads>();
		for (const trace of work.traces) {
			if (trace.late.length === 0) continue;
			const read = await readRegions(
				store,
				head,
				goneBefore,
				work.record,
				trace,
			);
			lateReads += read.reads;
			counts.lateReads += read.reads;
			if (lateReads > MAX_LATE_READS_PER_PAGE && page.events.length > 1)
				return "too_large";
			reads.set(trace, read);
		}
		closeUser(
			work,
			(trace) => reads.get(trace) ?? { regions: [], unplaced: [] },
			settings,
			delta,
			pageCounts,
		);
	}
	const mark = page.marks.at(-1);
	const outcome = await store.commitPage({
		head,
		...(mark === undefined ? {} : { mark }),
		users: works.map((work) => work.record),
		userMonths: works.flatMap((work) =>
			[...work.olderMonths.values()]
				.filter((month) => work.touched.has(month))
				.map((month) => ({ userId: work.record.userId, month })),
		),
		deltas: splitDelta(delta),
		erasedEventIds,
	});
	if (outcome === "committed") addCounts(counts, pageCounts);
	return outcome;
}

/** What folding depends on now; one for a page. */
export async function foldSettings(home: JobHome): Promise<FoldSettings> {
	const now = home.now();
	const totals = await home.store.readTotals();
	return {
		now,
		sessionGapMs: home.settings.sessionGapMs,
		liveFrom: totals.liveFrom ?? FIRST_MONTH,
		windows: new WindowCounter(),
	};
}

/** Undefined if the users' records are too much for one page. */
async function openUsers(
	{ store }: JobHome,
	events: readonly CountedEvent[],
	open: (user: LoadedUser) => UserWork | undefined,
): Promise<{ works: UserWork[]; erasedEventIds: string[] } | undefined> {
	const eventsOf = Map.groupBy(events, ({ userId }) => userId);
	const records = await readRecords(store, [...eventsOf.keys()]);
	if (records === undefined) return undefined;
	const erasedEventIds: string[] = [];
	for (const [userId, own] of eventsOf) {
		const record = records.get(userId);
		if (record?.erasedThrough === undefined) continue;
		const { erased = [], left = [] } = Object.groupBy(own, ({ timestamp }) =>
			isErased(record, timestamp) ? "erased" : "left",
		);
		erasedEventIds.push(...erased.map(({ id }) => id));
		if (left.length === 0) eventsOf.delete(userId);
		else eventsOf.set(userId, left);
	}
	const keys = [...eventsOf].flatMap(([userId, own]) =>
		olderMonthsOf(records.get(userId), own).map((month) => ({ userId, month })),
	);
	const older = Map.groupBy(
		keys.length === 0 ? [] : await store.readUserMonths(keys),
		({ userId }) => userId,
	);
	const works: UserWork[] = [];
	for (const [userId, own] of eventsOf) {
		const months = (older.get(userId) ?? []).map(
			({ month }) => [month.month, month] as const,
		);
		const work = open({
			userId,
			record: records.get(userId),
			olderMonths: new Map(months),
			events: own,
		});
		if (work !== undefined) works.push(work);
	}
	return { works, erasedEventIds };
}

const SUMMED = Object.keys(noCounts()).filter(
	(name) => name !== "caughtUp",
) as Exclude<keyof AggregateCounts, "caughtUp">[];

/** Adds up what was counted; `caughtUp` stays as it is. */
export function addCounts(sum: AggregateCounts, added: AggregateCounts): void {
	for (const name of SUMMED) sum[name] += added[name];
}

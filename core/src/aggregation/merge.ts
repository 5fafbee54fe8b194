import type { Day, Month } from "../calendar";
import type { AnalyticsStore, StoredDelta, TotalsHead } from "../ports/store";
import { forgetPeriodsBefore } from "../tally/return-counts";
import { isEmpty } from "../tally/tally";
import { addUsage, isBlank, type UsageDay } from "../usage/usage-day";
import { totalsOf } from "./commit-totals";
import { type TotalsDelta, takeShare } from "./delta";
import { Patience } from "./patience";
import type { TaskEnd } from "./tasks";
import {
	changePattern,
	changeUsers,
	FIRST_MONTH,
	type PatternRecord,
	sumDeltas,
} from "./totals";

/** What a merge did. */
export interface MergeCounts {
	/** Deltas folded into the totals. */
	deltas: number;
	/** Patterns written. */
	patterns: number;
	/** Cells of usage counted as `other`: beyond what a day, or a user's month, holds. */
	cellsExceeded: number;
	conflicts: number;
	caughtUp: boolean;
}

/**
 * Deltas folded by one commit, at most; halved where the commit turns out too large, down to a part
 * of one: late events of many days touch many large documents.
 */
const MAX_DELTAS_PER_MERGE = 16;

/** Days read by one commit: each may be of some megabytes, and all are in memory at once. */
const MAX_DAYS_PER_MERGE = 32;

/**
 * Patterns changed by one commit of several deltas: about as many as fit into it. What turns out too
 * large has been read in vain, and a read is what a pattern costs.
 */
export const MAX_PATTERNS_PER_MERGE = 4_000;

const MAX_CONFLICTS = 20;

/**
 * Folds the shards' deltas into the totals, each exactly once: a delta, or the part of it that is
 * folded, goes in the same commit in which its effect comes. Begins no commit after `deadline` (epoch
 * ms).
 */
export async function mergeDeltas(
	{
		store,
		now,
	}: { readonly store: AnalyticsStore; readonly now: () => number },
	counts: MergeCounts,
	deadline: number,
): Promise<TaskEnd> {
	let limit = MAX_DELTAS_PER_MERGE;
	let conflicts = 0;
	let end: TaskEnd = "out_of_time";
	const patience = new Patience();
	while (now() <= deadline) {
		const head = await store.readTotals();
		const deltas = await store.readDeltas(Math.ceil(limit));
		const [first] = deltas;
		if (first === undefined) return "caught_up";
		const portion = limit < 1 ? shareOf(first, limit) : whole(deltas);
		if (
			daysOf(portion).size > MAX_DAYS_PER_MERGE ||
			(deltas.length > 1 && patternsOf(portion).size > MAX_PATTERNS_PER_MERGE)
		) {
			limit = halfOf(Math.min(limit, deltas.length));
			continue;
		}
		const { commit, cellsExceeded } = await planMerge(store, head, portion);
		const items = commit.patterns.size + commit.usageDays.size;
		const outcome = await store
			.commitTotals(commit)
			.catch(patience.tooLargeIfSlow(items));
		if (outcome === "committed") {
			counts.deltas += portion.folded.length;
			counts.cellsExceeded += cellsExceeded;
			counts.patterns += commit.patterns.size;
			conflicts = 0;
			limit = Math.min(MAX_DELTAS_PER_MERGE, limit * 2);
		} else if (outcome === "conflict") {
			counts.conflicts++;
			if (++conflicts === MAX_CONFLICTS) {
				end = "gave_way";
				break;
			}
		} else if (items < 2) {
			throw new Error(`delta ${first.id} does not fit into one commit`);
		} else {
			limit = halfOf(Math.min(limit, deltas.length));
		}
	}
	counts.caughtUp = false;
	return end;
}

/** Half of so many deltas, in whole ones as long as there are several. */
function halfOf(limit: number): number {
	return limit > 1 ? Math.ceil(limit / 2) : limit / 2;
}

function daysOf({ deltas }: Portion): Set<Day> {
	return new Set(deltas.flatMap(({ usage }) => Object.keys(usage)));
}

function patternsOf({ deltas }: Portion): Set<string> {
	return new Set(deltas.flatMap(({ patterns }) => Object.keys(patterns)));
}

/** What one commit folds: whole deltas, or a share of one. */
interface Portion {
	readonly deltas: readonly TotalsDelta[];
	/** Ids of those of which nothing is left. */
	readonly folded: readonly string[];
	readonly left: ReadonlyMap<string, TotalsDelta>;
}

function whole(deltas: readonly StoredDelta[]): Portion {
	return {
		deltas: deltas.map(({ delta }) => delta),
		folded: deltas.map(({ id }) => id),
		left: new Map(),
	};
}

function shareOf({ id, delta }: StoredDelta, share: number): Portion {
	const { taken, left } = takeShare(delta, share);
	return {
		deltas: [taken],
		folded: left === undefined ? [id] : [],
		left: new Map(left === undefined ? [] : [[id, left]]),
	};
}

async function planMerge(
	store: AnalyticsStore,
	head: TotalsHead,
	{ deltas, folded, left }: Portion,
) {
	const liveFrom = head.liveFrom ?? FIRST_MONTH;
	const change = sumDeltas(deltas);
	const names = Object.keys(change.patterns);
	const days = Object.keys(change.usage).filter(
		(day) => day.slice(0, 7) >= liveFrom,
	);
	const [records, usage] = await Promise.all([
		store.readPatterns(names),
		store.readUsageDays(days),
	]);
	const patterns = new Map<string, PatternRecord | undefined>();
	for (const name of names) {
		const record = records.get(name);
		const changed = changePattern(
			name,
			record,
			change.patterns[name] ?? { months: {} },
			liveFrom,
		);
		if (record !== undefined || changed !== undefined)
			patterns.set(name, changed);
	}
	const usageDays = new Map<Day, UsageDay | undefined>();
	let cellsExceeded = 0;
	for (const day of days) {
		const changed = usage.get(day) ?? {};
		cellsExceeded += addUsage(changed, change.usage[day] ?? {});
		forgetDropped(changed, change.usage[day]?.users ?? {}, liveFrom);
		usageDays.set(day, isBlank(changed) ? undefined : changed);
	}
	const commit = {
		head,
		totals: {
			...totalsOf(head),
			users: changeUsers(head.users, change.users, liveFrom),
		},
		folded,
		left,
		patterns,
		usageDays,
	};
	return { commit, cellsExceeded };
}

/** The audiences that change no longer tell dropped days apart; a day without any has no users. */
function forgetDropped(
	day: UsageDay,
	changed: NonNullable<UsageDay["users"]>,
	liveFrom: Month,
): void {
	for (const audience of Object.keys(changed)) {
		const visits = day.users?.[audience];
		if (day.users === undefined || visits === undefined) continue;
		forgetPeriodsBefore(visits, liveFrom);
		if (isEmpty(visits)) delete day.users[audience];
		if (isEmpty(day.users)) delete day.users;
	}
}

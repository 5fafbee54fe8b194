import type { Day } from "../calendar";
import type { AnalyticsStore, StoredDelta, TotalsHead } from "../ports/store";
import { addUsage, isBlank, type UsageDay } from "../usage/usage-day";
import { totalsOf } from "./commit-totals";
import { Patience } from "./patience";
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
	/** Cells of usage counted as `other`: beyond what a day holds. */
	cellsExceeded: number;
	conflicts: number;
	caughtUp: boolean;
}

/** Deltas folded by one commit, at most; halved where the commit turns out too large. */
const MAX_DELTAS_PER_MERGE = 16;

const MAX_CONFLICTS = 20;

/**
 * Folds the shards' deltas into the totals, each exactly once: a delta goes in the same commit in
 * which its effect comes. Begins no commit after `deadline` (epoch ms).
 */
export async function mergeDeltas(
	{
		store,
		now,
	}: { readonly store: AnalyticsStore; readonly now: () => number },
	counts: MergeCounts,
	deadline: number,
): Promise<void> {
	let limit = MAX_DELTAS_PER_MERGE;
	let conflicts = 0;
	const patience = new Patience();
	while (now() <= deadline) {
		const head = await store.readTotals();
		const deltas = await store.readDeltas(limit);
		if (deltas.length === 0) return;
		const { commit, cellsExceeded } = await planMerge(store, head, deltas);
		const outcome = await store
			.commitTotals(commit)
			.catch(patience.tooLargeIfSlow(deltas.length));
		if (outcome === "committed") {
			counts.deltas += deltas.length;
			counts.cellsExceeded += cellsExceeded;
			counts.patterns += commit.patterns.size;
			conflicts = 0;
			limit = Math.min(MAX_DELTAS_PER_MERGE, limit * 2);
		} else if (outcome === "conflict") {
			counts.conflicts++;
			if (++conflicts === MAX_CONFLICTS) break;
		} else if (deltas.length === 1) {
			throw new Error(`delta ${deltas[0]?.id} does not fit into one commit`);
		} else {
			limit = Math.ceil(deltas.length / 2);
		}
	}
	counts.caughtUp = false;
}

async function planMerge(
	store: AnalyticsStore,
	head: TotalsHead,
	deltas: readonly StoredDelta[],
) {
	const liveFrom = head.liveFrom ?? FIRST_MONTH;
	const change = sumDeltas(deltas.map(({ delta }) => delta));
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
		usageDays.set(day, isBlank(changed) ? undefined : changed);
	}
	const commit = {
		head,
		totals: {
			...totalsOf(head),
			users: changeUsers(head.users, change.users, liveFrom),
		},
		folded: deltas.map(({ id }) => id),
		patterns,
		usageDays,
	};
	return { commit, cellsExceeded };
}

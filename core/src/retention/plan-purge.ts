import { FIRST_MONTH, type PatternRecord } from "../aggregation/totals";
import { firstLiveMonth, type Month } from "../calendar";
import type { Erasure } from "../erasure/erasure";
import type { JobHome } from "../ports/home";
import type { AnalyticsStore } from "../ports/store";

/** What a purge removed, or would remove. */
export interface PurgeCounts {
	eventsDeleted: number;
	/** The first month that is still in the totals. */
	liveFrom: Month;
	/** Patterns from which dropped months were taken. */
	patternsChanged: number;
	usageDaysDeleted: number;
	userMonthsDeleted: number;
	/** Erasures that had been cut off. */
	erasuresFinished: number;
	/** Tombstones that were not needed any more. */
	erasuresDeleted: number;
}

/** Patterns looked at in one step. */
const WALK_PAGE = 200;

/** Tombstones looked at in one step. */
const ERASURES_PAGE = 500;

/** Counts of a purge that did nothing yet. */
export function noPurgeCounts(
	{ settings }: JobHome,
	asOf: number,
): PurgeCounts {
	return {
		eventsDeleted: 0,
		liveFrom: firstLiveMonth(asOf, settings.retentionMs),
		patternsChanged: 0,
		usageDaysDeleted: 0,
		userMonthsDeleted: 0,
		erasuresFinished: 0,
		erasuresDeleted: 0,
	};
}

/** What a purge at `asOf` (epoch ms) would remove; changes nothing. */
export async function planPurge(
	home: JobHome,
	asOf: number,
): Promise<PurgeCounts> {
	const { store, settings } = home;
	const counts = noPurgeCounts(home, asOf);
	const totals = await store.readTotals();
	const dropped = totals.liveFrom ?? FIRST_MONTH;
	if (dropped > counts.liveFrom) counts.liveFrom = dropped;
	const { liveFrom } = counts;
	const dropsMonths = (totals.purgedTo ?? FIRST_MONTH) < liveFrom;
	for (let shard = 0; shard < settings.shardCount; shard++) {
		const head = await store.readShard(shard);
		counts.eventsDeleted += await store.countExpired(head, asOf);
		if (dropsMonths)
			counts.userMonthsDeleted += await store.countUserMonthsBefore(
				shard,
				liveFrom,
			);
	}
	if (dropsMonths) {
		counts.usageDaysDeleted = await store.countUsageBefore(`${liveFrom}-01`);
		for await (const page of patternPages(store))
			counts.patternsChanged += page.filter((record) =>
				reachesBefore(record, liveFrom),
			).length;
	}
	for await (const erasure of allErasures(store)) {
		if (!erasure.finished) counts.erasuresFinished++;
		else if (erasure.expireAt < asOf) counts.erasuresDeleted++;
	}
	return counts;
}

/** True if the pattern counts anything in a month before `liveFrom`. */
export function reachesBefore(record: PatternRecord, liveFrom: Month): boolean {
	return Object.keys(record.months).some((month) => month < liveFrom);
}

/** Every pattern that stays meanwhile, by name, in pages. */
export async function* patternPages(
	store: Pick<AnalyticsStore, "walkPatterns">,
): AsyncGenerator<PatternRecord[]> {
	let after: string | undefined;
	for (;;) {
		const page = await store.walkPatterns(after, WALK_PAGE);
		yield page;
		after = page.at(-1)?.pattern;
		if (page.length < WALK_PAGE) return;
	}
}

/** Every tombstone, in the order of writing; a read each. */
export async function* allErasures(
	store: Pick<AnalyticsStore, "listErasures">,
): AsyncGenerator<Erasure> {
	let after: string | undefined;
	do {
		const query = { since: 0, after, limit: ERASURES_PAGE };
		const { items, next } = await store.listErasures(query);
		yield* items;
		after = next;
	} while (after !== undefined);
}

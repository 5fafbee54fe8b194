import { commitTotalsChange, totalsOf } from "../aggregation/commit-totals";
import { changePattern, FIRST_MONTH } from "../aggregation/totals";
import { untilCommitted } from "../aggregation/until-committed";
import type { Month } from "../calendar";
import { completeErasure } from "../erasure/erase-user";
import type { JobHome } from "../ports/home";
import {
	type AnalyticsStore,
	StoreUnavailableError,
	type TotalsCommit,
} from "../ports/store";
import {
	allErasures,
	noPurgeCounts,
	type PurgeCounts,
	patternPages,
	planPurge,
	reachesBefore,
} from "./plan-purge";

/** How a purge differs from one of today. */
export interface PurgeOptions {
	/** Epoch ms: purges as it would have been done then. Later than now only in a dry run. */
	readonly asOf?: number | undefined;
	/** Deletes nothing, and counts what would go. */
	readonly dryRun?: boolean | undefined;
}

/** Events and records deleted by one call to the store. */
const STEP = 500;

/** At a commit that other runs keep winning. */
const MAX_ATTEMPTS = 20;

/** Time for one erasure that was cut off. */
const MAX_FINISHING_MS = 5 * 60_000;

/**
 * Deletes events that have expired, and takes the months that are wholly older than the retention
 * time out of every total. Works in bounded steps, each of which is safe to repeat: a purge that
 * was cut short is finished by the next.
 */
export async function purge(
	home: JobHome,
	{ asOf = home.now(), dryRun = false }: PurgeOptions = {},
): Promise<PurgeCounts> {
	const { store, settings } = home;
	if (dryRun) return planPurge(home, asOf);
	if (asOf > home.now())
		throw new RangeError("what expires later cannot be deleted now");
	const counts = noPurgeCounts(home, asOf);
	const shortestRetentionMs = await noteRetention(home);
	for (let shard = 0; shard < settings.shardCount; shard++) {
		await advanceFrontier(store, shard, asOf - shortestRetentionMs);
		const head = await store.readShard(shard);
		counts.eventsDeleted += await inSteps(() =>
			store.deleteExpired(head, asOf, STEP),
		);
	}
	await dropMonths(home, counts);
	await tidyErasures(home, asOf, counts);
	return counts;
}

/** Notes the retention time if it is the shortest so far, and returns the shortest, ms. */
async function noteRetention({ store, settings }: JobHome): Promise<number> {
	const { retentionMs } = settings;
	const { shortestRetentionMs = Number.POSITIVE_INFINITY } =
		await store.readTotals();
	if (shortestRetentionMs <= retentionMs) return shortestRetentionMs;
	await commitTotalsChange(store, async (head) => ({
		head,
		totals: {
			...totalsOf(head),
			shortestRetentionMs: Math.min(
				head.shortestRetentionMs ?? retentionMs,
				retentionMs,
			),
		},
	}));
	return retentionMs;
}

/**
 * Finishes what was cut off, and removes the tombstones that have expired. One that cannot be finished
 * now holds up no other: its error is thrown in the end.
 */
async function tidyErasures(
	home: JobHome,
	asOf: number,
	counts: PurgeCounts,
): Promise<void> {
	const failures: unknown[] = [];
	for await (const erasure of allErasures(home.store)) {
		if (!erasure.finished) {
			const deadline = home.now() + MAX_FINISHING_MS;
			await completeErasure(home, erasure, deadline).then(
				({ complete }) => {
					if (complete) counts.erasuresFinished++;
				},
				(error: unknown) => failures.push(error),
			);
		} else if (erasure.expireAt < asOf) {
			await home.store.removeErasure(erasure);
			counts.erasuresDeleted++;
		}
	}
	if (failures.length > 0) throw failures[0];
}

/**
 * Tells aggregation, before anything is deleted, that events before `purgedBefore` may be gone. A
 * page that was computed before this is refused.
 */
async function advanceFrontier(
	store: AnalyticsStore,
	shard: number,
	purgedBefore: number,
): Promise<void> {
	const outcome = await untilCommitted(MAX_ATTEMPTS, async () => {
		const head = await store.readShard(shard);
		if (head.purgedBefore >= purgedBefore) return "committed";
		return store.commitPage({
			head,
			purgedBefore,
			users: [],
			userMonths: [],
			deltas: [],
		});
	});
	if (outcome !== "committed")
		throw new StoreUnavailableError("other runs kept moving the shard");
}

async function dropMonths(
	{ store, settings }: JobHome,
	counts: PurgeCounts,
): Promise<void> {
	const totals = await store.readTotals();
	const dropped = totals.liveFrom ?? FIRST_MONTH;
	// The totals never go back, whatever time a purge is told.
	if (dropped > counts.liveFrom) counts.liveFrom = dropped;
	const { liveFrom } = counts;
	if ((totals.purgedTo ?? FIRST_MONTH) >= liveFrom) return;
	await commitTotalsChange(store, async (head) => ({
		head,
		totals: {
			...totalsOf(head),
			liveFrom: laterOf(head.liveFrom, liveFrom),
			users: Object.fromEntries(
				Object.entries(head.users).filter(([month]) => month >= liveFrom),
			),
		},
	}));
	counts.patternsChanged = await dropFromPatterns(store, liveFrom);
	counts.usageDaysDeleted = await inSteps(() =>
		store.deleteUsageBefore(`${liveFrom}-01`, STEP),
	);
	for (let shard = 0; shard < settings.shardCount; shard++) {
		counts.userMonthsDeleted += await inSteps(() =>
			store.deleteUserMonthsBefore(shard, liveFrom, STEP),
		);
	}
	await commitTotalsChange(store, async (head) => ({
		head,
		totals: { ...totalsOf(head), purgedTo: laterOf(head.purgedTo, liveFrom) },
	}));
}

function laterOf(known: Month | undefined, month: Month): Month {
	return known !== undefined && known > month ? known : month;
}

async function dropFromPatterns(
	store: AnalyticsStore,
	liveFrom: Month,
): Promise<number> {
	let changed = 0;
	for await (const page of patternPages(store)) {
		const names = page
			.filter((record) => reachesBefore(record, liveFrom))
			.map((record) => record.pattern);
		if (names.length === 0) continue;
		await commitTotalsChange(store, async (head): Promise<TotalsCommit> => {
			const records = await store.readPatterns(names);
			const patterns = new Map(
				[...records].map(([name, record]) => [
					name,
					changePattern(name, record, { months: {} }, liveFrom),
				]),
			);
			return { head, patterns };
		});
		changed += names.length;
	}
	return changed;
}

async function inSteps(
	step: () => Promise<{ deleted: number; more: boolean }>,
): Promise<number> {
	let deleted = 0;
	for (;;) {
		const done = await step();
		deleted += done.deleted;
		if (!done.more) return deleted;
	}
}

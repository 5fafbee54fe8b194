import { commitTotalsChange, totalsOf } from "../aggregation/commit-totals";
import { changePattern, FIRST_MONTH } from "../aggregation/totals";
import { firstLiveMonth, type Month } from "../calendar";
import type { JobHome } from "../ports/home";
import type {
	AnalyticsStore,
	CommitOutcome,
	TotalsCommit,
} from "../ports/store";

/** What a purge removed. */
export interface PurgeCounts {
	eventsDeleted: number;
	/** The first month that is still in the totals. */
	liveFrom: Month;
	/** Patterns from which dropped months were taken. */
	patternsChanged: number;
	usageDaysDeleted: number;
	userMonthsDeleted: number;
}

/** Events and records deleted by one call to the store. */
const STEP = 500;

/** Patterns looked at in one step. */
const WALK_PAGE = 200;

const MAX_CONFLICTS = 20;

/**
 * Deletes events that have expired, and takes the months that are wholly older than the retention
 * time out of every total. Works in bounded steps, each of which is safe to repeat: a purge that
 * was cut short is finished by the next.
 */
export async function purge(home: JobHome): Promise<PurgeCounts> {
	const { store, settings } = home;
	const now = home.now();
	const counts: PurgeCounts = {
		eventsDeleted: 0,
		liveFrom: firstLiveMonth(now, settings.retentionMs),
		patternsChanged: 0,
		usageDaysDeleted: 0,
		userMonthsDeleted: 0,
	};
	for (let shard = 0; shard < settings.shardCount; shard++) {
		await advanceFrontier(store, shard, now - settings.retentionMs);
		const head = await store.readShard(shard);
		counts.eventsDeleted += await inSteps(() =>
			store.deleteExpired(head, now, STEP),
		);
	}
	await dropMonths(home, counts);
	return counts;
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
	await untilCommitted(async () => {
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
}

async function dropMonths(
	{ store, settings }: JobHome,
	counts: PurgeCounts,
): Promise<void> {
	const { liveFrom } = counts;
	const totals = await store.readTotals();
	if ((totals.purgedTo ?? FIRST_MONTH) >= liveFrom) return;
	await commitTotalsChange(store, async (head) => ({
		head,
		totals: {
			...totalsOf(head),
			liveFrom,
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
		totals: { ...totalsOf(head), purgedTo: liveFrom },
	}));
}

async function dropFromPatterns(
	store: AnalyticsStore,
	liveFrom: Month,
): Promise<number> {
	let changed = 0;
	let after: string | undefined;
	for (;;) {
		const page = await store.walkPatterns(after, WALK_PAGE);
		const names = page
			.filter((record) =>
				Object.keys(record.months).some((month) => month < liveFrom),
			)
			.map((record) => record.pattern);
		if (names.length > 0) {
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
		after = page.at(-1)?.pattern;
		if (page.length < WALK_PAGE) return changed;
	}
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

async function untilCommitted(
	attempt: () => Promise<CommitOutcome>,
): Promise<void> {
	for (let conflicts = 0; conflicts < MAX_CONFLICTS; conflicts++)
		if ((await attempt()) === "committed") return;
	throw new Error("gave way to other runs too often");
}

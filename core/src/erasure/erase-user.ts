import { noCounts } from "../aggregation/aggregate";
import { splitDelta } from "../aggregation/delta";
import { mergeDeltas } from "../aggregation/merge";
import { Patience } from "../aggregation/patience";
import { FIRST_MONTH } from "../aggregation/totals";
import {
	emptyUserRecord,
	type UserMonth,
	type UserRecord,
} from "../aggregation/user-record";
import { monthOf } from "../calendar";
import { shardOf } from "../event/stored-event";
import type { JobHome } from "../ports/home";
import { type ShardHead, StoreUnavailableError } from "../ports/store";
import { refreshTemplates } from "../templates/refresh-templates";
import type { Erasure } from "./erasure";
import { filedMonthsOf, takeOut } from "./take-out";

/** What an erasure removed. */
export interface ErasureCounts {
	eventsDeleted: number;
	/** Patterns from which the user's occurrences were taken. */
	patternsChanged: number;
	/** Days from whose usage the user's operations were taken. */
	usageDaysChanged: number;
	userMonthsDeleted: number;
	/** Templates that rested on the user's occurrences too: learned again, or with other figures. */
	templatesChanged: number;
	/** Of which nothing else was left, or too little. */
	templatesRetired: number;
	templatesRemoved: number;
	/** False if the run stopped at a bound of time; a repetition, or the next purge, goes on. */
	complete: boolean;
}

/** An erasure begins no step after this time: whoever called through Hosting waits for 60 s. */
export const MAX_ERASURE_MS = 45_000;

/** Events looked at by one call to the store: bounds how long SQLite holds up everything else. */
const EVENTS_STEP = 200;

/** Pages of aggregation that may win against one change of the user's record. */
const MAX_CONFLICTS = 50;

/**
 * Removes a user's events, and exactly what they added to every count, sum and list. The tombstone
 * comes first and outlives everything: `announce` gets it as soon as it is written. Safe to repeat,
 * to run twice at once, and to cut off anywhere; what is cut off is finished by the next purge.
 *
 * @throws {StoreUnavailableError} if the store is away, or aggregation wins every time
 */
export async function eraseUser(
	home: JobHome,
	userId: string,
	announce: (erasure: Erasure) => void,
): Promise<ErasureCounts> {
	const { store } = home;
	const record = (await store.readUsers([userId])).get(userId);
	const now = home.now();
	const erasure = await writeErasure(
		home,
		userId,
		Math.max(now, record?.latestTimestamp ?? now),
	);
	announce(erasure);
	return completeErasure(home, erasure, now + MAX_ERASURE_MS);
}

/** All of an erasure but its tombstone, which is there; until `deadline` (epoch ms). */
export async function completeErasure(
	home: JobHome,
	erasure: Erasure,
	deadline: number,
): Promise<ErasureCounts> {
	const counts: ErasureCounts = {
		eventsDeleted: 0,
		patternsChanged: 0,
		usageDaysChanged: 0,
		userMonthsDeleted: 0,
		templatesChanged: 0,
		templatesRetired: 0,
		templatesRemoved: 0,
		complete: true,
	};
	const written = await eraseRecord(home, erasure, counts);
	await deleteEvents(home, written, counts, deadline);
	// All at once if nothing else is to be folded; a shard that is far behind may take longer.
	const merged = noCounts();
	await mergeDeltas(home, merged, deadline);
	counts.complete &&= merged.caughtUp;
	if (!counts.complete) return counts;
	const templates = await refreshTemplates(home, deadline);
	counts.templatesChanged = templates.templatesWritten;
	counts.templatesRetired = templates.templatesRetired;
	counts.templatesRemoved = templates.templatesRemoved;
	counts.complete = templates.complete;
	if (!counts.complete) return counts;
	await home.store.finishErasure(written);
	return counts;
}

async function writeErasure(
	{ store, settings, now }: JobHome,
	userId: string,
	through: number,
): Promise<Erasure> {
	return store.writeErasure({
		userId,
		through,
		writtenAt: now(),
		expireAt: through + settings.retentionMs,
	});
}

/**
 * Empties the user's record, and has their contribution taken out of the totals. From then on
 * aggregation, which loads the record of every user that it counts, deletes what is erased. Returns
 * the tombstone that covers all that was counted.
 */
async function eraseRecord(
	home: JobHome,
	written: Erasure,
	counts: ErasureCounts,
): Promise<Erasure> {
	const { store, settings } = home;
	const { userId } = written;
	let erasure = written;
	let monthsAtOnce = Number.POSITIVE_INFINITY;
	const patience = new Patience();
	for (let conflicts = 0; conflicts < MAX_CONFLICTS; ) {
		const head = await store.readShard(shardOf(userId, settings.shardCount));
		const record = (await store.readUsers([userId])).get(userId);
		if ((record?.erasedThrough ?? -1) >= erasure.through) return erasure;
		// Events that came while this was under way: what is counted cannot be told apart any more.
		const latest = record?.latestTimestamp ?? 0;
		if (latest > erasure.through)
			erasure = await writeErasure(home, userId, latest);
		const step = await planStep(home, head, record, erasure, monthsAtOnce);
		const outcome = await store
			.commitPage(step.commit)
			.catch(patience.tooLargeIfSlow(step.months));
		if (outcome === "committed") count(step, counts);
		else if (outcome === "conflict") conflicts++;
		else if (step.months > 1) monthsAtOnce = Math.ceil(step.months / 2);
		else throw new Error("a month of one user does not fit into a commit");
	}
	throw new StoreUnavailableError("aggregation kept changing the user's shard");
}

type Step = Awaited<ReturnType<typeof planStep>>;

/** Takes all of the user's months out, or the oldest ones where one commit cannot hold them. */
async function planStep(
	{ store }: JobHome,
	head: ShardHead,
	record: UserRecord | undefined,
	{ userId, through }: Erasure,
	monthsAtOnce: number,
) {
	const { liveFrom = FIRST_MONTH } = await store.readTotals();
	const filed = record === undefined ? [] : filedMonthsOf(record);
	const months: UserMonth[] = record === undefined ? [] : [record.current];
	if (filed.length > 0) {
		const keys = filed.map((month) => ({ userId, month }));
		for (const { month } of await store.readUserMonths(keys))
			months.push(month);
	}
	const gone = months
		.map(({ month }) => month)
		.sort()
		.slice(0, monthsAtOnce);
	const isWhole = gone.length === months.length;
	const erased: UserRecord = {
		// It stays for as long as the month of the tombstone is kept, and so as long as that one.
		...emptyUserRecord(userId, monthOf(through)),
		erasedThrough: through,
	};
	const { delta, ...taken } =
		record === undefined
			? { delta: undefined, record: erased }
			: takeOut(record, months, new Set(gone), liveFrom);
	const removed = gone.filter((month) => month !== record?.current.month);
	return {
		months: gone.length,
		patterns: Object.keys(delta?.patterns ?? {}).length,
		usageDays: Object.keys(delta?.usage ?? {}).length,
		removed: removed.length,
		commit: {
			head,
			users: [isWhole ? erased : taken.record],
			userMonths: [],
			removedUserMonths: removed.map((month) => ({ userId, month })),
			deltas: delta === undefined ? [] : splitDelta(delta),
		},
	};
}

function count(step: Step, counts: ErasureCounts): void {
	counts.patternsChanged += step.patterns;
	counts.usageDaysChanged += step.usageDays;
	counts.userMonthsDeleted += step.removed;
}

async function deleteEvents(
	{ store, now }: JobHome,
	{ userId, through }: Erasure,
	counts: ErasureCounts,
	deadline: number,
): Promise<void> {
	let after: string | undefined;
	do {
		if (now() > deadline) {
			counts.complete = false;
			return;
		}
		const step = { userId, through, after, limit: EVENTS_STEP };
		const { deleted, next } = await store.deleteUserEvents(step);
		counts.eventsDeleted += deleted;
		after = next;
	} while (after !== undefined);
}

import { MAX_RUN_MS } from "../aggregation/aggregate";
import { FIRST_MONTH } from "../aggregation/totals";
import { DAY_MS, type Day, dayOf, monthStart } from "../calendar";
import type { JobHome } from "../ports/home";
import {
	eventsIn,
	examineShard,
	rangeOfDay,
	type ShardExam,
} from "./examine-shard";
import { recountShard } from "./recount-shard";
import { setDayRight } from "./set-day-right";

/** What an audit found and did. */
export interface AuditCounts {
	/** 1 if the day was judged: it is over, and none of its month's events are purged. */
	days: number;
	/** Events of the day that are stored, counted or not. */
	eventsStored: number;
	/** Events of the day that its roll-up counts. */
	eventsCounted: number;
	/** Users whose month was counted anew from their stored events. */
	usersRecounted: number;
	/** 1 if the day's roll-up was not what the users' records say, and is now. */
	daysRepaired: number;
	/** Differences that stay: users or a day beyond a bound, or a day that kept changing. */
	unexplained: number;
}

/** A day that keeps changing is left to the next audit after so many passes. */
const MAX_PASSES = 5;

/**
 * Compares how many events of a UTC day are stored with how many its roll-up counts, and reads a day
 * that differs again: users whose records do not stand for their stored events are recounted, and
 * then the roll-up is made the sum of the records. The day before today unless told otherwise.
 *
 * A count for each shard and one read of the roll-up are all that a day which agrees costs. Events
 * that aggregation has not come to yet make a day differ too; reading it again finds nothing wrong.
 * Safe to run at any time, twice at once, and to kill anywhere.
 */
export async function audit(
	home: JobHome,
	day: Day = dayOf(home.now() - DAY_MS),
): Promise<AuditCounts> {
	const counts: AuditCounts = {
		days: 0,
		eventsStored: 0,
		eventsCounted: 0,
		usersRecounted: 0,
		daysRepaired: 0,
		unexplained: 0,
	};
	if (!(await canBeJudged(home, day))) return counts;
	counts.days = 1;
	await compare(home, day, counts);
	if (counts.eventsStored !== counts.eventsCounted)
		await repair(home, day, counts);
	return counts;
}

/** Of a month that is partly purged, what is missing may have been deleted rightly. */
async function canBeJudged(home: JobHome, day: Day): Promise<boolean> {
	const { store, settings } = home;
	const month = day.slice(0, 7);
	const { liveFrom = month } = await store.readTotals();
	const isOver = rangeOfDay(day).to <= home.now();
	const goneBefore = store.expiresEvents
		? home.now() - settings.retentionMs
		: 0;
	if (!isOver || month < liveFrom || monthStart(month) < goneBefore)
		return false;
	for (const shard of shardsOf(home)) {
		const { purgedBefore } = await store.readShard(shard);
		if (monthStart(month) < purgedBefore) return false;
	}
	return true;
}

async function compare(
	home: JobHome,
	day: Day,
	counts: AuditCounts,
): Promise<void> {
	const usage = (await home.store.readUsageDays([day])).get(day);
	counts.eventsCounted = eventsIn(usage?.cells ?? {});
	for (const shard of shardsOf(home))
		counts.eventsStored += await home.store.countEnded(shard, rangeOfDay(day));
}

async function repair(
	home: JobHome,
	day: Day,
	counts: AuditCounts,
): Promise<void> {
	const deadline = home.now() + MAX_RUN_MS;
	const { liveFrom = FIRST_MONTH } = await home.store.readTotals();
	for (let pass = 0; pass < MAX_PASSES; pass++) {
		const exams: ShardExam[] = [];
		let recounted = 0;
		let beyondBounds = 0;
		for (const shard of shardsOf(home)) {
			if (home.now() > deadline) break;
			const exam = await examineShard(home, shard, day, liveFrom);
			exams.push(exam);
			if (exam.suspects.size === 0) continue;
			const done = await recountShard(home, exam, day.slice(0, 7));
			recounted += done.recounted;
			beyondBounds += done.beyondBounds;
		}
		counts.usersRecounted += recounted;
		if (exams.length < home.settings.shardCount) break;
		// Those who were recounted are looked at once more, with everybody else.
		if (recounted > 0) continue;
		const outcome = await setDayRight(home, day, exams, liveFrom, deadline);
		if (outcome === "moved") continue;
		if (outcome === "repaired") counts.daysRepaired = 1;
		counts.unexplained = beyondBounds + (outcome === "beyond_bounds" ? 1 : 0);
		return;
	}
	counts.unexplained++;
}

function shardsOf({ settings }: JobHome): number[] {
	return Array.from({ length: settings.shardCount }, (_, shard) => shard);
}

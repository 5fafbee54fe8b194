import { noCounts } from "../aggregation/aggregate";
import { bookPatterns } from "../aggregation/book-patterns";
import { emptyDelta, type TotalsDelta } from "../aggregation/delta";
import {
	closeUser,
	type FoldSettings,
	openMonth,
	openUser,
	type UserWork,
} from "../aggregation/fold-user";
import { unpackSegments } from "../aggregation/packed-segments";
import { unpackUsage } from "../aggregation/packed-usage";
import { hasSessionId } from "../aggregation/trace-name";
import {
	emptyUserRecord,
	type UserMonth,
	type UserRecord,
} from "../aggregation/user-record";
import type { Month } from "../calendar";
import type { StoredEvent } from "../event/stored-event";
import {
	addSession,
	type Contribution,
	emptyContribution,
} from "../sessions/contribution";
import { cutIntoSessions } from "../sessions/session";
import { addTally, isEmpty } from "../tally/tally";
import { alignActivity } from "./align-activity";

/** A user as they are in a store, and the events of one month that their record is to stand for. */
export interface UserToRecount {
	readonly userId: string;
	/** Absent if nothing of them was ever counted. Changed in place. */
	readonly record: UserRecord | undefined;
	readonly month: Month;
	/** The month, where it is filed apart from the record. Changed in place. */
	readonly filed: UserMonth | undefined;
	/** All that count in the month, in any order. */
	readonly events: readonly StoredEvent[];
}

/** What has to be written for a user's month to be right. */
export interface Recount {
	readonly record: UserRecord;
	/** Months filed apart that changed. */
	readonly filed: readonly UserMonth[];
	/** New contribution minus old one; empty if the month was right. */
	readonly delta: TotalsDelta;
}

/**
 * Builds a user's month anew from its events, and computes what changes by it in the totals. Returns
 * `beyond_bounds` for a month that met a bound of `USER_LIMITS`: what it has left out depends on the
 * order in which its events came, which nobody knows any more.
 */
export function recountUser(
	user: UserToRecount,
	settings: FoldSettings,
): Recount | "beyond_bounds" {
	const { month } = user;
	const { liveFrom } = settings;
	const delta = emptyDelta();
	const work = workOf(user);
	const counted = openMonth(work, month, liveFrom);
	const rebuilt = rebuild(user, settings);
	if (rebuilt === "beyond_bounds" || counted.patternsFull)
		return "beyond_bounds";
	const { contribution, record: scratch } = rebuilt;
	takeBack(contribution, counted);
	const exceeded = bookPatterns(
		work.record,
		counted,
		contribution,
		liveFrom,
		delta,
	);
	if (exceeded > 0) return "beyond_bounds";
	changeUsage(delta, counted, scratch.current);
	alignActivity(work.record, scratch, month, liveFrom, delta);
	// The patterns were booked; whatever else a month holds is that of the rebuilt one.
	const right = { ...scratch.current, patterns: counted.patterns };
	const { record, touched } = work;
	const isCurrent = counted === record.current;
	const filed = [...touched].filter((each) => each !== record.current);
	return {
		record: isCurrent ? { ...record, current: right } : record,
		filed: filed.map((each) => (each === counted ? right : each)),
		delta,
	};
}

/** True if the user's month was right. */
export function changesNothing({ delta }: Recount): boolean {
	return [delta.patterns, delta.usage, delta.users].every(
		(part) => Object.keys(part).length === 0,
	);
}

function workOf({ userId, record, month, filed }: UserToRecount): UserWork {
	return {
		record: record ?? emptyUserRecord(userId, month),
		olderMonths: new Map(filed === undefined ? [] : [[month, filed]]),
		traces: [],
		touched: new Set(),
	};
}

/** The month as if nothing had been counted before: all events are in time. */
function rebuild(
	{ userId, month, events }: UserToRecount,
	settings: FoldSettings,
): { record: UserRecord; contribution: Contribution } | "beyond_bounds" {
	const contribution = emptyContribution();
	const counts = noCounts();
	const delta = emptyDelta();
	const work = openUser(
		{ userId, record: undefined, olderMonths: new Map(), events },
		settings,
		delta,
		counts,
	);
	if (work === undefined) {
		return { record: emptyUserRecord(userId, month), contribution };
	}
	for (const { fresh, gapMs, traceName } of work.traces)
		for (const session of cutIntoSessions(fresh, gapMs))
			addSession(
				contribution,
				settings.windows,
				session,
				hasSessionId(traceName),
				1,
			);
	const nothingLate = () => ({ regions: [], unplaced: [] });
	closeUser(work, nothingLate, settings, delta, counts);
	const refused =
		counts.typesExceeded +
		counts.workflowTypesExceeded +
		counts.cellsExceeded +
		counts.patternsExceeded;
	if (refused > 0) return "beyond_bounds";
	return { record: work.record, contribution };
}

/** Takes what was counted out of a contribution; what stays as it was leaves nothing in it. */
function takeBack(contribution: Contribution, counted: UserMonth): void {
	for (const [pattern, segments] of Object.entries(counted.patterns)) {
		const change = contribution.counts.get(pattern) ?? {};
		addTally(change, unpackSegments(segments), -1);
		contribution.counts.set(pattern, change);
	}
	for (const [pattern, change] of contribution.counts)
		if (isEmpty(change)) contribution.seenAfter.delete(pattern);
}

function changeUsage(
	delta: TotalsDelta,
	counted: UserMonth,
	rebuilt: UserMonth,
): void {
	for (const [day, packed] of Object.entries(rebuilt.usage))
		addTally(delta.usage, { [day]: { cells: unpackUsage(packed) } });
	for (const [day, packed] of Object.entries(counted.usage))
		addTally(delta.usage, { [day]: { cells: unpackUsage(packed) } }, -1);
}

import { type Day, dayOf, type Month } from "../calendar";
import type { Contribution } from "../sessions/contribution";
import { visitDelta } from "../tally/return-counts";
import { addTally, isEmpty } from "../tally/tally";
import type { PatternDelta, TotalsDelta } from "./delta";
import { monthNeighbours } from "./month-neighbours";
import { packSegments, unpackSegments } from "./packed-segments";
import { forgetUser, noteSample, userTagOf } from "./samples";
import { USER_LIMITS, type UserMonth, type UserRecord } from "./user-record";

/**
 * Books what changes in a user's month: into the month itself, so that it can be taken back, and
 * into the delta. Returns how many patterns were left out because the month is full.
 */
export function bookPatterns(
	record: UserRecord,
	month: UserMonth,
	contribution: Contribution,
	liveFrom: Month,
	delta: TotalsDelta,
): number {
	const userTag = userTagOf(record.userId);
	let exceeded = 0;
	// Counted where it matters: most pages admit none, and a month has hundreds.
	let admitted: number | undefined;
	for (const [pattern, change] of contribution.counts) {
		const seen = newlySeen(contribution, pattern);
		if (isEmpty(change) && seen === undefined) continue;
		const packed = month.patterns[pattern];
		if (packed === undefined) {
			admitted ??= Object.keys(month.patterns).length;
			if (month.patternsFull || admitted === USER_LIMITS.patterns) {
				month.patternsFull = true;
				exceeded++;
				continue;
			}
			admitted++;
		}
		const booked = unpackSegments(packed ?? "");
		const occurredBefore = !isEmpty(booked);
		addTally(booked, change);
		const occursNow = !isEmpty(booked);
		month.patterns[pattern] = packSegments(booked);
		const patternDelta = deltaOf(delta, pattern);
		if (seen !== undefined) widen(patternDelta, seen.first, seen.last);
		const latest = contribution.seenAfter.get(pattern);
		if (latest !== undefined)
			noteSample(patternDelta, userTag, [latest.last, latest.lastId]);
		addTally(patternDelta.months, { [month.month]: { segments: change } });
		// What was learned from an occurrence that is no more must not outlive its user.
		if (occurredBefore && !occursNow)
			forgetUser(delta, record.userId, [pattern]);
		if (occurredBefore !== occursNow) {
			const others = monthsWith(record, pattern, month.month);
			const { previous, next } = monthNeighbours(others, month.month, liveFrom);
			const visits = visitDelta(
				month.month,
				previous,
				next,
				occursNow ? 1 : -1,
			);
			for (const [visited, users] of Object.entries(visits))
				addTally(patternDelta.months, { [visited]: { users } });
			if (month !== record.current) {
				const months = occursNow ? [...others, month.month] : others;
				fileEarlierMonths(record, pattern, months);
			}
		}
		// Once full, which patterns are admitted must not change any more.
		if (!occursNow && !month.patternsFull) {
			delete month.patterns[pattern];
			if (admitted !== undefined) admitted--;
		}
	}
	return exceeded;
}

/** The user's other months with the pattern, ascending. */
function monthsWith(
	record: UserRecord,
	pattern: string,
	except: Month,
): Month[] {
	const months = [...(record.earlierPatternMonths[pattern] ?? [])];
	if ((record.current.patterns[pattern] ?? "") !== "")
		months.push(record.current.month);
	return months.filter((month) => month !== except);
}

function fileEarlierMonths(
	record: UserRecord,
	pattern: string,
	months: readonly Month[],
): void {
	const earlier = months.filter((month) => month < record.current.month).sort();
	if (earlier.length === 0) delete record.earlierPatternMonths[pattern];
	else record.earlierPatternMonths[pattern] = earlier;
}

function deltaOf(delta: TotalsDelta, pattern: string): PatternDelta {
	let own = delta.patterns[pattern];
	if (own === undefined) {
		own = { months: {} };
		delta.patterns[pattern] = own;
	}
	return own;
}

/** The days on which occurrences ended, where the sessions taken back did not cover them. */
function newlySeen(
	{ seenBefore, seenAfter }: Contribution,
	pattern: string,
): { first: Day; last: Day } | undefined {
	const after = seenAfter.get(pattern);
	if (after === undefined) return undefined;
	const range = { first: dayOf(after.first), last: dayOf(after.last) };
	const before = seenBefore.get(pattern);
	const covered =
		before !== undefined &&
		dayOf(before.first) <= range.first &&
		range.last <= dayOf(before.last);
	return covered ? undefined : range;
}

function widen(delta: PatternDelta, first: Day, last: Day): void {
	if (delta.firstSeen === undefined || first < delta.firstSeen)
		delta.firstSeen = first;
	if (delta.lastSeen === undefined || last > delta.lastSeen)
		delta.lastSeen = last;
}

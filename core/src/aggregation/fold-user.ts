import { type Day, dayOf, type Month, monthOf } from "../calendar";
import type { StoredEvent } from "../event/stored-event";
import {
	addSession,
	type Contribution,
	emptyContribution,
} from "../sessions/contribution";
import { compareByTime, type Operation } from "../sessions/session";
import {
	ANY,
	audienceKey,
	audienceKeys,
	countsOf,
	type UsageFacts,
	usageCellKey,
} from "../usage/usage-day";
import { activeMonths, dropMonthsBefore, markActive } from "./active-days";
import type { PatternDelta, TotalsDelta } from "./delta";
import {
	foldTrace,
	isLate,
	type KnownTrace,
	type LateRegion,
} from "./fold-trace";
import {
	admitTypes,
	asOperation,
	countedWorkflowType,
	fileTrace,
	fileUnplaced,
	gapOf,
	hasSessionId,
	knownTrace,
	releaseSessions,
	traceNameOf,
} from "./month-book";
import { addTally, isEmpty, NEVER, visitDelta } from "./tally";
import {
	emptyUserMonth,
	OTHER,
	RECENT_MS,
	USER_LIMITS,
	type UserMonth,
	type UserRecord,
} from "./user-record";

/** What folding depends on beside the records; the same for a whole page. */
export interface FoldSettings {
	/** Epoch ms. */
	readonly now: number;
	readonly sessionGapMs: number;
	/** Months before it have been dropped from the totals. */
	readonly liveFrom: Month;
}

/** How many events of a page met something out of the ordinary. */
export interface FoldCounts {
	/** Counted, in usage at least. */
	events: number;
	/** Placed by reading stored events again. */
	late: number;
	/** Of a month that has been dropped: not counted. */
	expired: number;
	/** In usage only, as `other`: beyond the user's operation types of the month. */
	typesExceeded: number;
	/** Pattern changes not counted: beyond the user's patterns of the month. */
	patternsExceeded: number;
	/** In usage only: late, and part of the session was purged already or is too long to read. */
	unplaced: number;
}

/** A trace of one month that new events belong to. */
export interface TraceWork {
	readonly month: UserMonth;
	readonly traceName: string;
	readonly gapMs: number;
	readonly known: KnownTrace;
	/** Placed by what is known; in time order. */
	readonly fresh: Operation[];
	/** Stored events around them are needed; in time order. */
	readonly late: Operation[];
}

/** What reading around the late events of a trace gave. */
export interface LateReads {
	readonly regions: readonly LateRegion[];
	/** Late operations that cannot be placed exactly. */
	readonly unplaced: readonly Operation[];
}

/** A user whose new events have been counted in usage and sorted into traces. */
export interface UserWork {
	readonly record: UserRecord;
	/** The months before the current one that were given or came to be. */
	readonly olderMonths: Map<Month, UserMonth>;
	readonly traces: TraceWork[];
	readonly touched: Set<UserMonth>;
}

/** The months with events that are filed apart from the record; they must be loaded first. */
export function olderMonthsOf(
	record: UserRecord | undefined,
	events: readonly StoredEvent[],
): Month[] {
	if (record === undefined) return [];
	const months = new Set(events.map((event) => monthOf(event.timestamp)));
	return [...months].filter((month) => month < record.current.month);
}

/**
 * First half of a user's page: counts the events in usage and sorts them into traces. `record` and
 * `olderMonths` become part of the work and are changed in place.
 */
export function openUser(
	userId: string,
	record: UserRecord | undefined,
	olderMonths: Map<Month, UserMonth>,
	events: readonly StoredEvent[],
	settings: FoldSettings,
	delta: TotalsDelta,
	counts: FoldCounts,
): UserWork | undefined {
	const inOrder = events
		.filter((event) => monthOf(event.timestamp) >= settings.liveFrom)
		.sort(compareByTime);
	counts.expired += events.length - inOrder.length;
	const [first] = inOrder;
	if (first === undefined) return undefined;
	const work: UserWork = {
		record: record ?? {
			userId,
			current: emptyUserMonth(monthOf(first.timestamp)),
			earlierPatternMonths: {},
			activeDays: {},
		},
		olderMonths,
		traces: [],
		touched: new Set(),
	};
	const traces = new Map<string, TraceWork>();
	for (const event of inOrder) {
		counts.events++;
		const month = openMonth(work, monthOf(event.timestamp), settings.liveFrom);
		admitTypes(month, event);
		const operation = asOperation(month, event);
		countUsage(
			work.record,
			month,
			event,
			operation !== undefined,
			settings,
			delta,
		);
		if (operation === undefined) {
			counts.typesExceeded++;
			continue;
		}
		const traceName = traceNameOf(event);
		const key = `${month.month} ${traceName}`;
		let trace = traces.get(key);
		if (trace === undefined) {
			trace = {
				month,
				traceName,
				gapMs: gapOf(traceName, settings.sessionGapMs),
				known: knownTrace(month, traceName),
				fresh: [],
				late: [],
			};
			traces.set(key, trace);
			work.traces.push(trace);
		}
		const late = isLate(operation, trace.known, trace.gapMs);
		(late ? trace.late : trace.fresh).push(operation);
	}
	return work;
}

/**
 * Second half: folds the traces, given the regions that were read for their late events, and adds
 * what changes to the delta.
 */
export function closeUser(
	work: UserWork,
	readsOf: (trace: TraceWork) => LateReads,
	settings: FoldSettings,
	delta: TotalsDelta,
	counts: FoldCounts,
): void {
	const contributions = new Map<UserMonth, Contribution>();
	for (const trace of work.traces) {
		const { regions, unplaced } = readsOf(trace);
		counts.late += trace.late.length - unplaced.length;
		counts.unplaced += unplaced.length;
		fileUnplaced(trace.month, unplaced);
		const folded = foldTrace(trace.known, trace.fresh, regions, trace.gapMs);
		let contribution = contributions.get(trace.month);
		if (contribution === undefined) {
			contribution = emptyContribution();
			contributions.set(trace.month, contribution);
		}
		const named = hasSessionId(trace.traceName);
		for (const session of folded.removed)
			addSession(contribution, session, named, -1);
		for (const session of folded.added)
			addSession(contribution, session, named, 1);
		fileTrace(trace.month, trace.traceName, folded.known);
	}
	for (const [month, contribution] of contributions)
		bookPatterns(work.record, month, contribution, settings, delta, counts);
	for (const month of work.touched)
		releaseSessions(month, settings.now - RECENT_MS);
}

function openMonth(work: UserWork, month: Month, liveFrom: Month): UserMonth {
	const { record } = work;
	if (month > record.current.month) turnMonth(work, month, liveFrom);
	let opened =
		month === record.current.month
			? record.current
			: work.olderMonths.get(month);
	if (opened === undefined) {
		opened = emptyUserMonth(month);
		work.olderMonths.set(month, opened);
	}
	work.touched.add(opened);
	return opened;
}

/** Files the current month apart and begins a new one; forgets what has left the totals. */
function turnMonth(work: UserWork, month: Month, liveFrom: Month): void {
	const { record, olderMonths, touched } = work;
	const ended = record.current;
	for (const [pattern, segments] of Object.entries(ended.patterns)) {
		if (isEmpty(segments)) continue;
		const months = record.earlierPatternMonths[pattern];
		if (months === undefined)
			record.earlierPatternMonths[pattern] = [ended.month];
		else months.push(ended.month);
	}
	olderMonths.set(ended.month, ended);
	touched.add(ended);
	record.current = emptyUserMonth(month);
	for (const [pattern, months] of Object.entries(record.earlierPatternMonths)) {
		const live = months.filter((earlier) => earlier >= liveFrom);
		if (live.length === 0) delete record.earlierPatternMonths[pattern];
		else record.earlierPatternMonths[pattern] = live;
	}
	for (const [audience, days] of Object.entries(record.activeDays)) {
		dropMonthsBefore(days, liveFrom);
		if (Object.keys(days).length === 0) delete record.activeDays[audience];
	}
}

function countUsage(
	record: UserRecord,
	month: UserMonth,
	event: StoredEvent,
	typeIsAdmitted: boolean,
	settings: FoldSettings,
	delta: TotalsDelta,
): void {
	const day = dayOf(event.timestamp);
	const facts: UsageFacts = {
		type: typeIsAdmitted ? event.operation.type : OTHER,
		platform: event.platform,
		workflowType: countedWorkflowType(month, event),
		success: event.metrics.success,
		processingTimeMs: event.metrics.processingTime,
		bytes: event.operation.fileSize,
		memoryBytes: event.metrics.memoryUsage,
		batch: (event.context.batchSize ?? 1) > 1,
		errorCategory: event.metrics.errorCategory,
	};
	const cells = { [usageCellKey(facts)]: countsOf(facts) };
	addTally(delta.usage, { [day]: { cells } });
	addTally(month.usage, { [day]: cells });
	countVisits(record, day, facts, settings, delta);
}

function countVisits(
	record: UserRecord,
	day: Day,
	facts: UsageFacts,
	{ liveFrom }: FoldSettings,
	delta: TotalsDelta,
): void {
	const everybody = audienceKey(ANY, ANY);
	const monthsBefore = activeMonths(record.activeDays[everybody] ?? {});
	for (const audience of audienceKeys(facts.platform, facts.workflowType)) {
		const days = record.activeDays[audience] ?? {};
		record.activeDays[audience] = days;
		const visit = markActive(days, day, `${liveFrom}-01`);
		if (visit === undefined) continue;
		const visits = visitDelta(day, visit.previous, visit.next, 1);
		for (const [visited, users] of Object.entries(visits))
			addTally(delta.usage, { [visited]: { users: { [audience]: users } } });
	}
	const month = day.slice(0, 7);
	if (monthsBefore.includes(month)) return;
	const { previous, next } = monthNeighbours(monthsBefore, month, liveFrom);
	addTally(delta.users, visitDelta(month, previous, next, 1));
}

function bookPatterns(
	record: UserRecord,
	month: UserMonth,
	contribution: Contribution,
	settings: FoldSettings,
	delta: TotalsDelta,
	counts: FoldCounts,
): void {
	let admitted = Object.keys(month.patterns).length;
	for (const [pattern, change] of contribution.counts) {
		const seen = newlySeen(contribution, pattern);
		if (isEmpty(change) && seen === undefined) continue;
		let booked = month.patterns[pattern];
		if (booked === undefined) {
			if (month.patternsFull || admitted === USER_LIMITS.patterns) {
				month.patternsFull = true;
				counts.patternsExceeded++;
				continue;
			}
			booked = {};
			month.patterns[pattern] = booked;
			admitted++;
		}
		const occurredBefore = !isEmpty(booked);
		addTally(booked, change);
		const occursNow = !isEmpty(booked);
		const patternDelta = deltaOf(delta, pattern);
		if (seen !== undefined) widen(patternDelta, seen.first, seen.last);
		addTally(patternDelta.months, { [month.month]: { segments: change } });
		if (occurredBefore !== occursNow) {
			const others = monthsWith(record, pattern, month.month);
			const { previous, next } = monthNeighbours(
				others,
				month.month,
				settings.liveFrom,
			);
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
			admitted--;
		}
	}
}

/** The user's other months with the pattern, ascending. */
function monthsWith(
	record: UserRecord,
	pattern: string,
	except: Month,
): Month[] {
	const months = [...(record.earlierPatternMonths[pattern] ?? [])];
	if (!isEmpty(record.current.patterns[pattern] ?? {}))
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

function monthNeighbours(
	ascending: readonly Month[],
	month: Month,
	liveFrom: Month,
): { previous: Month; next: Month | undefined } {
	const previous = ascending.findLast((other) => other < month);
	return {
		previous: previous === undefined || previous < liveFrom ? NEVER : previous,
		next: ascending.find((other) => other > month),
	};
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

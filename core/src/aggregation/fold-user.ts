import { type Month, monthOf } from "../calendar";
import type { CountedEvent } from "../event/stored-event";
import {
	addSession,
	type Contribution,
	emptyContribution,
} from "../sessions/contribution";
import { compareByTime, type Operation } from "../sessions/session";
import type { WindowCounter } from "../sessions/window-counter";
import { dropMonthsBefore } from "./active-days";
import { admitTypes, isBeyondWorkflowTypes } from "./admitted-types";
import { asOperation, fileUnplaced } from "./as-operation";
import { bookPatterns } from "./book-patterns";
import { countUsage } from "./count-usage";
import type { TotalsDelta } from "./delta";
import {
	foldTrace,
	isLate,
	type KnownTrace,
	type LateRegion,
} from "./fold-trace";
import { fileTrace, knownTrace, releaseSessions } from "./trace-book";
import { gapOf, hasSessionId, traceNameOf } from "./trace-name";
import {
	emptyUserMonth,
	emptyUserRecord,
	RECENT_MS,
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
	/** Counts the sessions of the page; new for each, so that its dictionary stays bounded. */
	readonly windows: WindowCounter;
}

/** How many events of a page met something out of the ordinary. */
export interface FoldCounts {
	/** Counted, in usage at least. */
	events: number;
	/** Placed by reading stored events again. */
	late: number;
	/** Of a month that has been dropped: not counted. */
	expired: number;
	/** Of a user who was erased after they ended: not counted, and deleted. */
	erased: number;
	/** In usage only, as `other`: beyond the user's operation types of the month. */
	typesExceeded: number;
	/** Under the workflow type `other`: beyond the user's workflow types of the month. */
	workflowTypesExceeded: number;
	/** In a cell of usage called `other`: beyond those that the user's month holds. */
	cellsExceeded: number;
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
	events: readonly CountedEvent[],
): Month[] {
	if (record === undefined) return [];
	const months = new Set(events.map((event) => monthOf(event.timestamp)));
	return [...months].filter((month) => month < record.current.month);
}

/** New events of a user, and what was counted of the user before. */
export interface LoadedUser {
	readonly userId: string;
	/** Absent if nothing was. */
	readonly record: UserRecord | undefined;
	/** Months before the record's own that the events are of, as far as they are stored. */
	readonly olderMonths: Map<Month, UserMonth>;
	readonly events: readonly CountedEvent[];
}

/**
 * First half of a user's page: counts the events in usage and sorts them into traces. `record` and
 * `olderMonths` become part of the work and are changed in place. Undefined if no event counts.
 */
export function openUser(
	{ userId, record, olderMonths, events }: LoadedUser,
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
		record: record ?? emptyUserRecord(userId, monthOf(first.timestamp)),
		olderMonths,
		traces: [],
		touched: new Set(),
	};
	const traces = new Map<string, TraceWork>();
	for (const event of inOrder) {
		counts.events++;
		work.record.latestTimestamp = Math.max(
			work.record.latestTimestamp ?? event.timestamp,
			event.timestamp,
		);
		const month = openMonth(work, monthOf(event.timestamp), settings.liveFrom);
		admitTypes(month, event);
		if (isBeyondWorkflowTypes(month, event)) counts.workflowTypesExceeded++;
		const operation = asOperation(month, event);
		const isBeyondCells = countUsage(
			work.record,
			month,
			event,
			operation !== undefined,
			settings.liveFrom,
			delta,
		);
		if (isBeyondCells) counts.cellsExceeded++;
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
			addSession(contribution, settings.windows, session, named, -1);
		for (const session of folded.added)
			addSession(contribution, settings.windows, session, named, 1);
		fileTrace(trace.month, trace.traceName, folded.known);
	}
	for (const [month, contribution] of contributions)
		counts.patternsExceeded += bookPatterns(
			work.record,
			month,
			contribution,
			settings.liveFrom,
			delta,
		);
	for (const month of work.touched)
		releaseSessions(month, settings.now - RECENT_MS);
}

/**
 * The user's month to be changed: the current one, an older one that was given, or a new one. A later
 * one than the current becomes the current.
 */
export function openMonth(
	work: UserWork,
	month: Month,
	liveFrom: Month,
): UserMonth {
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
		if (segments === "") continue;
		const months = record.earlierPatternMonths[pattern];
		if (months === undefined)
			record.earlierPatternMonths[pattern] = [ended.month];
		else months.push(ended.month);
	}
	// One in which nothing was counted is not worth a record: an erasure leaves it.
	if (ended.events !== undefined) {
		olderMonths.set(ended.month, ended);
		touched.add(ended);
	}
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

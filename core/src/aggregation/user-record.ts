import type { Day, Month } from "../calendar";
import type { PackedSegments } from "./packed-segments";
import { NO_SESSION_IDS, type PackedSessionIds } from "./packed-session-ids";
import type { PackedUsage } from "./packed-usage";

/** Bounds of what is kept per user. What exceeds them counts in usage only. */
export const USER_LIMITS = {
	/** Operation types that sessions see, per month. */
	operationTypes: 200,
	/** Workflow types kept apart, per month. */
	workflowTypes: 20,
	/** Cells of usage, over the days of a month. */
	usageCells: 5_000,
	/** Cells of usage of one day: a tenth of what the day holds of everybody. */
	usageCellsOfDay: 1_000,
	/** Events a month whose durations and memory are counted within 1 %; then by coarse bins. */
	finelyCountedEvents: 100_000,
	/** Patterns per month. */
	patterns: 2_000,
	/** Events kept at hand; the oldest sessions are let go first. */
	recentEvents: 2_000,
	/** Sessions with an id that are remembered as let go, per month: 160 kB of text. */
	releasedSessions: 40_000,
	/** Late events that could not be placed, per month. */
	unplaced: 500,
} as const;

/** Sessions whose last event is younger than this are kept at hand. */
export const RECENT_MS = 48 * 60 * 60 * 1000;

/** Stands for every operation or workflow type beyond {@link USER_LIMITS}. */
export const OTHER = "other";

/**
 * A session as a user record holds it: when it ended (epoch ms), how many operations it has, and
 * these in time order as one text, which is read only when events of its trace come. Most sessions
 * of a record are written again unread.
 *
 * Operations are separated by `;`, their fields by `,`: id, ms from its end to the session's, index
 * of its type, duration in ms, outcome (twice its traits, and one more if it succeeded), index of its
 * workflow type (-1 none, -2 {@link OTHER}), index of its platform, and the sequence position where
 * there is one.
 */
export type PackedSession = [endedAt: number, operations: number, text: string];

/**
 * What is known of a trace: its latest sessions, all of them after `releasedThrough`, complete and
 * in order. Earlier sessions have been let go; their events must be read from the store again.
 */
export interface TraceRecord {
	sessions: PackedSession[];
	/** Latest timestamp among the sessions let go, epoch ms; absent if none was. */
	releasedThrough?: number;
}

/**
 * A user's month: the sessions at hand, and the exact contribution to every total, so that a
 * change can be computed and an erasure can subtract it.
 */
export interface UserMonth {
	readonly month: Month;
	/** The operation types that sessions see, in order of arrival. */
	operationTypes: string[];
	workflowTypes: string[];
	/** By `p:platform` or `s:sessionId`. */
	traces: { [trace: string]: TraceRecord };
	/** The session ids let go. */
	releasedSessions: PackedSessionIds;
	/**
	 * Ids of late events that sessions do not see, because what was counted around them could not
	 * be computed again; `"all"` once there were too many: then no late event is placed any more.
	 */
	unplaced: string[] | "all";
	patterns: { [pattern: string]: PackedSegments };
	/** No further pattern is admitted: the limit was met. */
	patternsFull?: true;
	usage: { [day: Day]: PackedUsage };
	/** How many cells that is; absent for none. */
	usageCells?: number;
	/** How many events were counted in them; absent for none. */
	events?: number;
}

/** Days of activity: a bit for each day of a month, the lowest for the first. */
export interface ActiveDays {
	[month: Month]: number;
}

/**
 * All that aggregation keeps of a user; written by their shard alone. Months before `current` have
 * records of their own, touched only by late events, purge and erasure.
 */
export interface UserRecord {
	readonly userId: string;
	current: UserMonth;
	/** Months before `current` in which a pattern occurred, ascending. */
	earlierPatternMonths: { [pattern: string]: Month[] };
	/** By audience key. */
	activeDays: { [audience: string]: ActiveDays };
	/** Latest of the events that were counted, epoch ms; absent before the first. */
	latestTimestamp?: number;
	/**
	 * Epoch ms: the user was erased, and none of their events up to it exists. The record holds
	 * nothing of them, and stays as long as such an event may still come.
	 */
	erasedThrough?: number;
}

/** A user of whom nothing was counted yet, and whose first month is this one. */
export function emptyUserRecord(userId: string, month: Month): UserRecord {
	return {
		userId,
		current: emptyUserMonth(month),
		earlierPatternMonths: {},
		activeDays: {},
	};
}

/** A month in which nothing was counted yet. */
export function emptyUserMonth(month: Month): UserMonth {
	return {
		month,
		operationTypes: [],
		workflowTypes: [],
		traces: {},
		releasedSessions: NO_SESSION_IDS,
		unplaced: [],
		patterns: {},
		usage: {},
	};
}

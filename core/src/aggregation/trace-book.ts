import type { KnownTrace } from "./fold-trace";
import { packSession, unpackSession } from "./packed-session";
import { mayHoldSessionId, withSessionId } from "./packed-session-ids";
import { hasSessionId } from "./trace-name";
import { type TraceRecord, USER_LIMITS, type UserMonth } from "./user-record";

/** What the month knows of a trace. */
export function knownTrace(month: UserMonth, traceName: string): KnownTrace {
	const record = month.traces[traceName];
	if (record !== undefined) {
		return {
			sessions: record.sessions.map((session) => unpackSession(month, session)),
			releasedThrough: record.releasedThrough,
		};
	}
	return {
		sessions: [],
		releasedThrough: mayHaveBeenReleased(month, traceName)
			? Number.POSITIVE_INFINITY
			: undefined,
	};
}

/** Files what is known of a trace. */
export function fileTrace(
	month: UserMonth,
	traceName: string,
	known: KnownTrace,
): void {
	if (known.sessions.length === 0 && hasSessionId(traceName)) return;
	const record: TraceRecord = {
		sessions: known.sessions.map((session) => packSession(month, session)),
	};
	if (known.releasedThrough !== undefined)
		record.releasedThrough = Math.min(
			known.releasedThrough,
			Number.MAX_SAFE_INTEGER,
		);
	month.traces[traceName] = record;
}

/**
 * Lets go of sessions whose last event is before `cutoff`, and of the oldest ones beyond the
 * number of events that a user record holds.
 */
export function releaseSessions(month: UserMonth, cutoff: number): void {
	let held = 0;
	for (const traceName in month.traces) {
		const trace = month.traces[traceName];
		if (trace === undefined) continue;
		while (endOfFirstSession(trace) < cutoff) releaseFirst(month, traceName);
		for (const [, operations] of trace.sessions) held += operations;
	}
	if (held > USER_LIMITS.recentEvents)
		releaseOldest(month, held - USER_LIMITS.recentEvents);
}

/** Lets go of the sessions that ended first, until so many events have gone. */
function releaseOldest(month: UserMonth, events: number): void {
	const sessions = Object.entries(month.traces).flatMap(([traceName, trace]) =>
		trace.sessions.map(([endedAt, operations]) => ({
			traceName,
			endedAt,
			operations,
		})),
	);
	// Stable, so that of a trace, whose sessions are in time order, the first one goes first.
	sessions.sort((a, b) => a.endedAt - b.endedAt);
	let left = events;
	for (const { traceName, operations } of sessions) {
		if (left <= 0) break;
		left -= operations;
		releaseFirst(month, traceName);
	}
}

/** Epoch ms; infinite if the trace holds no session. */
function endOfFirstSession(trace: TraceRecord): number {
	return trace.sessions[0]?.[0] ?? Number.POSITIVE_INFINITY;
}

function releaseFirst(month: UserMonth, traceName: string): void {
	const trace = month.traces[traceName];
	const end = trace?.sessions.shift()?.[0];
	if (trace === undefined || end === undefined) return;
	trace.releasedThrough = Math.max(trace.releasedThrough ?? end, end);
	if (trace.sessions.length === 0 && hasSessionId(traceName)) {
		delete month.traces[traceName];
		month.releasedSessions = withSessionId(
			month.releasedSessions,
			traceName,
			USER_LIMITS.releasedSessions,
		);
	}
}

function mayHaveBeenReleased(month: UserMonth, traceName: string): boolean {
	return (
		hasSessionId(traceName) &&
		mayHoldSessionId(month.releasedSessions, traceName)
	);
}

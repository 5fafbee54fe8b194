import type { CountedEvent } from "../event/stored-event";
import { UNSPECIFIED_WORKFLOW_TYPE } from "../event/wire-event";
import type { Operation } from "../sessions/session";
import { traitsOf } from "../sessions/traits";
import type { KnownTrace } from "./fold-trace";
import { packSession, unpackSession } from "./packed-session";
import { mayHoldSessionId, withSessionId } from "./packed-session-ids";
import {
	OTHER,
	type TraceRecord,
	USER_LIMITS,
	type UserMonth,
} from "./user-record";

/** The part of a trace key that is unique within a user: `p:platform` or `s:sessionId`. */
export function traceNameOf(
	event: Pick<CountedEvent, "platform" | "context">,
): string {
	const { sessionId } = event.context;
	return sessionId === undefined ? `p:${event.platform}` : `s:${sessionId}`;
}

/** The idle time that ends a run of the trace, ms: none does where the host named the session. */
export function gapOf(traceName: string, sessionGapMs: number): number {
	return hasSessionId(traceName) ? Number.POSITIVE_INFINITY : sessionGapMs;
}

/** True for traces that a host's session id makes. */
export function hasSessionId(traceName: string): boolean {
	return traceName.startsWith("s:");
}

/**
 * Admits the event's types to the month where there is room. What was refused once stays refused,
 * so that reading an event again gives the same operation that was counted.
 */
export function admitTypes(month: UserMonth, event: CountedEvent): void {
	admit(month.operationTypes, event.operation.type, USER_LIMITS.operationTypes);
	const workflowType = workflowTypeOf(event);
	if (workflowType !== "")
		admit(month.workflowTypes, workflowType, USER_LIMITS.workflowTypes);
}

function admit(list: string[], value: string, limit: number): void {
	if (list.length < limit && !list.includes(value)) list.push(value);
}

/** The event's workflow type as this month counts it; empty where there is none. */
export function countedWorkflowType(
	month: UserMonth,
	event: CountedEvent,
): string {
	const workflowType = workflowTypeOf(event);
	return workflowType === "" || month.workflowTypes.includes(workflowType)
		? workflowType
		: OTHER;
}

/** True if the event's workflow type was not admitted. */
export function isBeyondWorkflowTypes(
	month: UserMonth,
	event: CountedEvent,
): boolean {
	return countedWorkflowType(month, event) !== workflowTypeOf(event);
}

/** A host that says `unspecified` says none: that is what reports call it. */
function workflowTypeOf(event: CountedEvent): string {
	const { workflowType = UNSPECIFIED_WORKFLOW_TYPE } = event.context;
	return workflowType === UNSPECIFIED_WORKFLOW_TYPE ? "" : workflowType;
}

/**
 * The event as sessions see it; undefined if they do not: its type is beyond the month's limit, or
 * it came late and could not be placed.
 */
export function asOperation(
	month: UserMonth,
	event: CountedEvent,
): Operation | undefined {
	if (!month.operationTypes.includes(event.operation.type)) return undefined;
	if (month.unplaced !== "all" && month.unplaced.includes(event.id))
		return undefined;
	const workflowType = countedWorkflowType(month, event);
	return {
		id: event.id,
		timestamp: event.timestamp,
		processingTimeMs: event.metrics.processingTime,
		type: event.operation.type,
		success: event.metrics.success,
		platform: event.platform,
		workflowType,
		// An event that carries a workflow type decides for its session.
		traits: workflowType === "" ? traitsOf(event) : 0,
		sequencePosition: event.context.sequencePosition,
	};
}

/** Notes late operations that sessions will not see. */
export function fileUnplaced(
	month: UserMonth,
	operations: readonly Operation[],
): void {
	for (const { id } of operations) {
		if (month.unplaced === "all") return;
		if (month.unplaced.length === USER_LIMITS.unplaced) month.unplaced = "all";
		else month.unplaced.push(id);
	}
}

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

import { monthEnd, monthOf } from "../calendar";

/** A session holds at most this many events; the next one begins a new session. */
export const MAX_SESSION_EVENTS = 1_000;

/** What sessions and patterns need to know of an event. */
export interface Operation {
	readonly id: string;
	/** When it ended, epoch ms. */
	readonly timestamp: number;
	readonly processingTimeMs: number;
	readonly type: string;
	readonly success: boolean;
	readonly platform: string;
	/** Empty where the host sent none. */
	readonly workflowType: string;
	readonly sequencePosition?: number | undefined;
}

/** Orders by (timestamp, id); ids by ASCII, which `<` on ASCII strings is. */
export function compareByTime(
	a: Pick<Operation, "timestamp" | "id">,
	b: Pick<Operation, "timestamp" | "id">,
): number {
	if (a.timestamp !== b.timestamp) return a.timestamp - b.timestamp;
	return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/**
 * Idle time between neighbours of a trace in ms: from the end of one operation to the start of the
 * next, so that a long encode does not break a session. Negative where they overlap.
 */
export function idleMs(
	previousTimestamp: number,
	next: Pick<Operation, "timestamp" | "processingTimeMs">,
): number {
	return next.timestamp - next.processingTimeMs - previousTimestamp;
}

/**
 * Cuts a trace, given in {@link compareByTime} order, into sessions: where the idle time is over
 * `gapMs` (`Infinity` for traces with a session id), at the end of a UTC month, and after
 * {@link MAX_SESSION_EVENTS} events. The first operation begins a session whatever came before it.
 */
export function cutIntoSessions(
	trace: readonly Operation[],
	gapMs: number,
): Operation[][] {
	const sessions: Operation[][] = [];
	let session: Operation[] = [];
	let endOfMonth = Number.NEGATIVE_INFINITY;
	let previousTimestamp = 0;
	for (const operation of trace) {
		const startsNew =
			operation.timestamp >= endOfMonth ||
			session.length === MAX_SESSION_EVENTS ||
			idleMs(previousTimestamp, operation) > gapMs;
		if (startsNew) {
			session = [];
			sessions.push(session);
			if (operation.timestamp >= endOfMonth)
				endOfMonth = monthEnd(monthOf(operation.timestamp));
		}
		session.push(operation);
		previousTimestamp = operation.timestamp;
	}
	return sessions;
}

/**
 * The session in the order in which its steps are read: by `sequencePosition` where every event of
 * a session with an id has one, otherwise by time. `session` is in time order.
 */
export function inStepOrder(
	session: readonly Operation[],
	hasSessionId: boolean,
): readonly Operation[] {
	const byPosition =
		hasSessionId &&
		session.every((operation) => operation.sequencePosition !== undefined);
	if (!byPosition) return session;
	// Array.prototype.sort is stable and the session is in (timestamp, id) order already.
	return [...session].sort(
		(a, b) => (a.sequencePosition ?? 0) - (b.sequencePosition ?? 0),
	);
}

/** A run of consecutive events of one type: a single operation, a retry, or a batch. */
export interface Step {
	readonly type: string;
	/** Of the last attempt. */
	success: boolean;
	/** Summed over the run. */
	durationMs: number;
	/** The latest `timestamp` in the run, epoch ms. */
	endedAt: number;
	/** The id of the event that ended then. */
	lastId: string;
}

/** Collapses operations, in step order, into steps. */
export function stepsOf(operations: readonly Operation[]): Step[] {
	const steps: Step[] = [];
	let step: Step | undefined;
	for (const operation of operations) {
		if (step?.type === operation.type) {
			step.success = operation.success;
			step.durationMs += operation.processingTimeMs;
			if (operation.timestamp >= step.endedAt) {
				step.endedAt = operation.timestamp;
				step.lastId = operation.id;
			}
		} else {
			step = {
				type: operation.type,
				success: operation.success,
				durationMs: operation.processingTimeMs,
				endedAt: operation.timestamp,
				lastId: operation.id,
			};
			steps.push(step);
		}
	}
	return steps;
}

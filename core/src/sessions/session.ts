import { monthEnd, monthOf, monthStart } from "../calendar";

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
	/** What rules ask of it where no event of its session carries a workflow type: see `traitsOf`. */
	readonly traits: number;
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
 * Says where a trace is cut into sessions, walked in {@link compareByTime} order: where the idle time
 * is over the gap, at the end of a UTC month, and after {@link MAX_SESSION_EVENTS} events.
 */
export class SessionCutter {
	#gapMs = Number.POSITIVE_INFINITY;
	#events = 0;
	#previousTimestamp = 0;
	// Of the latest operation's month; kept from trace to trace, as it costs more than all the rest.
	#monthStart = Number.POSITIVE_INFINITY;
	#monthEnd = Number.NEGATIVE_INFINITY;

	/** Begins a trace; `gapMs` is infinite for one with a session id. */
	begin(gapMs: number): void {
		this.#gapMs = gapMs;
		this.#events = 0;
	}

	/** True if the trace's next operation begins a session; the first does, whatever came before. */
	startsNew(timestamp: number, processingTimeMs: number): boolean {
		const isOtherMonth =
			timestamp >= this.#monthEnd || timestamp < this.#monthStart;
		const startsNew =
			isOtherMonth ||
			this.#events === 0 ||
			this.#events === MAX_SESSION_EVENTS ||
			idleMs(this.#previousTimestamp, { timestamp, processingTimeMs }) >
				this.#gapMs;
		if (isOtherMonth) {
			const month = monthOf(timestamp);
			this.#monthStart = monthStart(month);
			this.#monthEnd = monthEnd(month);
		}
		this.#events = startsNew ? 1 : this.#events + 1;
		this.#previousTimestamp = timestamp;
		return startsNew;
	}
}

/**
 * Cuts a trace, given in {@link compareByTime} order, into sessions, where {@link SessionCutter}
 * says. The first operation begins a session whatever came before it.
 */
export function cutIntoSessions(
	trace: readonly Operation[],
	gapMs: number,
): Operation[][] {
	const cutter = new SessionCutter();
	cutter.begin(gapMs);
	const sessions: Operation[][] = [];
	let session: Operation[] = [];
	for (const operation of trace) {
		if (cutter.startsNew(operation.timestamp, operation.processingTimeMs)) {
			session = [];
			sessions.push(session);
		}
		session.push(operation);
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

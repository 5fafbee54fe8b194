import type { CountedEvent } from "../event/stored-event";

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

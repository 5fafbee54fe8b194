import { PLATFORMS } from "../event/event-bounds";
import type { WireEvent } from "../event/wire-event";
import { PairTable } from "../sessions/pair-table";
import { Interner } from "./interner";

/** What says to which trace an event belongs. */
export type TracedEvent = Pick<WireEvent, "userId" | "platform" | "context">;

/** Stands for a user without a trace that has a session id. */
const NONE = -1;

/** Traces by number: a user's events of one session id, or, of those without one, of one platform. */
export class TraceTable {
	readonly #users = new Interner();
	readonly #sessionIds = new Interner();
	/** Pairs of a user and what their trace is of: a platform, or, above those, a session id. */
	readonly #traces = new PairTable();
	/** By user: the trace of their latest event that has a session id, which the next one is likely of. */
	readonly #latestOfUser: number[] = [];
	/** By trace: the session id, or nothing. */
	readonly #sessionIdOf: string[] = [];

	get count(): number {
		return this.#traces.size;
	}

	/** The number of the event's trace; a new trace gets the next one. */
	traceOf({ userId, platform, context: { sessionId } }: TracedEvent): number {
		const user = this.#users.numberOf(userId);
		if (user === this.#latestOfUser.length) this.#latestOfUser.push(NONE);
		if (sessionId === undefined)
			return this.#traceOf(user, PLATFORMS.indexOf(platform), "");
		const latest = this.#latestOfUser[user] as number;
		if (latest !== NONE && this.#sessionIdOf[latest] === sessionId)
			return latest;
		const session = this.#sessionIds.numberOf(sessionId);
		const trace = this.#traceOf(user, PLATFORMS.length + session, sessionId);
		this.#latestOfUser[user] = trace;
		return trace;
	}

	userOf(trace: number): number {
		return this.#traces.firstOf(trace);
	}

	hasSessionId(trace: number): boolean {
		return this.#traces.secondOf(trace) >= PLATFORMS.length;
	}

	/** Every trace, those of one user after one another: a counting sort. */
	byUser(): Int32Array {
		const starts = new Int32Array(this.#users.size + 1);
		for (let trace = 0; trace < this.count; trace++)
			(starts[this.userOf(trace) + 1] as number) += 1;
		for (let user = 1; user < starts.length; user++)
			(starts[user] as number) += starts[user - 1] as number;
		const sorted = new Int32Array(this.count);
		for (let trace = 0; trace < this.count; trace++) {
			const user = this.userOf(trace);
			const place = starts[user] as number;
			sorted[place] = trace;
			starts[user] = place + 1;
		}
		return sorted;
	}

	#traceOf(user: number, kind: number, sessionId: string): number {
		const trace = this.#traces.numberOf(user, kind);
		if (trace === this.#sessionIdOf.length) this.#sessionIdOf.push(sessionId);
		return trace;
	}
}

import { PLATFORMS } from "../event/event-bounds";
import type { WireEvent } from "../event/wire-event";

/** The end of a chain of traces. */
const NONE = -1;

/** What says to which trace an event belongs. */
export type TracedEvent = Pick<WireEvent, "userId" | "platform" | "context">;

/**
 * Traces by number: a user's events of one session id, or, of those without one, of one platform.
 *
 * Session ids are looked up by themselves, since two users rarely share one; the traces that do
 * stand in a chain. A `Map` holds 2^24 keys, so that many session ids, and users, are the bound.
 */
export class TraceTable {
	readonly #users = new Map<string, number>();
	readonly #userIds: string[] = [];
	/** By user and platform. */
	readonly #byPlatform: number[] = [];
	readonly #bySessionId = new Map<string, number>();
	readonly #sameSessionId: number[] = [];
	readonly #userOf: number[] = [];
	readonly #hasSessionId: boolean[] = [];
	readonly #lastOfUser: number[] = [];
	readonly #previousOfUser: number[] = [];

	get count(): number {
		return this.#userOf.length;
	}

	get userCount(): number {
		return this.#userIds.length;
	}

	/** The number of the event's trace; a new trace gets the next one. */
	traceOf({ userId, platform, context }: TracedEvent): number {
		const { sessionId } = context;
		return sessionId === undefined
			? this.#traceOfPlatform(userId, PLATFORMS.indexOf(platform))
			: this.#traceOfSession(userId, sessionId);
	}

	userOf(trace: number): number {
		return this.#userOf[trace] as number;
	}

	hasSessionId(trace: number): boolean {
		return this.#hasSessionId[trace] as boolean;
	}

	/** Every trace, those of one user after one another. */
	*byUser(): Generator<number, void, void> {
		for (const last of this.#lastOfUser)
			for (
				let trace = last;
				trace !== NONE;
				trace = this.#previousOfUser[trace] as number
			)
				yield trace;
	}

	#traceOfSession(userId: string, sessionId: string): number {
		const first = this.#bySessionId.get(sessionId) ?? NONE;
		for (
			let trace = first;
			trace !== NONE;
			trace = this.#sameSessionId[trace] as number
		)
			if (this.#userIds[this.userOf(trace)] === userId) return trace;
		const added = this.#add(this.#numberOfUser(userId), true);
		this.#sameSessionId[added] = first;
		this.#bySessionId.set(sessionId, added);
		return added;
	}

	#traceOfPlatform(userId: string, platform: number): number {
		const user = this.#numberOfUser(userId);
		const key = user * PLATFORMS.length + platform;
		const known = this.#byPlatform[key] as number;
		if (known !== NONE) return known;
		const added = this.#add(user, false);
		this.#sameSessionId[added] = NONE;
		this.#byPlatform[key] = added;
		return added;
	}

	#add(user: number, hasSessionId: boolean): number {
		const trace = this.#userOf.push(user) - 1;
		this.#hasSessionId.push(hasSessionId);
		this.#previousOfUser.push(this.#lastOfUser[user] as number);
		this.#lastOfUser[user] = trace;
		return trace;
	}

	#numberOfUser(userId: string): number {
		const known = this.#users.get(userId);
		if (known !== undefined) return known;
		const user = this.#userIds.push(userId) - 1;
		this.#users.set(userId, user);
		this.#lastOfUser.push(NONE);
		for (const _ of PLATFORMS) this.#byPlatform.push(NONE);
		return user;
	}
}

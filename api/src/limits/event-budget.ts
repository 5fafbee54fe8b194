import type { Request } from "express";
import { type HitCounter, secondsUntil } from "./hit-counter";

/** The budget as one request meets it. */
export interface EventCharge {
	/**
	 * Charges so many valid events and answers how many of them may be stored now, the first ones;
	 * the others must come again. Called at most once.
	 */
	admit(events: number): number;
	/** Seconds until there is budget again; undefined unless some were not admitted. */
	readonly retryAfterSeconds: number | undefined;
}

/** A budget of events beside the limit of requests, so that a batch of 500 does not count as one. */
export type EventBudget = (request: Request) => EventCharge;

/** What {@link createEventBudget} needs. */
export interface EventBudgetOptions {
	readonly counter: HitCounter;
	/** Valid events that a bucket may send in a window. */
	readonly limit: number;
	readonly bucketOf: (request: Request) => string;
	/** Epoch ms. */
	readonly now: () => number;
}

/** Lets every bucket store `limit` events in a window. */
export function createEventBudget(options: EventBudgetOptions): EventBudget {
	return (request) => new Charge(options, request);
}

/**
 * A class and not an object with a getter: every object literal with an accessor gets a hidden class
 * of its own, and V8 keeps the request that it closes over until the next full collection.
 */
class Charge implements EventCharge {
	readonly #options: EventBudgetOptions;
	readonly #request: Request;
	retryAfterSeconds: number | undefined;

	constructor(options: EventBudgetOptions, request: Request) {
		this.#options = options;
		this.#request = request;
	}

	admit(events: number): number {
		const { counter, limit, bucketOf, now } = this.#options;
		const bucket = `events ${bucketOf(this.#request)}`;
		const { total, resetAt } = counter.add(bucket, events);
		const left = Math.max(0, limit - (total - events));
		if (left >= events) return events;
		this.retryAfterSeconds = secondsUntil(resetAt, now());
		return left;
	}
}

import type { Request } from "express";
import { type HitCounter, secondsUntil, type WindowCount } from "./hit-counter";

/** The budget as one request meets it. */
export interface EventCharge {
	/** Whether nothing is left, so that the events need not even be looked at. */
	isSpent(): boolean;
	/**
	 * Charges valid events and answers how many of them may be stored now, the first ones; the others
	 * are not charged and must come again.
	 */
	admit(events: number): number;
	/**
	 * Corrects the charge to the events that got a verdict for good. Bad ones are not free, and those
	 * that must come again are not paid for twice.
	 */
	settle(judged: number): void;
	/** Seconds until there is budget again; undefined unless it was spent, or some were not admitted. */
	readonly retryAfterSeconds: number | undefined;
}

/** A budget of events beside the limit of requests, so that a batch of 500 does not count as one. */
export type EventBudget = (request: Request) => EventCharge;

/** What {@link createEventBudget} needs. */
export interface EventBudgetOptions {
	readonly counter: HitCounter;
	/** Events that a bucket may send in a window. */
	readonly limit: number;
	readonly bucketOf: (request: Request) => string;
	/** Epoch ms. */
	readonly now: () => number;
}

/**
 * Lets every bucket send `limit` events in a window. Valid ones are charged before they are stored, bad
 * ones afterwards: they use up the budget of later requests, and never that of their neighbours.
 */
export function createEventBudget(options: EventBudgetOptions): EventBudget {
	return (request) => new Charge(options, request);
}

/**
 * A class and not an object with a getter: every object literal with an accessor gets a hidden class
 * of its own, and V8 keeps the request that it closes over until the next full collection.
 */
class Charge implements EventCharge {
	readonly #options: EventBudgetOptions;
	readonly #bucket: string;
	#charged = 0;
	retryAfterSeconds: number | undefined;

	constructor(options: EventBudgetOptions, request: Request) {
		this.#options = options;
		this.#bucket = `events ${options.bucketOf(request)}`;
	}

	isSpent(): boolean {
		return this.#leftBeside(0) === 0;
	}

	admit(events: number): number {
		const left = this.#leftBeside(events);
		const admitted = Math.min(events, left);
		this.#add(admitted - events);
		return admitted;
	}

	settle(judged: number): void {
		this.#add(judged - this.#charged);
	}

	/** Charges events and answers for how many of them there was budget; notes when there is more. */
	#leftBeside(events: number): number {
		const { limit, now } = this.#options;
		const { total, resetAt } = this.#add(events);
		const left = Math.max(0, limit - (total - events));
		if (left === 0 || left < events)
			this.retryAfterSeconds = secondsUntil(resetAt, now());
		return left;
	}

	#add(events: number): WindowCount {
		this.#charged += events;
		return this.#options.counter.add(this.#bucket, events);
	}
}

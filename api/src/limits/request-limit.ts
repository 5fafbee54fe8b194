import type { Request, RequestHandler } from "express";
import { rateLimit, type Store } from "express-rate-limit";
import type { Logger } from "../logger";
import { problem } from "../problems";
import { sendReply } from "../reply";
import {
	type HitCounter,
	secondsUntil,
	WINDOW_MS,
	windowStart,
} from "./hit-counter";

/** What {@link createRequestLimit} needs. */
export interface RequestLimitOptions {
	readonly counter: HitCounter;
	/** What is limited: the name of the limit in headers, and a part of its buckets' names. */
	readonly name: string;
	/** Requests that a bucket may make in a window. */
	readonly limit: number;
	/** Whether only requests count that are answered by a problem. */
	readonly failuresOnly?: boolean;
	readonly bucketOf: (request: Request) => string;
	/** Epoch ms. */
	readonly now: () => number;
	readonly log: Logger;
}

/**
 * Limits requests by bucket: every answer carries `RateLimit` and `RateLimit-Policy`
 * (draft-ietf-httpapi-ratelimit-headers-08), and one over the limit is a 429 with `Retry-After`.
 */
export function createRequestLimit({
	counter,
	name,
	limit,
	failuresOnly = false,
	bucketOf,
	now,
	log,
}: RequestLimitOptions): RequestHandler {
	return rateLimit({
		windowMs: WINDOW_MS,
		limit,
		store: storeOver(counter, name),
		skipSuccessfulRequests: failuresOnly,
		keyGenerator: bucketOf,
		standardHeaders: "draft-8",
		legacyHeaders: false,
		identifier: name,
		retryAfter: () => secondsUntil(windowStart(now()) + WINDOW_MS, now()),
		handler: (_request, response) =>
			sendReply(
				response,
				problem(
					"rate_limited",
					`More than ${limit} ${name} within a minute. Retry-After says when the next minute begins.`,
				),
			),
		// A home is put together by its first request where it starts cold, and only once.
		validate: { creationStack: false },
		logger: {
			warn: (error) => log.warn("the rate limit warns", { error }),
			error: (error) => log.error("the rate limit failed", { error }),
		},
	});
}

/** The library's store over a counter. Buckets of each limit have names of their own. */
function storeOver(counter: HitCounter, name: string): Store {
	const nameOf = (key: string) => `${name} ${key}`;
	const add = (key: string, amount: number) => {
		const { total, resetAt } = counter.add(nameOf(key), amount);
		return { totalHits: total, resetTime: new Date(resetAt) };
	};
	return {
		prefix: nameOf(""),
		increment: (key) => add(key, 1),
		decrement: (key) => void add(key, -1),
		resetKey: (key) => void add(key, -add(key, 0).totalHits),
	};
}

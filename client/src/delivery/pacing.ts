/** The first wait after a failure, ms; it doubles with each further one. */
const FIRST_BACKOFF_MS = 100;

/** An endpoint that has been down for less than this is asked again soon. */
const YOUNG_OUTAGE_MS = 30_000;
const YOUNG_BACKOFF_MS = 1_500;

/** While the host waits for us to end. */
const HURRIED_BACKOFF_MS = 250;

/** After an answer that a person has to do something about. */
const FIRST_REFUSED_MS = 5_000;

/** A longer `Retry-After` is taken for this. */
export const MAX_RETRY_AFTER_MS = 5 * 60_000;

/**
 * When the endpoint may be asked again: exponential back-off with full jitter, never before what
 * `Retry-After` says. Times are ms of one monotonic clock.
 */
export class Pacing {
	readonly #maxBackoffMs: number;
	readonly #random: () => number;
	#failures = 0;
	#downSince = 0;
	#lastFailureAt = Number.NEGATIVE_INFINITY;
	#notBefore = 0;
	/** Whether the endpoint itself said when to come again. */
	#isTold = false;
	#isRefused = false;
	#isHurried = false;

	constructor(maxBackoffMs: number, random: () => number = Math.random) {
		this.#maxBackoffMs = maxBackoffMs;
		this.#random = random;
	}

	/** Whether the last that was heard of the endpoint was bad: then one request at a time finds out. */
	get isDown(): boolean {
		return this.#failures > 0;
	}

	/** Whether it is down because it does not want us: a wrong key, a wrong address. */
	get isRefused(): boolean {
		return this.#isRefused;
	}

	/** When it last failed. */
	get lastFailureAt(): number {
		return this.#lastFailureAt;
	}

	/** How long to wait before the next request. */
	waitMs(now: number): number {
		return Math.max(0, this.#notBefore - now);
	}

	/** Something was delivered. */
	succeeded(now: number): void {
		this.#failures = 0;
		this.#isRefused = false;
		if (!this.#isTold || now >= this.#notBefore) this.#notBefore = 0;
	}

	/** A request that began at `startedAt` came to nothing. Those that fail together count as one failure. */
	failed(now: number, startedAt: number, retryAfterMs = 0): void {
		if (startedAt >= this.#lastFailureAt || !this.isDown) this.#count(now);
		this.#isRefused = false;
		const exponential =
			FIRST_BACKOFF_MS * 2 ** Math.min(this.#failures - 1, 20);
		const jittered =
			this.#random() * Math.min(this.#longestMs(now), exponential);
		const told = Math.min(retryAfterMs, MAX_RETRY_AFTER_MS);
		this.#wait(now, told + jittered, told > 0);
	}

	/** No answer has come for longer than usual: that was wait enough. */
	stalled(now: number, startedAt: number): void {
		if (startedAt >= this.#lastFailureAt || !this.isDown) this.#count(now);
	}

	/** The endpoint does not want us. */
	refused(now: number): void {
		this.#count(now);
		this.#isRefused = true;
		const doubled = FIRST_REFUSED_MS * 2 ** Math.min(this.#failures - 1, 20);
		const longest = Math.min(this.#maxBackoffMs, doubled);
		this.#wait(now, longest * (0.5 + this.#random() / 2), true);
	}

	/** Asks at once, whatever the endpoint said, and from now on again soon. */
	hurry(): void {
		this.#isHurried = true;
		this.#notBefore = 0;
	}

	/** Asks at once, unless the endpoint itself said when. */
	wake(): void {
		if (!this.#isTold) this.#notBefore = 0;
	}

	#count(now: number): void {
		if (this.#failures === 0) this.#downSince = now;
		this.#failures += 1;
		this.#lastFailureAt = now;
	}

	#longestMs(now: number): number {
		if (this.#isHurried)
			return Math.min(HURRIED_BACKOFF_MS, this.#maxBackoffMs);
		return now - this.#downSince < YOUNG_OUTAGE_MS
			? Math.min(YOUNG_BACKOFF_MS, this.#maxBackoffMs)
			: this.#maxBackoffMs;
	}

	#wait(now: number, ms: number, isTold: boolean): void {
		const wasTold = this.#isTold && this.#notBefore > now;
		if (wasTold && now + ms < this.#notBefore) return;
		this.#notBefore = now + ms;
		this.#isTold = isTold;
	}
}

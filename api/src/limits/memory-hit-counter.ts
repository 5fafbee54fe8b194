import {
	entersWindow,
	type HitCounter,
	WINDOW_MS,
	type WindowCount,
	windowStart,
} from "./hit-counter";

/**
 * Buckets of one window at most. Whoever has that many addresses pushes out the oldest counts, their
 * own among them; some 10 MB at most.
 */
export const MAX_BUCKETS = 100_000;

/** A counter of this process alone. `now` is epoch ms. */
export function createMemoryHitCounter(now: () => number): HitCounter {
	return new MemoryHitCounter(now);
}

class MemoryHitCounter implements HitCounter {
	readonly #now: () => number;
	readonly #totals = new Map<string, number>();
	#start = 0;

	constructor(now: () => number) {
		this.#now = now;
	}

	add(bucket: string, amount: number): WindowCount {
		const start = windowStart(this.#now());
		if (entersWindow(start, this.#start)) {
			this.#totals.clear();
			this.#start = start;
		}
		const known = this.#totals.get(bucket);
		if (known === undefined && this.#totals.size >= MAX_BUCKETS) {
			const [oldest = ""] = this.#totals.keys();
			this.#totals.delete(oldest);
		}
		const total = (known ?? 0) + amount;
		this.#totals.set(bucket, total);
		return { total, resetAt: this.#start + WINDOW_MS };
	}
}

/** What a bucket has used in the current window. */
export interface WindowCount {
	/** Of this window, the amount that was just added included. */
	readonly total: number;
	/** Epoch ms at which the next window begins, with nothing used. */
	readonly resetAt: number;
}

/**
 * Counts what callers use, by bucket, in windows of a minute that begin with the clock's minutes.
 *
 * Adding is atomic and answers at once: a counter that is shared by several instances knows the
 * others' part as of its last exchange with them, and never makes a request wait for one.
 */
export interface HitCounter {
	/** Adds to the bucket; 0 only asks, a negative amount takes back. */
	add(bucket: string, amount: number): WindowCount;
}

/** The one window of all limits, ms. */
export const WINDOW_MS = 60_000;

/** When the window that holds `now` began, epoch ms. */
export function windowStart(now: number): number {
	return now - (now % WINDOW_MS);
}

/**
 * Whether counting begins anew. A clock that is put back over a minute's edge opens no window that was
 * closed already; one that is put back by far does, as limits would hold until it is there again.
 */
export function entersWindow(start: number, known: number): boolean {
	return start > known || start < known - MAX_SET_BACK_MS;
}

const MAX_SET_BACK_MS = 5 * WINDOW_MS;

/** For `Retry-After`: whole seconds, at least one. Both are epoch ms. */
export function secondsUntil(resetAt: number, now: number): number {
	return Math.max(1, Math.ceil((resetAt - now) / 1_000));
}

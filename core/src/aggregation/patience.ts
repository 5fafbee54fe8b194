import { StoreUnavailableError } from "../ports/store";

/** Commits that fail for want of time are tried again in halves so often in a run. */
const MAX_SLOW_COMMITS = 2;

/**
 * A commit that is too much for the time that the store gives it looks like a store that is away.
 * It is tried again in halves, a few times, so that it cannot stand in the way for ever.
 */
export class Patience {
	#slow = 0;

	/** Turns "unavailable" into `too_large` where there is something to halve; rethrows the rest. */
	tooLargeIfSlow(items: number): (error: unknown) => "too_large" {
		return (error) => {
			const isSlow = error instanceof StoreUnavailableError && items > 1;
			if (!isSlow || this.#slow++ === MAX_SLOW_COMMITS) throw error;
			return "too_large";
		};
	}
}

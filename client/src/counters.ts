/** What became of operations, since the service was made. Each is a number of events. */
export interface CounterValues {
	/** Calls that were taken. */
	tracked: number;
	/** Of these, changed to nothing by `beforeSend`. */
	droppedByHook: number;
	/** Of these, such that no valid event can be made of them (the first of each kind is said on stderr). */
	invalid: number;
	/** Pushed out of a full queue or spool, the oldest first, or left over where there is no spool. */
	droppedFromQueue: number;
	/** Stored by the home now. */
	stored: number;
	/** Known to the home from an earlier attempt, whose answer was lost. */
	duplicates: number;
	/** Refused by the home for good: by event, or with a whole request (400). */
	rejected: number;
	/** Written to the spool, to be delivered by the next start. */
	spooled: number;
	/** Written to the metrics file. */
	written: number;
	/** Sent again: attempts beyond an event's first. */
	retried: number;
}

/** As {@link CounterValues}, all 0. */
export function createCounters(): CounterValues {
	return {
		tracked: 0,
		droppedByHook: 0,
		invalid: 0,
		droppedFromQueue: 0,
		stored: 0,
		duplicates: 0,
		rejected: 0,
		spooled: 0,
		written: 0,
		retried: 0,
	};
}

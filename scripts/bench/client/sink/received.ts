import type { Arrival } from "./protocols.ts";

/** What the sink has seen, up to a moment. */
export interface Tally {
	/** Events stored, each counted once. */
	readonly stored: number;
	/** Events stored more than once: they came under two ids, or again without one. */
	readonly storedTwice: number;
	/** Arrivals of an id that is known: a service that knows ids stores the event once, at the cost of the bytes. */
	readonly arrivedAgain: number;
	/** When the latest one was stored, ms since 1970. */
	readonly lastStoredAt: number;
	/** With the headers of the requests. */
	readonly bytes: number;
	/** Requests that could not be read, and the reason of the first. */
	readonly unreadable: number;
	readonly unreadableReason: string | undefined;
}

/** The events that a sink stores. */
export interface Received {
	/** Stores what is new; answers for each whether it was. */
	store(arrivals: readonly Arrival[]): boolean[];
	tally(): Omit<Tally, "bytes" | "unreadable" | "unreadableReason">;
	/** The stored ones, by their numbers, in no order. */
	indexes(): number[];
}

/** An empty store of events. */
export function createReceived(): Received {
	const idsByIndex = new Map<number, string | undefined>();
	const twice = new Set<number>();
	let arrivedAgain = 0;
	let lastStoredAt = 0;
	const storeOne = ({ index, id }: Arrival): boolean => {
		if (!idsByIndex.has(index)) {
			idsByIndex.set(index, id);
			return true;
		}
		if (id === undefined || idsByIndex.get(index) !== id) twice.add(index);
		else arrivedAgain++;
		return false;
	};
	return {
		store(arrivals) {
			const isNew = arrivals.map(storeOne);
			if (isNew.includes(true)) lastStoredAt = Date.now();
			return isNew;
		},
		tally: () => ({
			stored: idsByIndex.size,
			storedTwice: twice.size,
			arrivedAgain,
			lastStoredAt,
		}),
		indexes: () => [...idsByIndex.keys()],
	};
}

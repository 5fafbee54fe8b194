import type { ContenderName } from "../contenders/contender.ts";
import type { Place } from "../contenders/tracker.ts";

/** Who is measured, and where. */
export interface Subject {
	readonly contender: ContenderName;
	readonly place: Place;
}

/** Events in a row, and how long tracking them may take: a library that is too slow stops earlier. */
export interface Burst extends Subject {
	readonly events: number;
	readonly durationMsMax: number;
}

/** What each program is given. */
export interface Tasks {
	readonly sink: { readonly seed: number };
	readonly cost: Burst;
	readonly delivery: Burst;
	/** So many events, evenly over a time; then the end of the host. */
	readonly steady: Subject & {
		readonly events: number;
		readonly durationMs: number;
	};
	/** So many calls, and no end of its own. */
	readonly exit: Subject & { readonly events: number };
	/** One event a ms; writes to the file which ones were tracked, and when. */
	readonly "until-killed": Subject & { readonly logFile: string };
	/** A host that starts after another one, and has nothing to track. */
	readonly "start-again": Subject;
	readonly memory: Burst;
}

export type ProgramName = keyof Tasks;

/** What the programs tell, by kind. Times are ms since 1970. */
export interface Messages {
	/** The sink listens. */
	readonly listening: { readonly address: string };
	/** The first event is about to be tracked. */
	readonly tracking: { readonly at: number };
	/** The library's own end begins. */
	readonly closing: { readonly at: number };
	/** It has returned. */
	readonly ended: { readonly at: number };
	readonly cost: CostOutcome;
	readonly delivery: DeliveryOutcome;
	readonly memory: MemoryOutcome;
}

/** What a burst of calls cost. */
export interface CostOutcome {
	/** Fewer than asked where time ran out. */
	readonly calls: number;
	readonly meanUs: number;
	readonly p99Us: number;
	/** What reading the clock twice adds to each of them, us. */
	readonly clockUs: number;
	/** The longest that the event loop was held up, the burst included. */
	readonly delayMs: number;
	/** The same after the burst. */
	readonly delayAfterMs: number;
}

export interface DeliveryOutcome {
	readonly calls: number;
	/** Of the process, since the first call: with what zlib's threads used. */
	readonly cpuUs: number;
}

export interface MemoryOutcome {
	readonly calls: number;
	/** Resident memory above the start, MB (10^6 bytes). */
	readonly residentMb: number;
}

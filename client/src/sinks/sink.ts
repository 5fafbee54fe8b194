import type { WireEventInput } from "@ffmpeg-analytics/core";

/** An event as it may leave the host: hashed, sanitised, within the bounds of the wire form. */
export interface ReadyEvent {
	readonly id: string;
	/** The wire form; never changed after it was made. */
	readonly wire: WireEventInput;
	/** The same as JSON. */
	readonly json: string;
}

/** Where events go: the home's HTTP endpoint, a file of metrics. */
export interface Sink {
	/**
	 * Takes events over, in the order in which they were tracked. Synchronous, bounded, and never throws:
	 * what has no room pushes out the oldest, which is counted. Called off the caller's path.
	 */
	accept(events: readonly ReadyEvent[]): void;

	/**
	 * Resolves once everything accepted before this call is delivered, safe on disk, or counted as
	 * dropped; where `deadlineMs` is given, after that at the latest. Never rejects.
	 */
	flush(deadlineMs?: number): Promise<void>;

	/**
	 * Delivers what it can within `deadlineMs`, makes the rest safe where there is a spool, counts what
	 * remains as dropped, and lets go of sockets, files and timers. What is accepted afterwards is dropped.
	 * Never rejects. Safe to call twice.
	 */
	close(deadlineMs: number): Promise<void>;

	/**
	 * The process ends now: makes safe, without awaiting anything, what is neither delivered nor safe yet.
	 * Called again for what is accepted afterwards: hosts track to the very end. Never throws.
	 */
	closeNow(): void;
}

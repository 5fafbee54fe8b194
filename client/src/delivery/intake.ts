import type { Leftovers } from "../spool/leftovers.ts";
import type { Outbox } from "./outbox.ts";

/** What {@link Intake} needs. */
export interface IntakeOptions {
	readonly leftovers: Leftovers;
	readonly outbox: Outbox;
	/** Of the spool, over all processes. */
	readonly maxBytes: number;
	/** Whether another request may be made. */
	readonly hasRoom: () => boolean;
	/** Hears of events that had to make room. */
	readonly onDropped: (events: number) => void;
	/** Called at the end of each look. */
	readonly onEnd: () => void;
}

/**
 * Takes what other processes have left into the outbox, a batch at a time and only when there is nothing else
 * to send: so long it stays where it is, for whoever comes to it first.
 */
export class Intake {
	readonly #options: IntakeOptions;
	#isLooking = false;
	#isStopped = false;

	constructor(options: IntakeOptions) {
		this.#options = options;
	}

	/** Whether a look is under way, or may find something; `now` in ms of a monotonic clock. */
	mayHaveMore(now: number): boolean {
		return this.#isLooking || this.#options.leftovers.mayHaveMore(now);
	}

	/** Whether a look is under way. */
	get isLooking(): boolean {
		return this.#isLooking;
	}

	/** Looks where it is time to look, or something is known to be left. */
	look(now: number): void {
		const { leftovers, onEnd } = this.#options;
		if (this.#isLooking || this.#isStopped || !leftovers.mayHaveMore(now))
			return;
		this.#isLooking = true;
		void this.#look(now)
			// The disk is at fault: the next look may find it well.
			.catch(() => undefined)
			.then(() => {
				this.#isLooking = false;
				onEnd();
			});
	}

	/** Takes nothing more in. */
	stop(): void {
		this.#isStopped = true;
	}

	async #look(now: number): Promise<void> {
		const { leftovers, outbox, maxBytes, hasRoom, onDropped } = this.#options;
		if (leftovers.isSurveyDue(now)) {
			const { siblings, siblingBytes } = await leftovers.survey(
				now,
				outbox.bytes,
				maxBytes,
				onDropped,
			);
			// Processes that share a spool share its bound: each has its part for certain, and what others leave.
			const part = maxBytes / (1 + siblings);
			outbox.limitBytes(Math.max(part, maxBytes - siblingBytes));
		}
		if (this.#isStopped || outbox.hasWaiting || !hasRoom()) return;
		const found = await leftovers.next();
		if (found !== undefined && !this.#isStopped) outbox.adopt(found);
	}
}

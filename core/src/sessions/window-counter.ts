import { grown } from "./pair-table";
import { NO_STEPS, PatternDictionary } from "./pattern-dictionary";
import { MAX_SESSION_EVENTS } from "./session";

/** Fewest and most steps that a pattern has. */
export const PATTERN_STEPS = { min: 2, max: 6 } as const;

/** What one session counts of one pattern. */
export interface WindowFigures {
	/** Occurrences; at least 1. */
	readonly frequency: number;
	/** Occurrences all of whose steps succeeded. */
	readonly successes: number;
	/** Summed over the occurrences. */
	readonly durationMs: number;
	/** When the first and the last of them ended, epoch ms. */
	readonly firstEndedAt: number;
	readonly lastEndedAt: number;
	/** The operation with which the last one ended, by its place among those that were added. */
	readonly lastOperation: number;
}

/**
 * Steps and occurrences of one session after another: give it a session's operations in step order,
 * then {@link WindowCounter.count} them.
 *
 * A step is a run of consecutive operations of the same type: a retry, or a batch. It succeeded if
 * its last operation did; its duration is the sum over the run. Every contiguous window of 2 to 6
 * steps is an occurrence of the pattern of its types; it succeeded if all its steps did, and its
 * duration is the sum of theirs.
 *
 * All is kept in arrays by number, which are used again for the next session: millions of them cost
 * no object each.
 */
export class WindowCounter {
	/** Names what is counted. Its size is bounded by the windows that were counted. */
	readonly dictionary = new PatternDictionary();

	#steps = 0;
	#operations = 0;
	readonly #stepTypes = new Int32Array(MAX_SESSION_EVENTS);
	readonly #stepSucceeded = new Uint8Array(MAX_SESSION_EVENTS);
	readonly #stepDurations = new Float64Array(MAX_SESSION_EVENTS);
	readonly #stepEnds = new Float64Array(MAX_SESSION_EVENTS);
	readonly #stepLast = new Int32Array(MAX_SESSION_EVENTS);

	/** The nodes of the windows that end with the same step, by steps before it. */
	readonly #windows = new Int32Array(PATTERN_STEPS.max);

	#found = new Int32Array(64);
	#foundCount = 0;
	// By node; 0 in all that are not among the found ones.
	#frequencies = new Int32Array(64);
	#successes = new Int32Array(64);
	#durations = new Float64Array(64);
	#firstEnds = new Float64Array(64);
	#lastEnds = new Float64Array(64);
	#lastOperations = new Int32Array(64);

	/** Adds the session's next operation, in step order; at most {@link MAX_SESSION_EVENTS}. */
	addOperation(
		type: number,
		success: boolean,
		durationMs: number,
		endedAt: number,
	): void {
		const operation = this.#operations++;
		const current = this.#steps - 1;
		if (current >= 0 && this.#stepTypes[current] === type) {
			this.#stepSucceeded[current] = success ? 1 : 0;
			(this.#stepDurations[current] as number) += durationMs;
			if (endedAt >= (this.#stepEnds[current] as number)) {
				this.#stepEnds[current] = endedAt;
				this.#stepLast[current] = operation;
			}
			return;
		}
		const step = this.#steps++;
		this.#stepTypes[step] = type;
		this.#stepSucceeded[step] = success ? 1 : 0;
		this.#stepDurations[step] = durationMs;
		this.#stepEnds[step] = endedAt;
		this.#stepLast[step] = operation;
	}

	/**
	 * Counts the windows of the session that was added, calls `visit` with each pattern that occurs
	 * in it, once, and is ready for the next session.
	 */
	count(visit: (node: number, figures: WindowFigures) => void): void {
		const steps = this.#steps;
		let longest = NO_STEPS;
		for (let end = 0; end < steps; end++)
			longest = this.#countUpTo(end, longest);
		const figures = {
			frequency: 0,
			successes: 0,
			durationMs: 0,
			firstEndedAt: 0,
			lastEndedAt: 0,
			lastOperation: 0,
		};
		for (let index = 0; index < this.#foundCount; index++) {
			const node = this.#found[index] as number;
			figures.frequency = this.#frequencies[node] as number;
			figures.successes = this.#successes[node] as number;
			figures.durationMs = this.#durations[node] as number;
			figures.firstEndedAt = this.#firstEnds[node] as number;
			figures.lastEndedAt = this.#lastEnds[node] as number;
			figures.lastOperation = this.#lastOperations[node] as number;
			this.#frequencies[node] = 0;
			visit(node, figures);
		}
		this.#foundCount = 0;
		this.#steps = 0;
		this.#operations = 0;
	}

	/**
	 * Counts the windows that end with a step, and returns the node of the longest. It grows from that
	 * of the step before, and the others are its suffixes: one lookup finds all.
	 */
	#countUpTo(end: number, longestBefore: number): number {
		const { dictionary } = this;
		const parent =
			end < PATTERN_STEPS.max
				? longestBefore
				: dictionary.suffixOf(longestBefore);
		const longest = dictionary.childOf(parent, this.#stepTypes[end] as number);
		const first = Math.max(0, end - PATTERN_STEPS.max + 1);
		for (let start = first, node = longest; start < end; start++) {
			this.#windows[end - start] = node;
			node = dictionary.suffixOf(node);
		}
		let succeeded = this.#stepSucceeded[end] as number;
		let durationMs = this.#stepDurations[end] as number;
		let endedAt = this.#stepEnds[end] as number;
		let last = this.#stepLast[end] as number;
		for (let start = end - 1; start >= first; start--) {
			succeeded &= this.#stepSucceeded[start] as number;
			durationMs += this.#stepDurations[start] as number;
			const stepEnd = this.#stepEnds[start] as number;
			if (stepEnd > endedAt) {
				endedAt = stepEnd;
				last = this.#stepLast[start] as number;
			}
			const node = this.#windows[end - start] as number;
			this.#add(node, succeeded, durationMs, endedAt, last);
		}
		return longest;
	}

	#add(
		node: number,
		succeeded: number,
		durationMs: number,
		endedAt: number,
		last: number,
	): void {
		if (node >= this.#frequencies.length) this.#grow();
		if (this.#frequencies[node] === 0) {
			this.#found[this.#foundCount++] = node;
			this.#frequencies[node] = 1;
			this.#successes[node] = succeeded;
			this.#durations[node] = durationMs;
			this.#firstEnds[node] = endedAt;
			this.#lastEnds[node] = endedAt;
			this.#lastOperations[node] = last;
			return;
		}
		(this.#frequencies[node] as number) += 1;
		(this.#successes[node] as number) += succeeded;
		(this.#durations[node] as number) += durationMs;
		if (endedAt < (this.#firstEnds[node] as number)) {
			this.#firstEnds[node] = endedAt;
		} else if (endedAt > (this.#lastEnds[node] as number)) {
			this.#lastEnds[node] = endedAt;
			this.#lastOperations[node] = last;
		}
	}

	#grow(): void {
		const length = Math.max(this.dictionary.size, this.#found.length * 2);
		this.#found = grown(this.#found, length);
		this.#frequencies = grown(this.#frequencies, length);
		this.#successes = grown(this.#successes, length);
		this.#durations = grown(this.#durations, length);
		this.#firstEnds = grown(this.#firstEnds, length);
		this.#lastEnds = grown(this.#lastEnds, length);
		this.#lastOperations = grown(this.#lastOperations, length);
	}
}

import { grown, PairTable } from "../sessions/pair-table";
import type { WindowFigures } from "../sessions/window-counter";

/** What is counted of one pattern over all sessions. */
export interface PatternTotal {
	/** Occurrences. */
	readonly frequency: number;
	/** Sessions with at least one. */
	readonly sessionCount: number;
	/** Occurrences all of whose steps succeeded. */
	readonly successes: number;
	/** Summed over occurrences. */
	readonly durationMs: number;
	/** Distinct users. */
	readonly userCount: number;
	/** When the first and the last occurrence ended, epoch ms. */
	readonly firstSeenAt: number;
	readonly lastSeenAt: number;
}

/** The number of "no workflow type": the sessions that are left of all are counted by it. */
export const NO_WORKFLOW_TYPE = 0;

/** Sums what sessions count, by the number of the pattern; the sessions of a user come together. */
export class PatternTotals {
	#frequencies = new Float64Array(64);
	#sessions = new Float64Array(64);
	#successes = new Float64Array(64);
	#durations = new Float64Array(64);
	#users = new Int32Array(64);
	/** The last user who was counted, plus one. */
	#lastUsers = new Int32Array(64);
	#firstSeen = new Float64Array(64);
	#lastSeen = new Float64Array(64);
	/** Pairs of pattern and workflow type. */
	readonly #typed = new PairTable();
	readonly #typedSessions: number[] = [];

	/** Adds a session of a user; `workflowType` is a number. */
	add(
		pattern: number,
		figures: WindowFigures,
		user: number,
		workflowType: number,
	): void {
		if (pattern >= this.#frequencies.length) this.#grow(pattern);
		const isFirst = this.#frequencies[pattern] === 0;
		(this.#frequencies[pattern] as number) += figures.frequency;
		(this.#sessions[pattern] as number) += 1;
		(this.#successes[pattern] as number) += figures.successes;
		(this.#durations[pattern] as number) += figures.durationMs;
		if (this.#lastUsers[pattern] !== user + 1) {
			this.#lastUsers[pattern] = user + 1;
			(this.#users[pattern] as number) += 1;
		}
		if (isFirst || figures.firstEndedAt < (this.#firstSeen[pattern] as number))
			this.#firstSeen[pattern] = figures.firstEndedAt;
		if (isFirst || figures.lastEndedAt > (this.#lastSeen[pattern] as number))
			this.#lastSeen[pattern] = figures.lastEndedAt;
		if (workflowType === NO_WORKFLOW_TYPE) return;
		const typed = this.#typed.numberOf(pattern, workflowType);
		this.#typedSessions[typed] = (this.#typedSessions[typed] ?? 0) + 1;
	}

	/** The totals of every pattern that occurred, by its number. */
	*[Symbol.iterator](): Generator<[number, PatternTotal], void, void> {
		for (let pattern = 0; pattern < this.#frequencies.length; pattern++) {
			const frequency = this.#frequencies[pattern] as number;
			if (frequency === 0) continue;
			yield [
				pattern,
				{
					frequency,
					sessionCount: this.#sessions[pattern] as number,
					successes: this.#successes[pattern] as number,
					durationMs: this.#durations[pattern] as number,
					userCount: this.#users[pattern] as number,
					firstSeenAt: this.#firstSeen[pattern] as number,
					lastSeenAt: this.#lastSeen[pattern] as number,
				},
			];
		}
	}

	/** Sessions by pattern and workflow type, but for {@link NO_WORKFLOW_TYPE}. */
	*byWorkflowType(): Generator<
		{ pattern: number; workflowType: number; sessions: number },
		void,
		void
	> {
		for (const [typed, sessions] of this.#typedSessions.entries())
			yield {
				pattern: this.#typed.firstOf(typed),
				workflowType: this.#typed.secondOf(typed),
				sessions,
			};
	}

	#grow(pattern: number): void {
		const length = Math.max(pattern + 1, this.#frequencies.length * 2);
		this.#frequencies = grown(this.#frequencies, length);
		this.#sessions = grown(this.#sessions, length);
		this.#successes = grown(this.#successes, length);
		this.#durations = grown(this.#durations, length);
		this.#users = grown(this.#users, length);
		this.#lastUsers = grown(this.#lastUsers, length);
		this.#firstSeen = grown(this.#firstSeen, length);
		this.#lastSeen = grown(this.#lastSeen, length);
	}
}

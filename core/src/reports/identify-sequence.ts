import { latestOperations } from "../aggregation/latest-operations";
import { RECENT_MS } from "../aggregation/user-record";
import type { JobHome } from "../ports/home";
import { endingsOf } from "../sessions/endings";
import { MAX_SESSION_EVENTS } from "../sessions/session";
import { activeTemplateOf } from "../templates/active-template";
import type { IdentifiedSequence } from "./identified-sequence";
import { describePattern } from "./sequences";

/** Which operations to identify. */
export interface SequenceQuestion {
	/** As events have it. Looked up only where `operations` are absent. */
	readonly userId: string;
	/**
	 * Types in the order in which they were done; at most {@link MAX_QUESTION_OPERATIONS}. Where they are
	 * absent, the user's own count: of their latest session, what ended within the last
	 * `timeframeMinutes`, as far as aggregation has counted it.
	 */
	readonly operations?: readonly string[] | undefined;
	/** 1 to {@link MAX_TIMEFRAME_MINUTES}, up to now. Without meaning beside `operations`. */
	readonly timeframeMinutes: number;
}

/** As many as a session can hold. */
export const MAX_QUESTION_OPERATIONS = MAX_SESSION_EVENTS;

const MINUTE_MS = 60_000;

/** 48 hours: what a user did before that is not at hand. */
export const MAX_TIMEFRAME_MINUTES = RECENT_MS / MINUTE_MS;

/**
 * Finds the longest known pattern that operations, collapsed to steps, end in. A pattern is known
 * from its first occurrence on. Of one length there is only one that they can end in, so that nothing
 * else need decide between them. Users who are unknown, erased, or idle all that time have none.
 *
 * Reads five patterns and a template at most, by name, and the user's record where it is asked for.
 */
export async function identifySequence(
	home: Pick<JobHome, "store" | "now">,
	question: SequenceQuestion,
): Promise<IdentifiedSequence> {
	const { store } = home;
	const endings = endingsOf(
		question.operations ?? (await operationsOfUser(home, question)),
	);
	if (endings.length === 0) return NONE;
	const totals = await store.readTotals();
	const records = await store.readPatterns(endings);
	for (const name of endings) {
		const record = records.get(name);
		if (record === undefined) continue;
		const pattern = describePattern(record, totals);
		// A purge that is under way may have dropped its months from the totals, but not it itself.
		if (pattern.frequency === 0) continue;
		return { pattern, ...(await activeTemplateOf(store, name)) };
	}
	return NONE;
}

const NONE: IdentifiedSequence = { pattern: null };

async function operationsOfUser(
	{ store, now }: Pick<JobHome, "store" | "now">,
	{ userId, timeframeMinutes }: SequenceQuestion,
): Promise<string[]> {
	const record = (await store.readUsers([userId])).get(userId);
	if (record === undefined) return [];
	const from = now() - timeframeMinutes * MINUTE_MS;
	return latestOperations(record, from).map(({ type }) => type);
}

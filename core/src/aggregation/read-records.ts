import type { AnalyticsStore } from "../ports/store";
import { countSessionIds } from "./packed-session-ids";
import type { UserRecord } from "./user-record";

/** Records read by one call: how many may be in memory before anybody has looked at their weight. */
const RECORDS_AT_ONCE = 200;

/**
 * Of a page's records, all at once in memory: about 200 MB. Ordinary users weigh a hundred; one who
 * has met every bound that they have, as much as tens of thousands of entries.
 */
export const MAX_PAGE_WEIGHT = 1_000_000;

/**
 * The records of a page's users; undefined if they are too much for the memory of a run, which holds
 * no more of them meanwhile. One user is never too much.
 */
export async function readRecords(
	store: Pick<AnalyticsStore, "readUsers">,
	userIds: readonly string[],
	maxWeight: number = MAX_PAGE_WEIGHT,
): Promise<Map<string, UserRecord> | undefined> {
	const records = new Map<string, UserRecord>();
	let weight = 0;
	for (let from = 0; from < userIds.length; from += RECORDS_AT_ONCE) {
		const ids = userIds.slice(from, from + RECORDS_AT_ONCE);
		for (const [userId, record] of await store.readUsers(ids)) {
			records.set(userId, record);
			weight += weightOf(record);
		}
		if (weight > maxWeight && userIds.length > 1) return undefined;
	}
	return records;
}

/** About how many entries a record holds. */
function weightOf({ current, earlierPatternMonths }: UserRecord): number {
	return (
		Object.keys(current.patterns).length +
		Object.keys(earlierPatternMonths).length +
		// Of each some leaves and bins.
		(current.usageCells ?? 0) * 10 +
		countSessionIds(current.releasedSessions)
	);
}

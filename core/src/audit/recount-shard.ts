import { foldSettings } from "../aggregation/aggregate";
import { splitDelta } from "../aggregation/delta";
import { untilCommitted } from "../aggregation/until-committed";
import { type Month, monthEnd, monthStart } from "../calendar";
import { isErased } from "../erasure/erasure";
import type { StoredEvent } from "../event/stored-event";
import type { JobHome } from "../ports/home";
import type { CommitOutcome, ShardHead } from "../ports/store";
import { forEachItem, type ShardExam } from "./examine-shard";
import { changesNothing, recountUser } from "./recount-user";

/** Users recounted of one shard in one pass; the next pass sees to the others. */
const MAX_USERS = 100;

/** Events of a month that a recount holds of one user. One who has more cannot be recounted. */
export const MAX_EVENTS_OF_USER = 20_000;

/** At a commit that other runs keep winning. */
const MAX_ATTEMPTS = 5;

/** What came of the suspects of a shard. */
export interface RecountCounts {
	/** Users whose month was wrong, and is right now. */
	recounted: number;
	/** Users who cannot be recounted: beyond a bound. */
	beyondBounds: number;
}

/**
 * Recounts the month of each suspect from the stored events at or before the mark that the shard had
 * when it was examined. Ends early once aggregation has moved the mark: then those who are left are to
 * be examined anew.
 */
export async function recountShard(
	home: JobHome,
	{ head, suspects }: ShardExam,
	month: Month,
): Promise<RecountCounts> {
	const eventsOf = new Map<string, StoredEvent[]>();
	for (const userId of [...suspects.keys()].slice(0, MAX_USERS))
		eventsOf.set(userId, []);
	const range = { from: monthStart(month), to: monthEnd(month) };
	await forEachItem(
		(page) => home.store.readEnded(head, range, page),
		(event) => {
			const events = eventsOf.get(event.userId);
			// One more than the bound is enough to know that it is exceeded.
			if (events !== undefined && events.length <= MAX_EVENTS_OF_USER)
				events.push(event);
		},
	);
	const counts: RecountCounts = { recounted: 0, beyondBounds: 0 };
	for (const [userId, events] of eventsOf) {
		const outcome =
			events.length > MAX_EVENTS_OF_USER
				? "beyond_bounds"
				: await untilCommitted(MAX_ATTEMPTS, () =>
						recountOne(home, head, userId, month, events),
					);
		if (outcome === "committed") counts.recounted++;
		else if (outcome === "beyond_bounds") counts.beyondBounds++;
		else if (outcome !== "right") break;
	}
	return counts;
}

type Outcome = CommitOutcome | "right" | "beyond_bounds" | "moved";

async function recountOne(
	home: JobHome,
	examined: ShardHead,
	userId: string,
	month: Month,
	events: readonly StoredEvent[],
): Promise<Outcome> {
	const { store } = home;
	const head = await store.readShard(examined.shard);
	if (head.mark !== examined.mark || head.purgedBefore > monthStart(month))
		return "moved";
	const settings = await foldSettings(home);
	if (month < settings.liveFrom) return "moved";
	const record = (await store.readUsers([userId])).get(userId);
	const [filed] = await store.readUserMonths([{ userId, month }]);
	// Those of an erasure that is not over yet are still stored.
	const counting = events.filter((each) => !isErased(record, each.timestamp));
	const user = {
		userId,
		record,
		month,
		filed: filed?.month,
		events: counting,
	};
	const recount = recountUser(user, settings);
	if (recount === "beyond_bounds") return "beyond_bounds";
	if (changesNothing(recount)) return "right";
	const outcome = await store.commitPage({
		head,
		users: [recount.record],
		userMonths: recount.filed.map((each) => ({ userId, month: each })),
		deltas: splitDelta(recount.delta),
	});
	return outcome === "too_large" ? "beyond_bounds" : outcome;
}

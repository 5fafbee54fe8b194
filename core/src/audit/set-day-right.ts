import { noCounts } from "../aggregation/aggregate";
import { mergeDeltas } from "../aggregation/merge";
import type { Day, Month } from "../calendar";
import type { JobHome } from "../ports/home";
import { forgetPeriodsBefore } from "../tally/return-counts";
import { addTally, copyTally, isEmpty } from "../tally/tally";
import { addUsage, isBlank, type UsageDay } from "../usage/usage-day";
import { eventsIn, type ShardExam } from "./examine-shard";

/** What came of comparing a day's roll-up with the users' records. */
export type DayOutcome = "right" | "repaired" | "beyond_bounds" | "moved";

/**
 * Makes a day's roll-up the sum of what the users' records count of it. Returns `moved`,
 * and changes nothing, if any shard or the totals have moved since: only then is the sum that of all
 * that is folded into the roll-up.
 */
export async function setDayRight(
	home: JobHome,
	day: Day,
	exams: readonly ShardExam[],
	liveFrom: Month,
	deadline: number,
): Promise<DayOutcome> {
	const { store } = home;
	await mergeDeltas(home, noCounts(), deadline);
	const head = await store.readTotals();
	// In this order: a delta that is folded after the head was read makes the commit a conflict.
	if ((await store.readDeltas(1)).length > 0) return "moved";
	for (const exam of exams) {
		const { version } = await store.readShard(exam.head.shard);
		if (version !== exam.head.version) return "moved";
	}
	const usage = (await store.readUsageDays([day])).get(day) ?? {};
	const counted: UsageDay = {};
	for (const exam of exams) addTally(counted, exam.usage);
	const { cells = {}, users = {} } = copyTally(usage);
	for (const visits of Object.values(users))
		forgetPeriodsBefore(visits, `${liveFrom}-01`);
	const change = copyTally(counted);
	addTally(change, { cells, users }, -1);
	if (isEmpty(change)) return "right";
	if (isFull(usage))
		return eventsIn(counted.cells ?? {}) === eventsIn(cells)
			? "right"
			: "beyond_bounds";
	const right: UsageDay = {};
	addUsage(right, counted);
	if (isFull(right)) return "beyond_bounds";
	const outcome = await store.commitTotals({
		head,
		usageDays: new Map([[day, isBlank(right) ? undefined : right]]),
	});
	if (outcome === "too_large") return "beyond_bounds";
	return outcome === "committed" ? "repaired" : "moved";
}

/** True if the day has met a bound: then what it holds depends on the order in which it came. */
function isFull(day: UsageDay): boolean {
	return [day.cellsFull, day.binsFull, day.audiencesFull].includes(1);
}

import { noCounts } from "../aggregation/aggregate";
import { mergeDeltas } from "../aggregation/merge";
import type { Day } from "../calendar";
import type { JobHome } from "../ports/home";
import { addTally, copyTally, isEmpty } from "../tally/tally";
import {
	addUsage,
	isBlank,
	type UsageCells,
	type UsageDay,
} from "../usage/usage-day";
import { eventsIn, type ShardExam } from "./examine-shard";

/** What came of comparing a day's roll-up with the users' records. */
export type DayOutcome = "right" | "repaired" | "beyond_bounds" | "moved";

/**
 * Makes the cells of a day's roll-up the sum of what the users' records count of it. Returns `moved`,
 * and changes nothing, if any shard or the totals have moved since: only then is the sum that of all
 * that is folded into the roll-up.
 */
export async function setDayRight(
	home: JobHome,
	day: Day,
	exams: readonly ShardExam[],
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
	const cells: UsageCells = {};
	for (const exam of exams) addTally(cells, exam.cells);
	const change = copyTally(cells);
	addTally(change, usage.cells ?? {}, -1);
	if (isEmpty(change)) return "right";
	if (isFull(usage))
		return eventsIn(cells) === eventsIn(usage.cells ?? {})
			? "right"
			: "beyond_bounds";
	const wouldBe: UsageDay = {};
	addUsage(wouldBe, { cells });
	if (isFull(wouldBe)) return "beyond_bounds";
	const { cells: _, ...rest } = usage;
	const right: UsageDay = isEmpty(cells) ? rest : { ...rest, cells };
	const outcome = await store.commitTotals({
		head,
		usageDays: new Map([[day, isBlank(right) ? undefined : right]]),
	});
	if (outcome === "too_large") return "beyond_bounds";
	return outcome === "committed" ? "repaired" : "moved";
}

/** True if the day has met a bound: then what it holds depends on the order in which it came. */
function isFull(day: UsageDay): boolean {
	return day.cellsFull === 1 || day.binsFull === 1;
}

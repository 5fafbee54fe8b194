import { createHash } from "node:crypto";
import type { WireEventInput } from "../../client/src/index.ts";
import { between, oneOf } from "../random.ts";
import type { ReportedRun } from "./run-chains.ts";

/** Days before today that are filled: two of a report's default of 30, so that they can be compared. */
export const EARLIER_DAYS = 60;
/** Invented users of those days, beside whom the demo's own are few. */
const USERS = 24;
/** Sittings of a weekday: at first, and how many more at last. */
const SITTINGS = { first: 4, more: 8 };
/** What is left of them at a weekend. */
const WEEKEND_SHARE = 0.4;
/** The hours of the day, UTC, in which a sitting begins. */
const HOURS = { first: 7, last: 21 };
/** Between two operations of a sitting. */
const PAUSE_MS = { least: 5_000, most: 90_000 };
/** Operations take so many times as long as the one that they are copies of. */
const SLOWNESS = { least: 0.7, more: 1.2 };

const DAY_MS = 24 * 3_600_000;
const HOUR_MS = 3_600_000;

/**
 * The days before today as they might have been: sittings of the demo, copied to other times and invented
 * users, more of them as time goes on and fewer at weekends. Day by day; the same for the same runs and
 * `random`. Ids name the day, so that those of other days never meet them.
 */
export function inventEarlierDays(
	runs: readonly ReportedRun[],
	nowMs: number,
	random: () => number,
): WireEventInput[] {
	const sittings = [
		...Map.groupBy(runs, ({ chainIndex }) => chainIndex).values(),
	].map((sitting) => sitting.map(({ event }) => event));
	const today = Math.floor(nowMs / DAY_MS) * DAY_MS;
	const events: WireEventInput[] = [];
	for (let ago = EARLIER_DAYS; ago > 0; ago--) {
		const day = today - ago * DAY_MS;
		for (let left = sittingsOf(day, ago, random); left > 0; left--) {
			const hour = between(random, HOURS.first, HOURS.last);
			const begin = day + Math.floor((hour + random()) * HOUR_MS);
			const name = `demo-${new Date(day).toISOString().slice(0, 10)}-${left}`;
			events.push(...copyOf(oneOf(random, sittings), name, begin, random));
		}
	}
	return events;
}

function sittingsOf(day: number, ago: number, random: () => number): number {
	const isWeekend = [0, 6].includes(new Date(day).getUTCDay());
	const grown = SITTINGS.first + SITTINGS.more * (1 - ago / EARLIER_DAYS);
	const share = isWeekend ? WEEKEND_SHARE : 1;
	return Math.round(grown * share * (0.7 + 0.6 * random()));
}

/** The sitting at another time, by one of the invented users; the first ones come most often. */
function copyOf(
	sitting: readonly WireEventInput[],
	name: string,
	begin: number,
	random: () => number,
): WireEventInput[] {
	const userId = createHash("sha256")
		.update(`invented user ${Math.floor(random() ** 2 * USERS)} of the demo`)
		.digest("hex");
	let at = begin;
	return sitting.map((event, place) => {
		const slowness = SLOWNESS.least + SLOWNESS.more * random() ** 3;
		const processingTime = Math.round(event.metrics.processingTime * slowness);
		at += between(random, PAUSE_MS.least, PAUSE_MS.most) + processingTime;
		return {
			...event,
			id: `${name}-${place}`,
			userId,
			timestamp: at,
			metrics: { ...event.metrics, processingTime },
			context: { ...event.context, sessionId: name },
		};
	});
}

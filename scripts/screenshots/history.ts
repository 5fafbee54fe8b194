import { createHash } from "node:crypto";
import type { ExportedEvent } from "../../core/src/transfer/exported-event.ts";
import { between, oneOf } from "../random.ts";

const DAY_MS = 86_400_000;

/** Sessions that a working day has at the end of the history; at its beginning it is a third. */
const SESSIONS_A_DAY = 46;
/** Of a working day's, on Saturdays and Sundays. */
const WEEKEND_SHARE = 0.35;

/** People that each of the demo's users becomes. */
const PEOPLE = 24;

/** Of the demo's failures, those that happen again. */
const FAILS_AGAIN = 0.55;

/** The demo's clips last a second; people's last minutes. */
const LONGER = { min: 20, max: 240 } as const;

/**
 * What it looks like when many people do for `days` days what the users of the demo did once: its sessions,
 * again and again, by other people, at other times, with other clips. The same for the same events, end
 * (epoch ms) and source of randomness; ordered by session.
 */
export function historyOf(
	demo: readonly ExportedEvent[],
	{ days, end }: { readonly days: number; readonly end: number },
	random: () => number,
): ExportedEvent[] {
	const sessions = [...Map.groupBy(demo, traceOf).values()].map((events) =>
		events.toSorted((a, b) => instantOf(a) - instantOf(b)),
	);
	const history: ExportedEvent[] = [];
	for (let day = days - 1; day >= 0; day--) {
		const midnight = Math.floor(end / DAY_MS - day) * DAY_MS;
		const count = sessionsOf(midnight, 1 - day / days, random);
		for (let number = 0; number < count; number++) {
			const startAt = midnight + Math.floor(hourOf(random) * 3_600_000);
			const events = again(oneOf(random, sessions), {
				...{ startAt, name: `${days - day}-${number}`, random },
			});
			history.push(...events.filter((event) => instantOf(event) < end));
		}
	}
	return history;
}

function traceOf({ userId, platform, context }: ExportedEvent): string {
	return [userId, platform, context?.sessionId].join(" ");
}

function instantOf({ timestamp }: ExportedEvent): number {
	return new Date(timestamp).getTime();
}

function sessionsOf(
	midnight: number,
	progress: number,
	random: () => number,
): number {
	const weekday = new Date(midnight).getUTCDay();
	const share = weekday === 0 || weekday === 6 ? WEEKEND_SHARE : 1;
	const level = SESSIONS_A_DAY * share * (1 / 3 + (2 / 3) * progress);
	return Math.round(level * (0.85 + 0.3 * random()));
}

/** People work from seven to twenty-one, most of them around two. */
function hourOf(random: () => number): number {
	return 7 + 7 * (random() + random());
}

/** A session once more, by somebody else. */
function again(
	session: readonly ExportedEvent[],
	{
		startAt,
		name,
		random,
	}: {
		readonly startAt: number;
		readonly name: string;
		readonly random: () => number;
	},
): ExportedEvent[] {
	const person = between(random, 1, PEOPLE);
	const longer = between(random, LONGER.min, LONGER.max);
	let endedAt = startAt;
	return session.map((event, index) => {
		const { metrics, operation, context } = event;
		const processingTime = Math.round(
			metrics.processingTime * longer * (0.7 + 0.6 * random()),
		);
		endedAt += between(random, 2_000, 40_000) + processingTime;
		const { errorMessage, ...measured } = metrics;
		const fails = !metrics.success && random() < FAILS_AGAIN;
		return {
			...event,
			id: `history-${name}-${index}`,
			userId: createHash("sha256")
				.update(`${event.userId} ${person}`)
				.digest("hex"),
			timestamp: new Date(endedAt).toISOString(),
			receivedAt: new Date(endedAt + 500).toISOString(),
			operation: { ...operation, fileSize: operation.fileSize * longer },
			metrics: {
				...measured,
				processingTime,
				success: metrics.success || !fails,
				...(fails ? { errorMessage } : {}),
			},
			context: { ...context, sessionId: `history-${name}` },
		};
	});
}

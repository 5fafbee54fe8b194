import { wireEventSchema } from "@ffmpeg-analytics/core";
import { naivePatterns } from "../../../core/testing/naive-totals";
import { generate } from "./generate.ts";
import { STREAM_NAMES, type StreamName, streamOf } from "./streams.ts";
import { MAX_PATTERNS, patternsOfWorkflows, WORKFLOWS } from "./workflows.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

const arrivalsOf = (name: StreamName, events: number) => [
	...generate(streamOf(name, events)),
];
const distinct = (values: readonly unknown[]) => new Set(values).size;

describe("the fixed workflows", () => {
	it("are 50, all different, with at most 300 patterns", () => {
		const names = WORKFLOWS.map(({ operations }) =>
			operations.map(({ type }) => type).join("->"),
		);
		expect(distinct(names)).toBe(50);
		expect(patternsOfWorkflows().size).toBeLessThanOrEqual(MAX_PATTERNS);
	});
});

describe("the promised stream", () => {
	const arrivals = arrivalsOf("promised", 100_000);
	const events = arrivals.map(({ event }) => event);

	it("is 100,000 events of 2,000 users, a few of whom do much", () => {
		expect(arrivals).toHaveLength(100_000);
		expect(distinct(events.map(({ id }) => id))).toBe(100_000);
		const byUser = [...Map.groupBy(events, ({ userId }) => userId).values()];
		expect(byUser.length).toBeGreaterThan(1_700);
		expect(byUser.length).toBeLessThanOrEqual(2_000);
		const sizes = byUser.map(({ length }) => length).sort((a, b) => b - a);
		// The first user's share is 1 / (1 + 1/2 + ... + 1/2000), which is 12 %.
		expect((sizes[0] ?? 0) / 100_000).toBeCloseTo(0.12, 1);
		expect((sizes[0] ?? 0) / (sizes[9] ?? 1)).toBeGreaterThan(7);
	});

	it("arrives within 50 minutes, in order", () => {
		const times = arrivals.map(({ at }) => at);
		expect(times).toEqual(times.toSorted((a, b) => a - b));
		const minutes = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / MINUTE_MS;
		expect(minutes).toBeGreaterThan(45);
		expect(minutes).toBeLessThan(52);
	});

	it("has at most 300 patterns, all of them of the fixed workflows", () => {
		const found = Object.keys(naivePatterns(events));
		expect(found.length).toBeLessThanOrEqual(MAX_PATTERNS);
		const known = patternsOfWorkflows();
		expect(found.filter((pattern) => !known.has(pattern))).toEqual([]);
	});
});

describe.each(STREAM_NAMES)("the stream %s", (name) => {
	const arrivals = arrivalsOf(name, 1_000);

	it("is the same in every run, as long as it is to be", () => {
		expect(arrivals).toHaveLength(1_000);
		expect(arrivalsOf(name, 1_000)).toEqual(arrivals);
	});

	it("holds valid events that end before they arrive", () => {
		const bad = arrivals.filter(
			({ at, event }) =>
				!wireEventSchema.safeParse(event).success || event.timestamp > at,
		);
		expect(bad).toEqual([]);
	});
});

it("leaves session ids out, and then users do one thing at a time", () => {
	const events = arrivalsOf("no-session-ids", 20_000).map(({ event }) => event);
	for (const user of Map.groupBy(events, ({ userId }) => userId).values()) {
		const inOrder = user.toSorted((a, b) => a.timestamp - b.timestamp);
		const overlapping = inOrder.filter(
			({ timestamp, metrics }, index) =>
				timestamp - metrics.processingTime <
				(inOrder[index - 1]?.timestamp ?? 0),
		);
		expect(overlapping).toEqual([]);
	}
	expect(events.filter(({ context }) => context.sessionId)).toEqual([]);
});

it("brings mostly new users where that is asked for", () => {
	const users = arrivalsOf("new-users", 10_000).map(
		({ event }) => event.userId,
	);
	expect(distinct(users)).toBeGreaterThan(2_000);
});

it("delivers every fifth session's second half a week late", () => {
	const arrivals = arrivalsOf("late", 20_000);
	const late = arrivals.filter(
		({ at, event }) => at - event.timestamp > 6.9 * DAY_MS,
	);
	const share = late.length / arrivals.length;
	expect(share).toBeGreaterThan(0.08);
	expect(share).toBeLessThan(0.15);
	const begun = new Set(
		arrivals
			.filter(({ at, event }) => at - event.timestamp < DAY_MS)
			.map(({ event }) => event.context.sessionId),
	);
	expect(late.some(({ event }) => begun.has(event.context.sessionId))).toBe(
		true,
	);
});

it("spreads a year over 365 days, more of it by day than by night", () => {
	const times = arrivalsOf("year", 20_000).map(({ event }) => event.timestamp);
	const days = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / DAY_MS;
	expect(days).toBeGreaterThan(360);
	expect(days).toBeLessThan(365);
	const byHour = Map.groupBy(times, (time) => new Date(time).getUTCHours());
	expect(byHour.get(12)?.length).toBeGreaterThan(
		3 * (byHour.get(0)?.length ?? 0),
	);
});

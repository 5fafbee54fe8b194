/** Names of the streams that can be replayed. */
export const STREAM_NAMES = [
	"promised",
	"backlog",
	"no-session-ids",
	"new-users",
	"late",
	"day",
	"year",
] as const;
export type StreamName = (typeof STREAM_NAMES)[number];

/** What a stream is like. The same one yields the same events in every run. */
export interface Stream {
	readonly name: StreamName;
	readonly about: string;
	/** Exactly so many are sent. */
	readonly events: number;
	/** Distinct users, the `n`th of whom is active in proportion to `1 / n`. */
	readonly users: number;
	/** Epoch ms of the first session. */
	readonly start: number;
	/** Sessions begin within this time, evenly or, over days, more by day than by night. */
	readonly durationMs: number;
	/** So many such times, one each week. */
	readonly weeks: number;
	/** How often events are aggregated. */
	readonly runEveryMs: number;
	/** The share of users whose hosts name their sessions. */
	readonly sessionIdShare: number;
	/** The share of sessions by somebody who was never seen before. */
	readonly newUserShare: number;
	/** The share of sessions whose second half is delivered a week later. */
	readonly lateShare: number;
	/** The share of sessions that follow no fixed workflow. */
	readonly explorationShare: number;
	/** Whether a user begins a session only a while after their last one. */
	readonly oneSessionAtATime: boolean;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Sessions that begin within this time are over after 50 minutes. */
const BUSY_MS = 46 * MINUTE_MS;

const PROMISED: Stream = {
	name: "promised",
	about:
		"2,000 users in sessions of 50 fixed workflows, over 50 minutes, aggregated every 5",
	events: 100_000,
	users: 2_000,
	start: Date.UTC(2026, 10, 10, 12),
	durationMs: BUSY_MS,
	weeks: 1,
	runEveryMs: 5 * MINUTE_MS,
	sessionIdShare: 1,
	newUserShare: 0,
	lateShare: 0,
	explorationShare: 0,
	oneSessionAtATime: false,
};

/** The promised rate, 100,000 events in 50 minutes, over a longer or shorter time. */
export function promisedStream(events: number): Stream {
	const durationMs = (BUSY_MS * events) / PROMISED.events;
	return { ...PROMISED, events, durationMs };
}

/** A stream of this many events; those of 100,000 or more are as busy as they say. */
export function streamOf(name: StreamName, events: number): Stream {
	const base = promisedStream(events);
	switch (name) {
		case "promised":
			return base;
		case "backlog":
			return {
				...base,
				name,
				about: "the same, but nothing is aggregated before all has come",
				runEveryMs: base.durationMs + DAY_MS,
			};
		case "no-session-ids":
			return {
				...base,
				name,
				about:
					"the same of 20,000 users without session ids, one thing at a time: idle time ends a session",
				users: 20_000,
				sessionIdShare: 0,
				oneSessionAtATime: true,
			};
		case "new-users":
			return {
				...base,
				name,
				about: "the same, but nine of ten sessions are a new user's",
				newUserShare: 0.9,
			};
		case "late":
			return {
				...base,
				name,
				about:
					"the same in two halves, a week apart; every fifth session's second half comes a week late",
				durationMs: base.durationMs / 2,
				weeks: 2,
				lateShare: 0.2,
			};
		case "day":
			return {
				...base,
				name,
				about: "the same over a day and night, aggregated every 5 minutes",
				durationMs: DAY_MS,
				oneSessionAtATime: true,
			};
		case "year":
			return {
				...base,
				name,
				about:
					"a year, one user in two without session ids, one session in five without a fixed workflow, aggregated once a day",
				start: Date.UTC(2025, 10, 15),
				durationMs: 364 * DAY_MS,
				runEveryMs: DAY_MS,
				sessionIdShare: 0.5,
				explorationShare: 0.2,
				oneSessionAtATime: true,
			};
	}
}

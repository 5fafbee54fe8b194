import type { Load } from "./load.ts";
import {
	type ContenderName,
	formatReport,
	judgeTurn,
	summarize,
	type Turn,
} from "./report.ts";

const LOAD: Load = {
	requests: 200,
	seconds: 2,
	latenciesMs: Array.from({ length: 200 }, (_, index) => (index + 1) / 10),
	non2xx: 0,
	errors: 0,
	notStored: 0,
	eventsSent: 232,
	eventsAcknowledged: 220,
	loadCpu: 0.25,
	serverCpu: 0.5,
};

describe("a turn", () => {
	it("is read out of the measured time", () => {
		expect(judgeTurn("sqlite-100", 1, 100, LOAD, 225)).toEqual({
			contender: "sqlite-100",
			round: 1,
			requestsPerSecond: 100,
			eventsPerSecond: 10_000,
			p50Ms: 10,
			p99Ms: 19.8,
			non2xx: 0,
			loadCpu: 0.25,
			serverCpu: 0.5,
			faults: [],
		});
	});

	it.each<[string, Partial<Load>, number | undefined]>([
		["an answer was not 2xx", { non2xx: 1 }, 220],
		["a request was not answered", { errors: 1 }, 220],
		["an event was not stored", { notStored: 1 }, 220],
		["nothing was answered", { requests: 0, latenciesMs: [] }, 220],
		["an acknowledged event is not there", {}, 219],
		["more is there than was sent", {}, 233],
		["the rows could not be counted", {}, Number.NaN],
	])("is at fault where %s", (_, load, rows) => {
		const turn = judgeTurn("sqlite-1", 0, 1, { ...LOAD, ...load }, rows);
		expect(turn.faults).toHaveLength(1);
	});

	it.each([220, 232, undefined])("is well with %p rows", (rows) => {
		expect(judgeTurn("sqlite-1", 0, 1, LOAD, rows).faults).toEqual([]);
	});
});

const turn = (
	contender: ContenderName,
	round: number,
	eventsPerSecond: number,
	more: Partial<Turn> = {},
): Turn => ({
	contender,
	round,
	requestsPerSecond: eventsPerSecond,
	eventsPerSecond,
	p50Ms: 1,
	p99Ms: 2,
	non2xx: 0,
	loadCpu: 0.5,
	serverCpu: 1,
	faults: [],
	...more,
});

/** The machine is ten times slower in the last round. */
const TURNS = [
	turn("express", 0, 1_000),
	turn("sqlite-1", 0, 600),
	turn("express", 1, 1_000),
	turn("sqlite-1", 1, 450),
	turn("express", 2, 100),
	turn("sqlite-1", 2, 50),
];

describe("a report", () => {
	it("takes medians over the rounds, and ratios round by round", () => {
		const { contenders, ratios } = summarize(TURNS);
		expect(contenders.map((each) => each.eventsPerSecond)).toEqual([
			1_000, 450,
		]);
		// The ratio of the medians would be 0.45.
		expect(ratios).toEqual([
			expect.objectContaining({
				value: 0.5,
				perRound: [0.6, 0.45, 0.5],
				target: 0.5,
				met: true,
			}),
		]);
	});

	it("says where a target is missed", () => {
		const { ratios } = summarize([
			turn("sqlite-1", 0, 10),
			turn("sqlite-100", 0, 149),
		]);
		expect(ratios).toMatchObject([{ value: 14.9, target: 15, met: false }]);
	});

	it("promises nothing of the offline Firestore", () => {
		const { ratios } = summarize([
			turn("firestore-1", 0, 1),
			turn("firestore-100", 0, 1),
		]);
		expect(ratios).toMatchObject([{ value: 1, target: undefined }]);
		expect(ratios[0]?.met).toBeUndefined();
	});

	it("adds up what was not 2xx, and names every fault with its place", () => {
		const { contenders, faults } = summarize([
			turn("bare", 0, 1, { non2xx: 2, faults: ["a"] }),
			turn("bare", 1, 1, { non2xx: 3, faults: ["b", "c"] }),
		]);
		expect(contenders).toMatchObject([{ non2xx: 5 }]);
		expect(faults).toEqual([
			"bare, round 1: a",
			"bare, round 2: b",
			"bare, round 2: c",
		]);
	});

	it("is two tables, the contenders and the ratios", () => {
		const turns = TURNS.map((each) => ({ ...each, serverCpu: undefined }));
		expect(formatReport(summarize(turns))).toBe(
			`
  contender                                   requests/s  events/s  p50 ms  p99 ms  non-2xx  server CPU  load CPU
  ──────────────────────────────────────────  ──────────  ────────  ──────  ──────  ───────  ──────────  ────────
  Express + zod + rate limit, stores nothing       1,000     1,000     1.0     2.0        0           -      50 %
  SQLite, 1 event a request                          450       450     1.0     2.0        0           -      50 %

  ratio                                         median  lowest  highest  target  met
  ────────────────────────────────────────────  ──────  ──────  ───────  ──────  ───
  SQLite, 1 event / Express + zod + rate limit    0.50    0.45     0.60  >= 0.5  yes
`.slice(1),
		);
	});

	it("ends with what failed", () => {
		const report = summarize([turn("bare", 0, 1, { faults: ["lost"] })]);
		expect(formatReport(report)).toMatch(
			/\nFailed:\n {2}bare, round 1: lost\n$/,
		);
	});
});

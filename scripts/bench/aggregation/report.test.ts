import type { Cost } from "./cost.ts";
import type { ReplayOutcome, Run } from "./replay.ts";
import {
	costPerEvent,
	faultsOf,
	historyPoints,
	judge,
	type Measurement,
	ratedRuns,
} from "./report.ts";
import { promisedStream } from "./streams.ts";
import { formatCosts, formatKinds, formatTargets } from "./tables.ts";

const documents = (reads: number, writes: number, deletes = 0) => ({
	reads,
	writes,
	deletes,
});

const run = (
	history: number,
	events: number,
	more: Partial<Run> = {},
): Run => ({
	history,
	events,
	seconds: 1,
	ingested: events,
	ingest: { ffmpeg_operations: documents(0, events) },
	aggregation: { ffmpeg_operations: documents(events, 0) },
	...more,
});

const TOTALS = { patterns: { "trim->crop": "[2]" }, usage: "[4]" };

const COUNTS = {
	late: 7,
	unplaced: 0,
	patternsExceeded: 0,
	typesExceeded: 0,
	workflowTypesExceeded: 0,
} as ReplayOutcome["counts"];

function measurement(
	more: Partial<Measurement> = {},
	replay: Partial<ReplayOutcome> = {},
): Measurement {
	return {
		home: "firestore",
		stream: promisedStream(1_000),
		batch: 100,
		replay: {
			events: 1_000,
			runs: [run(0, 1_000)],
			ingestSeconds: 1,
			ingestCpuSeconds: 1,
			aggregationCpuSeconds: 1,
			bytesPerEvent: 1,
			ingest: { ffmpeg_operations: documents(0, 1_000) },
			aggregation: {
				ffmpeg_operations: documents(1_000, 0),
				aggregation_users: documents(200, 200),
				aggregation_deltas: documents(8, 8, 8),
			},
			counts: COUNTS,
			totals: TOTALS,
			peakBytes: 1,
			...replay,
		},
		naive: {
			events: 1_000,
			scanSeconds: 1,
			scan: {},
			groupSeconds: 1,
			totals: TOTALS,
			peakBytes: 1,
		},
		jobs: [],
		...more,
	};
}

const yearReport = (reads: number) => ({
	name: "usage, 365 days",
	seconds: 1,
	cost: { usage_statistics: documents(reads, 0) },
});

describe("the report of the aggregation benchmark", () => {
	it("adds ingest and aggregation up, by event", () => {
		expect(costPerEvent(measurement())).toEqual({
			reads: 1.208,
			writes: 1.208,
		});
	});

	it.each<[number, boolean]>([
		[1_300, true],
		[1_301, false],
	])(
		"says that %i reads for 1,000 events are within the target: %p",
		(reads, met) => {
			const aggregation: Cost = { ffmpeg_operations: documents(reads, 0) };
			const [first] = judge([measurement({}, { aggregation })], []);
			expect(first).toMatchObject({ bound: 1.3, met });
		},
	);

	it.each<[number, boolean]>([
		[400, true],
		[401, false],
	])(
		"says that %i reads for a year's report are within the target: %p",
		(reads, met) => {
			const jobs = [yearReport(reads)];
			expect(judge([measurement({ jobs })], []).at(-1)).toMatchObject({ met });
		},
	);

	it("promises 30,000 events/s of SQLite, and nothing of the other streams", () => {
		const runs = [run(0, 1_000, { seconds: 1 / 31 })];
		expect(
			judge([measurement({ home: "sqlite" }, { runs })], []),
		).toMatchObject([{ kind: "at least", bound: 30_000, met: true }]);
		const stream = { ...promisedStream(1_000), name: "late" as const };
		for (const home of ["sqlite", "firestore"] as const)
			expect(judge([measurement({ home, stream })], [])).toEqual([]);
	});

	it("compares the cost of full runs as the history grows", () => {
		const runs = [
			run(0, 1_000),
			run(1_000, 10),
			run(9_000, 1_000, {
				aggregation: { ffmpeg_operations: documents(1_200, 300) },
			}),
		];
		const history = { lengths: [1_000, 10_000], runs };
		expect(historyPoints(history)).toMatchObject([
			{ history: 1_000, reads: 1, writes: 1 },
			{ history: 10_000, reads: 1.2, writes: 1.3 },
		]);
		const home = "firestore" as const;
		expect(judge([], [{ ...history, home, differences: [] }])).toMatchObject([
			{ value: 1.2, bound: 1.1, met: false },
			{ value: 1.3, met: false },
		]);
	});

	it("leaves runs of next to nothing out of the rates", () => {
		const [small, large] = [run(0, 99), run(99, 100)];
		expect(ratedRuns([small, large])).toEqual([large]);
		expect(ratedRuns([small])).toEqual([small]);
	});

	it("is at fault where a total differs or an event is missing, and only there", () => {
		expect(faultsOf([measurement()], [])).toEqual([]);
		const naive = { ...measurement().naive, events: 999 };
		const totals = {
			patterns: { "trim->crop": "[3]", "crop->trim": "[1]" },
			usage: "[5]",
		};
		expect(faultsOf([measurement({ naive }, { totals })], [])).toEqual([
			"firestore, promised: 999 events are stored, not 1000",
			"firestore, promised: trim->crop: [3], not [2]",
			"firestore, promised: crop->trim: [1], not nothing",
			"firestore, promised: usage: [5], not [4]",
		]);
		const counts = { ...COUNTS, patternsExceeded: 1 };
		expect(faultsOf([measurement({}, { totals, counts })], [])).toEqual([
			"firestore, promised: usage: [5], not [4]",
		]);
		const history = { home: "sqlite" as const, lengths: [], runs: [] };
		expect(faultsOf([], [{ ...history, differences: ["a"] }])).toEqual([
			"sqlite, history: a",
		]);
	});

	it("tells documents per event, all together and by kind", () => {
		expect(formatCosts([measurement()])).toBe(
			`
  stream    events a request  events  runs  patterns  ingest r      w  aggregation r      w      d  together r      w  late
  ────────  ────────────────  ──────  ────  ────────  ────────  ─────  ─────────────  ─────  ─────  ──────────  ─────  ────
  promised               100   1,000     1         1     0.000  1.000          1.208  0.208  0.008       1.208  1.208     7
`.slice(1, -1),
		);
		expect(formatKinds([measurement()])).toBe(
			`
  aggregation, r / w an event       promised
  ───────────────────────────  ─────────────
  events                       1.000 / 0.000
  user records                 0.200 / 0.200
  deltas                       0.008 / 0.008
`.slice(1, -1),
		);
	});

	it("prints a missed target as such", () => {
		const text = formatTargets(
			judge([measurement({ jobs: [yearReport(9_999)] })], []),
		);
		expect(text).toMatch(/reads an event +1\.208 +at most 1\.3 +met$/m);
		expect(text).toMatch(/report of a year.* 9,999 +at most 400 +NOT MET$/m);
	});
});

import { median } from "../statistics.ts";
import { addCosts, type Cost, totalOf } from "./cost.ts";
import type { HomePlace } from "./homes.ts";
import type { JobOutcome } from "./jobs.ts";
import type { NaiveOutcome } from "./naive.ts";
import type { ReplayOutcome, Run } from "./replay.ts";
import type { Stream, StreamName } from "./streams.ts";
import { differencesOf } from "./totals.ts";

/** Everything that was measured of one stream in one home. */
export interface Measurement {
	readonly home: HomePlace["kind"];
	readonly stream: Stream;
	/** Events a request. */
	readonly batch: number;
	readonly replay: ReplayOutcome;
	readonly naive: NaiveOutcome;
	readonly jobs: readonly JobOutcome[];
}

/** A replay whose runs are compared as the history grows. */
export interface HistoryMeasurement {
	readonly home: HomePlace["kind"];
	readonly lengths: readonly number[];
	readonly runs: readonly Run[];
	/** Where the totals differ from the naive ones. */
	readonly differences: readonly string[];
}

/** What a measured figure is to be. */
export interface Target {
	readonly name: string;
	readonly value: number;
	readonly bound: number;
	readonly kind: "at most" | "at least";
	readonly met: boolean;
}

/** Documents a Firestore bills for, per event. */
const MAX_PER_EVENT = 1.3;
/** Documents that a report of a year reads, about. */
const MAX_REPORT_READS = 400;
const MIN_SQLITE_EVENTS_PER_SECOND = 30_000;
/** Streams that are held to it: with few events a run, and with as many as there are. */
const SQLITE_STREAMS: Readonly<Partial<Record<StreamName, string>>> = {
	promised: "every 5 minutes",
	backlog: "of a backlog",
};
/** A history a hundred times as long may make a run this much dearer. */
const MAX_GROWTH = 1.1;

/** A run with fewer events has no rate worth the name. */
const MIN_EVENTS_OF_RATE = 100;
/** Differences named in a fault. */
const MAX_DIFFERENCES = 3;

/** The runs that count enough events for a rate; all of them where there are none. */
export function ratedRuns(runs: readonly Run[]): readonly Run[] {
	const rated = runs.filter(({ events }) => events >= MIN_EVENTS_OF_RATE);
	return rated.length > 0 ? rated : runs;
}

/** The rate of a run, events/s. */
export function rateOf({ events, seconds }: Run): number {
	return events / seconds;
}

/** Documents of ingest and aggregation together, per event. */
export function costPerEvent({ replay }: Pick<Measurement, "replay">): {
	reads: number;
	writes: number;
} {
	const { reads, writes } = totalOf(
		addCosts(replay.ingest, replay.aggregation),
	);
	return { reads: reads / replay.events, writes: writes / replay.events };
}

/** A run at a length of the history: what it cost, with the ingest of as many events. */
export interface HistoryPoint {
	readonly history: number;
	readonly reads: number;
	readonly writes: number;
	readonly eventsPerSecond: number;
}

/**
 * The full run that ends nearest to each length: a run is full that counted at least half as many
 * events as the fullest.
 */
export function historyPoints({
	lengths,
	runs,
}: Pick<HistoryMeasurement, "lengths" | "runs">): HistoryPoint[] {
	const fullest = Math.max(...runs.map(({ events }) => events));
	const full = runs.filter(({ events }) => events >= fullest / 2);
	return lengths.flatMap((length) => {
		const [nearest] = full.toSorted(
			(a, b) => distance(a, length) - distance(b, length),
		);
		if (nearest === undefined) return [];
		const aggregation = totalOf(nearest.aggregation);
		const ingest = totalOf(nearest.ingest);
		return {
			history: nearest.history + nearest.events,
			reads:
				aggregation.reads / nearest.events +
				ratio(ingest.reads, nearest.ingested),
			writes:
				aggregation.writes / nearest.events +
				ratio(ingest.writes, nearest.ingested),
			eventsPerSecond: rateOf(nearest),
		};
	});
}

function distance({ history, events }: Run, length: number): number {
	return Math.abs(history + events - length);
}

function ratio(part: number, whole: number): number {
	return whole === 0 ? 0 : part / whole;
}

/** What is promised, and whether it holds. */
export function judge(
	measurements: readonly Measurement[],
	histories: readonly HistoryMeasurement[],
): Target[] {
	return [
		...measurements.flatMap(judgeMeasurement),
		...histories.flatMap(judgeHistory),
	];
}

function judgeMeasurement(measurement: Measurement): Target[] {
	const { home, stream, replay, jobs } = measurement;
	if (home === "sqlite") {
		const kind = SQLITE_STREAMS[stream.name];
		if (kind === undefined) return [];
		return [
			atLeast(
				`SQLite: events/s of aggregation ${kind}, median`,
				median(ratedRuns(replay.runs).map(rateOf)),
				MIN_SQLITE_EVENTS_PER_SECOND,
			),
		];
	}
	const { reads, writes } = costPerEvent(measurement);
	return [
		...(stream.name === "promised"
			? [
					atMost("Firestore: reads an event", reads, MAX_PER_EVENT),
					atMost("Firestore: writes an event", writes, MAX_PER_EVENT),
				]
			: []),
		...jobs
			.filter(({ name }) => name === "usage, 365 days")
			.map(({ cost }) =>
				atMost(
					`Firestore: reads of a report of a year, stream ${stream.name}`,
					totalOf(cost).reads,
					MAX_REPORT_READS,
				),
			),
	];
}

function judgeHistory(measurement: HistoryMeasurement): Target[] {
	if (measurement.home === "sqlite") return [];
	const points = historyPoints(measurement);
	const [first, last] = [points[0], points.at(-1)];
	if (first === undefined || last === undefined || first === last) return [];
	const growth = (figure: "reads" | "writes") =>
		atMost(
			`Firestore: ${figure} an event at ${last.history.toLocaleString("en-US")} counted events / at ${first.history.toLocaleString("en-US")}`,
			last[figure] / first[figure],
			MAX_GROWTH,
		);
	return [growth("reads"), growth("writes")];
}

function atMost(name: string, value: number, bound: number): Target {
	return { name, value, bound, kind: "at most", met: value <= bound };
}

function atLeast(name: string, value: number, bound: number): Target {
	return { name, value, bound, kind: "at least", met: value >= bound };
}

/** What must not be, in words; any of it fails the run. */
export function faultsOf(
	measurements: readonly Measurement[],
	histories: readonly HistoryMeasurement[],
): string[] {
	return [
		...measurements.flatMap(({ home, stream, replay, naive }) =>
			[
				...(naive.events === stream.events
					? []
					: [`${naive.events} events are stored, not ${stream.events}`]),
				...differencesOf(replay.totals, {
					...naive.totals,
					// What exceeds a user's bounds counts in usage only.
					...(exceedsBounds(replay) && { patterns: replay.totals.patterns }),
				}).slice(0, MAX_DIFFERENCES),
			].map((fault) => `${home}, ${stream.name}: ${fault}`),
		),
		...histories.flatMap(({ home, differences }) =>
			differences
				.slice(0, MAX_DIFFERENCES)
				.map((fault) => `${home}, history: ${fault}`),
		),
	];
}

/** True if somebody did more than is counted as patterns: totals equal the naive ones only without. */
function exceedsBounds({ counts }: ReplayOutcome): boolean {
	return (
		counts.patternsExceeded + counts.typesExceeded + counts.unplaced > 0 ||
		counts.workflowTypesExceeded > 0
	);
}

/** The kinds of documents that any of the costs knows, in the order of `names`. */
export function kindsOf(
	costs: readonly Cost[],
	names: readonly string[],
): string[] {
	const known = new Set(costs.flatMap((cost) => Object.keys(cost)));
	return names.filter((name) => known.has(name));
}
